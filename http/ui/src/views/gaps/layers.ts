/** Something in a column. A part stands below its whole, in the same column. */
export interface Box { key: string; column: number; height: number; parent?: string }

/** A link between two boxes of columns side by side, from the left one to the right one. */
export interface Line { from: string; to: string }

/** A box with its place: the top of it, and how deep it is nested. */
export interface PlacedBox extends Box { top: number; depth: number }

export interface Layers {
  /** The keys of every column from the top. */
  order: readonly (readonly string[])[];
  boxes: ReadonlyMap<string, PlacedBox>;
  height: number;
}

/** Free space between two boxes, and between two groups; and the columns whose groups stay close together. */
export interface Space { box: number; group: number; close?: readonly number[] }

/** How often the columns are put in order by each other. */
const sweeps = 12;

/** How often the boxes are drawn towards those they are linked with. */
const pulls = 4;

/** Beyond so many boxes neighbors are not tried in each other's place. */
const mostTried = 400;

/** The weight of what has no wish of its own. */
const weak = 1e-4;

type Order = string[][];

/** Boxes in columns, with few crossings and links as straight as can be; the same boxes always give the same places. */
export function layered(boxes: readonly Box[], lines: readonly Line[], space: Space): Layers {
  const known = new Map(boxes.map((b) => [b.key, b]));
  const parents = new Map(boxes.map((b) => [b.key, properParent(b, known)]));
  const joined = neighbors(known, lines);
  const forest = new Forest([...known.values()], parents);
  let best = forest.order(() => undefined);
  let fewest = crossings(best, lines);
  for (const rightwards of [true, false]) {
    let order = forest.order(() => undefined);
    for (let i = 0; i < sweeps && fewest > 0; i++) {
      order = forest.sweep(order, joined, (i % 2 === 0) === rightwards);
      const n = crossings(order, lines);
      if (n < fewest) [best, fewest] = [order, n];
    }
  }
  if (boxes.length <= mostTried) best = swapped(best, forest, lines);
  return placed(best, known, forest, joined, space);
}

/** Puts neighbors in each other's place wherever that saves crossings. */
function swapped(order: Order, forest: Forest, lines: readonly Line[]): Order {
  let best = order;
  let fewest = crossings(best, lines);
  for (let better = true; better && fewest > 0;) {
    better = false;
    for (const key of best.flat()) {
      const tried = forest.swap(best, key);
      const n = tried ? crossings(tried, lines) : fewest;
      if (tried && n < fewest) [best, fewest, better] = [tried, n, true];
    }
  }
  return best;
}

/** The parent that counts: one of the same column, from which no way leads back. */
function properParent(box: Box, known: ReadonlyMap<string, Box>): string | undefined {
  const parent = box.parent === undefined ? undefined : known.get(box.parent);
  if (!parent || parent.column !== box.column) return undefined;
  const seen = new Set([box.key]);
  for (let at: Box | undefined = parent; at; at = at.parent === undefined ? undefined : known.get(at.parent)) {
    if (seen.has(at.key)) return undefined;
    seen.add(at.key);
  }
  return parent.key;
}

