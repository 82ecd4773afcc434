import { type Chain, type Item, type Link } from './chain';
import { layered } from './layers';
import { type Measure, spaced, wrap } from '../../parts/wrap';

/** What is written into a box. */
export interface Words { name: string; note?: string }

/** A box of the diagram with its lines of text. */
export interface DrawnItem { item: Item; x: number; y: number; width: number; height: number; whole: boolean; name: readonly string[]; note: readonly string[] }

export interface DrawnLink {
  link: Link;
  path: string;
  /** The arrow: where it ends, and whether it points to the left. */
  at?: { x: number; y: number; left: boolean };
}

/** From a whole down to a part. */
export interface DrawnPart { item: Item; path: string }

export interface Plan {
  width: number;
  height: number;
  columns: readonly { x: number; width: number }[];
  /** The areas of wholes with their parts, the outer ones first. */
  areas: readonly { key: string; x: number; y: number; width: number; height: number; depth: number }[];
  items: ReadonlyMap<string, DrawnItem>;
  links: readonly DrawnLink[];
  parts: readonly DrawnPart[];
}

export const nameSize = 13;
export const noteSize = 12;
export const nameLine = 17;
export const noteLine = 15.5;
/** The space above the columns, for what they are called. */
export const heading = 60;

const indent = 14;
const padding = 8;
/** Where the text begins, behind the sign of the type. */
export const textAt = 34;
const edge = 8;
const arrow = 9;

/** Column and gap widths for a page of some width. */
export function widths(available: number): { column: number; gap: number } {
  const gap = Math.max(46, Math.min(150, Math.round(available * 0.085)));
  const column = Math.max(158, Math.min(330, Math.floor((available - 2 * gap - 4 * edge) / 3)));
  return { column, gap };
}

/** Where everything of the diagram is, on a page of some width. */
export function planOf(chain: Chain, words: (item: Item) => Words, available: number, measure: (size: number, weight?: number) => Measure): Plan {
  const { column, gap } = widths(available);
  const columns = [0, 1, 2].map((c) => ({ x: 2 * edge + c * (column + gap), width: column }));
  const known = new Map(chain.items.map((i) => [i.key, i]));
  const wholes = new Set(chain.items.flatMap((i) => i.parent ?? []));
  const depthOf = (item: Item): number => (item.parent === undefined ? 0 : 1 + depthOf(known.get(item.parent)!));

  const drawn = new Map<string, Omit<DrawnItem, 'y'>>();
  for (const item of chain.items) {
    const { name, note } = words(item);
    const depth = Math.min(5, depthOf(item));
    const width = column - depth * indent;
    const whole = wholes.has(item.key);
    const room = width - padding - (item.hole ? padding : textAt);
    const names = wrap(name, room, measure(nameSize, whole || item.hole ? 600 : 400));
    const notes = note ? wrap(note, room, measure(noteSize)) : [];
    const height = Math.max(32, names.length * nameLine + notes.length * noteLine + 2 * padding - 1);
    drawn.set(item.key, { item, x: columns[item.column]!.x + depth * indent, width, height, whole, name: spaced(note ? `${name} ${note}` : name, names), note: note ? spaced(note, notes) : notes });
  }
  const layers = layered(
    chain.items.map((i) => ({ key: i.key, column: i.column, height: drawn.get(i.key)!.height, ...(i.parent === undefined ? {} : { parent: i.parent }) })),
    chain.links, { box: 9, group: 30, close: [0, 1] },
  );
  const items = new Map([...drawn].map(([key, d]) => [key, { ...d, y: layers.boxes.get(key)!.top + heading }]));
  const areas = [...layers.boxes.values()].filter((b) => wholes.has(b.key)).map(({ key, depth }) => {
    const inner = [...layers.boxes.values()].filter((b) => within(b.key, key, known)).map((b) => items.get(b.key)!);
    const { x, y } = items.get(key)!;
    const bottom = Math.max(...inner.map((b) => b.y + b.height));
    const around = Math.max(2, edge - 2 - 2 * depth);
    return { key, depth, x: x - around, y: y - around, width: columns[known.get(key)!.column]!.x + column - x + 2 * around, height: bottom - y + 2 * around };
  }).sort((a, b) => a.depth - b.depth);
  return {
    width: 3 * column + 2 * gap + 4 * edge, height: layers.height + heading + 2 * edge, columns, areas, items,
    links: chain.links.map((link) => drawnLink(link, items.get(link.from)!, items.get(link.to)!)),
    parts: chain.items.flatMap((item) => (item.parent === undefined ? [] : [{ item, path: elbow(items.get(item.parent)!, items.get(item.key)!) }])),
  };
}

function within(key: string, whole: string, known: ReadonlyMap<string, Item>): boolean {
  for (let at: string | undefined = key; at !== undefined; at = known.get(at)?.parent) if (at === whole) return true;
  return false;
}

function drawnLink(link: Link, from: DrawnItem, to: DrawnItem): DrawnLink {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2].map((n) => Math.round(n * 10) / 10) as [number, number, number, number];
  // A measure answers a problem, so that arrow points back.
  const left = link.edge !== undefined && link.edge.source === to.item.id && link.edge.target === from.item.id;
  const [start, end] = link.edge ? (left ? [x1 + arrow, x2] : [x1, x2 - arrow]) : [x1, x2];
  const bend = Math.max(14, (end - start) * 0.5);
  return { link, path: `M${start} ${y1}C${start + bend} ${y1} ${end - bend} ${y2} ${end} ${y2}`, ...(link.edge ? { at: left ? { x: x1 + 1, y: y1, left } : { x: x2 - 1, y: y2, left } } : {}) };
}

function elbow(whole: DrawnItem, part: DrawnItem): string {
  const x = whole.x + indent / 2;
  const y = part.y + part.height / 2;
  return `M${x} ${whole.y + whole.height}V${y - 4}q0 4 4 4H${part.x}`;
}
