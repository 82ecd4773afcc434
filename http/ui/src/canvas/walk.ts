/** A point; y grows downwards. */
export interface Point { x: number; y: number }

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const ways: Record<Arrow, Point> = { ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 }, ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 } };

/** Whether a key is one that walks. */
export const isArrow = (key: string): key is Arrow => key in ways;

/**
 * The neighbor that lies most in the direction of an arrow key: within 60° of it,
 * and of those the one with the least distance, longer the more it is aside.
 */
export function neighborTowards(from: Point, neighbors: ReadonlyMap<string, Point>, key: Arrow): string | undefined {
  const way = ways[key];
  let best: string | undefined;
  let least = Infinity;
  for (const [id, p] of neighbors) {
    const dx = p.x - from.x;
    const dy = p.y - from.y;
    const distance = Math.hypot(dx, dy);
    const along = (dx * way.x + dy * way.y) / distance;
    if (!(along >= 0.5)) continue;
    const cost = distance / along;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}