function neighbors(known: ReadonlyMap<string, Box>, lines: readonly Line[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>([...known.keys()].map((k) => [k, []]));
  for (const { from, to } of lines) {
    if (!known.has(from) || !known.has(to)) continue;
    found.get(from)!.push(to);
    found.get(to)!.push(from);
  }
  return found;
}

/** The boxes of every column as trees. */
class Forest {
  private readonly children = new Map<string, Box[]>();
  private readonly roots: Box[][] = [];

  constructor(boxes: readonly Box[], private readonly parents: ReadonlyMap<string, string | undefined>) {
    const columns = Math.max(0, ...boxes.map((b) => b.column + 1));
    for (let c = 0; c < columns; c++) this.roots.push([]);
    for (const box of boxes) {
      const parent = parents.get(box.key);
      if (parent === undefined) this.roots[box.column]!.push(box);
      else this.children.set(parent, [...(this.children.get(parent) ?? []), box]);
    }
  }

  isWhole(key: string): boolean { return this.children.has(key); }

  depth(key: string): number {
    let n = 0;
    for (let at = this.parents.get(key); at !== undefined; at = this.parents.get(at)) n++;
    return n;
  }

  root(key: string): string {
    let at = key;
    for (let up = this.parents.get(at); up !== undefined; up = this.parents.get(at)) at = up;
    return at;
  }

  /** All columns, trees and parts by a rank; by that of before where there is none. */
  order(rank: (key: string) => number | undefined): Order {
    return this.roots.map((_, c) => this.column(c, rank));
  }

  /** Orders every column by the one before it, from the left or from the right. */
  sweep(order: Order, joined: ReadonlyMap<string, readonly string[]>, rightwards: boolean): Order {
    const next = order.map((o) => [...o]);
    const columns = next.map((_, c) => c);
    for (const c of rightwards ? columns.slice(1) : columns.slice(0, -1).reverse()) {
      const other = c + (rightwards ? -1 : 1);
      const places = new Map(next[other]!.map((k, i) => [k, i]));
      const own = new Map(next[c]!.map((k, i) => [k, (i * next[other]!.length) / next[c]!.length]));
      next[c] = this.column(c, (key) => {
        const found = this.tree(key).flatMap((k) => joined.get(k) ?? []).flatMap((k) => places.get(k) ?? []);
        return found.length ? found.reduce((a, b) => a + b) / found.length : own.get(key);
      }, own);
    }
    return next;
  }

  /** The order with a tree and the next one beside it in each other's place; nothing where none is next. */
  swap(order: Order, key: string): Order | undefined {
    const c = order.findIndex((keys) => keys.includes(key));
    const keys = order[c]!;
    const [at, own] = [keys.indexOf(key), this.tree(key).length];
    const next = keys[at + own];
    if (next === undefined || this.parents.get(next) !== this.parents.get(key)) return undefined;
    const other = this.tree(next).length;
    const moved = [...keys.slice(0, at), ...keys.slice(at + own, at + own + other), ...keys.slice(at, at + own), ...keys.slice(at + own + other)];
    return order.map((o, i) => (i === c ? moved : o));
  }

  private column(c: number, rank: (key: string) => number | undefined, before?: ReadonlyMap<string, number>): string[] {
    const ranked = (list: readonly Box[]) => list
      .map((b) => ({ key: b.key, rank: rank(b.key) ?? 0, before: before?.get(b.key) ?? 0 }))
      .sort((a, b) => a.rank - b.rank || a.before - b.before);
    const unfold = (list: readonly Box[]): string[] => ranked(list).flatMap(({ key }) => [key, ...unfold(this.children.get(key) ?? [])]);
    return unfold(this.roots[c]!);
  }

  private tree(key: string): string[] {
    return [key, ...(this.children.get(key) ?? []).flatMap((c) => this.tree(c.key))];
  }
}

/** How many pairs of links cross, between all columns side by side. */
export function crossings(order: readonly (readonly string[])[], lines: readonly Line[]): number {
  const column = new Map(order.flatMap((keys, c) => keys.map((k) => [k, c] as const)));
  const place = new Map(order.flatMap((keys) => keys.map((k, i) => [k, i] as const)));
  let n = 0;
  order.forEach((_, c) => {
    const ends = lines.filter((l) => column.get(l.from) === c && column.get(l.to) === c + 1)
      .map((l) => [place.get(l.from)!, place.get(l.to)!] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    // Counted in a tree of sums: how many of those before end further down.
    const size = (order[c + 1]?.length ?? 0) + 1;
    const sums = new Array<number>(size + 1).fill(0);
    ends.forEach(([, to], i) => {
      let above = 0;
      for (let at = to + 1; at > 0; at -= at & -at) above += sums[at]!;
      n += i - above;
      for (let at = to + 1; at <= size; at += at & -at) sums[at]!++;
    });
  });
  return n;
}

/** Puts every box as near to those it is linked with as its column allows. */
function placed(order: Order, known: ReadonlyMap<string, Box>, forest: Forest, joined: ReadonlyMap<string, readonly string[]>, space: Space): Layers {
  const middle = new Map<string, number>();
  const offsets = order.map((keys) => {
    let at = 0;
    return keys.map((key, i) => {
      const before = i > 0 ? keys[i - 1]! : undefined;
      if (before !== undefined) {
        const apart = forest.root(before) !== forest.root(key) && (forest.isWhole(forest.root(before)) || forest.isWhole(key));
        at += (known.get(before)!.height + known.get(key)!.height) / 2 + (apart ? space.group : space.box);
      }
      return at;
    });
  });
  order.forEach((keys, c) => keys.forEach((k, i) => middle.set(k, offsets[c]![i]! + known.get(keys[0]!)!.height / 2)));

  const pull = (c: number, towards: (column: number) => boolean) => {
    const keys = order[c]!;
    const wish = keys.map((key, i) => {
      const to = forest.isWhole(key) ? [] : joined.get(key)!.filter((k) => towards(known.get(k)!.column));
      return to.length ? to.reduce((sum, k) => sum + middle.get(k)!, 0) / to.length - offsets[c]![i]! : undefined;
    });
    if (space.close?.includes(c)) {
      const trees = new Map<string, { sum: number; n: number }>();
      keys.forEach((key, i) => {
        if (wish[i] === undefined) return;
        const { sum, n } = trees.get(forest.root(key)) ?? { sum: 0, n: 0 };
        trees.set(forest.root(key), { sum: sum + wish[i]!, n: n + 1 });
      });
      keys.forEach((key, i) => {
        const own = trees.get(forest.root(key));
        wish[i] = own && own.sum / own.n;
      });
    }
    const firm = wish.map((w) => (w === undefined ? weak : 1));
    // What wishes nothing goes with what comes after it, else with what comes before.
    for (let i = keys.length - 2; i >= 0; i--) wish[i] ??= wish[i + 1];
    for (let i = 1; i < keys.length; i++) wish[i] ??= wish[i - 1];
    if (wish[0] === undefined) return;
    rising(wish as number[], firm).forEach((z, i) => middle.set(keys[i]!, z + offsets[c]![i]!));
  };
  const last = order.length - 1;
  for (let c = last - 1; c >= 0; c--) pull(c, (other) => other === c + 1);
  for (let i = 0; i < pulls; i++) {
    for (let c = 1; c <= last; c++) pull(c, () => true);
    for (let c = last - 1; c >= 0; c--) pull(c, () => true);
  }
  const top = (key: string) => middle.get(key)! - known.get(key)!.height / 2;
  const all = order.flat();
  const highest = all.reduce((least, k) => Math.min(least, top(k)), Infinity);
  const boxes = new Map(all.map((k) => [k, { ...known.get(k)!, top: top(k) - highest, depth: forest.depth(k) }]));
  return { order, boxes, height: Math.max(0, ...[...boxes.values()].map((b) => b.top + b.height)) };
}

/** The numbers nearest to some that never fall (by pooling adjacent ones that do). */
export function rising(wishes: readonly number[], weights: readonly number[]): number[] {
  const pools: { sum: number; weight: number; n: number }[] = [];
  wishes.forEach((wish, i) => {
    pools.push({ sum: wish * weights[i]!, weight: weights[i]!, n: 1 });
    for (let last = pools.at(-1)!, before = pools.at(-2); before && before.sum / before.weight > last.sum / last.weight; last = pools.at(-1)!, before = pools.at(-2)) {
      pools.splice(-2, 2, { sum: before.sum + last.sum, weight: before.weight + last.weight, n: before.n + last.n });
    }
  });
  return pools.flatMap((p) => new Array<number>(p.n).fill(p.sum / p.weight));
}
