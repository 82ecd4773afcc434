/** A rectangle of something of a node, in pixels of the screen. */
export interface Box { id: string; x1: number; y1: number; x2: number; y2: number }

/** A label that wants to be read, and how much; Infinity is read in any case. */
export interface Wish extends Box { weight: number }

/** Labels are compared within cells of so many pixels. */
const cell = 120;

/**
 * The labels that can be read together: none lies on another or on the dot of
 * another node, and whoever is left out would do so, where it is another label one
 * that weighs as much or more (the greedy rule of maps).
 */
export function readable(wishes: readonly Wish[], dots: readonly Box[]): Set<string> {
  const taken = new Map<string, Box[]>();
  const chosen = new Set<string>();
  const cellsOf = (b: Box): string[] => {
    const cells: string[] = [];
    for (let x = Math.floor(b.x1 / cell); x <= Math.floor(b.x2 / cell); x++) {
      for (let y = Math.floor(b.y1 / cell); y <= Math.floor(b.y2 / cell); y++) cells.push(`${x}:${y}`);
    }
    return cells;
  };
  const take = (b: Box, cells: readonly string[]) => { for (const c of cells) taken.set(c, [...(taken.get(c) ?? []), b]); };
  for (const d of dots) take(d, cellsOf(d));
  for (const w of [...wishes].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))) {
    const cells = cellsOf(w);
    if (w.weight < Infinity && cells.some((c) => taken.get(c)?.some((t) => t.id !== w.id && t.x1 < w.x2 && w.x1 < t.x2 && t.y1 < w.y2 && w.y1 < t.y2))) continue;
    chosen.add(w.id);
    take(w, cells);
  }
  return chosen;
}
