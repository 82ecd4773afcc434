import type { ElementDefinition } from 'cytoscape';
import type { Layout } from '../../api/types';
import { draw, ground, type Look } from '../../canvas/draw';
import { inkOn, mix } from '../../parts/color';
import { fitted, lineHeight, type Measure } from '../../parts/wrap';
import { aboveOf, insideOf, isOpen, membersOf, type Placed, rowsOf, seatsOf, type Seats } from './tree';

/** What decides how a layout is drawn, apart from the layout. */
export interface LayoutLook extends Look {
  /** The number of members in words. */
  seats: (s: Seats) => string;
  measure: (size: number, weight?: number) => Measure;
}

/** Fonts that are tried for a name in its box, the largest first. */
const sizes = [18, 17, 16, 15, 14, 13, 12, 11, 10];
const titles = [18, 17, 16, 15, 14, 13, 12, 11];
const notes = [13, 12, 11, 10, 9];

/** Names that fit in less than this are smaller than the others; those that fit in more are not larger. */
const usual = 15;

/** What the server keeps free above the members of a box, and beside them. */
const title = 54;
const margin = 12;

/** The border of what is real; that of all else is thicker. */
const border = (status: string): number => (status === 'existing' ? 1.5 : 3);

/** How the box of a whole grows beyond its members, which the graph library wants in percents of each side. */
function growth(box: Placed, inside: readonly Placed[]): Record<string, number | string> {
  const edge = (n: Placed) => border(n.status) / 2;
  const left = Math.min(...inside.map((n) => n.x - n.width / 2 - edge(n))) - (box.x - box.width / 2);
  const right = box.x + box.width / 2 - Math.max(...inside.map((n) => n.x + n.width / 2 + edge(n)));
  const top = Math.min(...inside.map((n) => n.y - n.height / 2 - edge(n))) - (box.y - box.height / 2);
  const bottom = box.y + box.height / 2 - Math.max(...inside.map((n) => n.y + n.height / 2 + edge(n)));
  const part = (a: number, b: number) => `${Math.round((1000 * a) / (a + b || 1)) / 10}%`;
  return { growLeft: part(left, right), growRight: part(right, left), growTop: part(top, bottom), growBottom: part(bottom, top) };
}

/** The line through the members of an axis: what is joined to each of them by more than containment. */
function axes(layout: Layout, inside: ReadonlyMap<string, readonly string[]>, boxes: ReadonlyMap<string, Placed>): ElementDefinition[] {
  return [...inside].flatMap(([id, members]) => {
    const joined = layout.edges.filter((e) => (e.source === id && members.includes(e.target)) || (e.target === id && members.includes(e.source)));
    const beyond = members.map((m) => joined.find((e) => (e.source === m || e.target === m) && !isMembership(layout, e.id)));
    if (members.length < 2 || beyond.includes(undefined)) return [];
    const box = boxes.get(id)!;
    return [{
      group: 'nodes' as const, classes: 'axis', pannable: true, position: { x: box.x, y: boxes.get(members[0]!)!.y },
      data: { id: `axis:${id}`, of: id, label: '', width: box.width - 2 * margin, height: 8, font: 11, fill: '#000000', line: '#000000', status: beyond[0]!.status },
    }];
  });
}

/** Whether a statement is one of those that make the tree. */
function isMembership(layout: Layout, id: string): boolean {
  return rowsOf(layout.tree).some((r) => r.node.memberships.some((m) => m.statement === id));
}

/** The statements between elements that are no nesting: what is drawn as a line, and what can only be listed. */
export function otherEdges(layout: Layout): { drawn: Layout['edges']; listed: Layout['edges'] } {
  const others = layout.edges.filter((e) => !isMembership(layout, e.id));
  const nested = (a: string, b: string) => a === b || aboveOf(layout.nodes, a).includes(b) || aboveOf(layout.nodes, b).includes(a);
  return { drawn: others.filter((e) => !nested(e.source, e.target)), listed: others };
}

/** What the graph library draws: boxes in boxes, where the server puts them. */
export function drawLayout(layout: Layout, look: LayoutLook): ElementDefinition[] {
  const boxes = new Map(layout.nodes.map((n) => [n.id, n]));
  const inside = insideOf(layout);
  const named = membersOf(layout.tree);
  const { drawn } = otherEdges(layout);
  const plain = draw({ nodes: boxes, edges: new Map(drawn.map((e) => [e.id, e])) }, look, [], () => '');
  const nodesOf = new Map(rowsOf(layout.tree).filter((r) => !r.node.repeated).map((r) => [r.node.id, r.node]));
  const saysOf = (id: string) => { const node = nodesOf.get(id); return node && seatsOf(node, named.get(id)?.length ?? 0); };
  const inBox = (box: Placed, fonts: readonly number[]) => {
    const whole = inside.has(box.id);
    const room = { width: box.width - 2 * margin, height: whole ? title - 13 : box.height - (saysOf(box.id) ? 12 : 6) };
    return fitted(look.text(box.name) || box.id, room, fonts, (s) => look.measure(s, whole ? 600 : 400));
  };
  const same = (whole: boolean, fonts: readonly number[]) => {
    const most = Math.max(usual, Math.min(...layout.nodes.filter((n) => inside.has(n.id) === whole).map((n) => inBox(n, fonts).size)));
    return fonts.filter((f) => f <= most);
  };
  const [partSizes, wholeSizes] = [same(false, sizes), same(true, titles)];
  const elements: ElementDefinition[] = [];
  const seats: ElementDefinition[] = [];
  for (const e of plain) {
    const box = boxes.get(String(e.data.id));
    if (!box) { elements.push(e); continue; }
    const members = (inside.get(box.id) ?? []).map((m) => boxes.get(m)!);
    const depth = aboveOf(layout.nodes, box.id).length;
    const name = look.text(box.name) || box.id;
    const says = saysOf(box.id);
    const { size, lines } = inBox(box, members.length ? wholeSizes : partSizes);
    const color = look.ontology.color(box.type);
    const fill = members.length ? mix(ground(look.dark), color, box.status === 'absent' ? 0 : 0.07 + 0.05 * (depth % 2)) : String(e.data['fill']);
    elements.push({
      group: 'nodes', pannable: true, position: { x: box.x, y: box.y }, classes: members.length ? 'whole' : 'part',
      data: {
        ...e.data, image: undefined, label: lines.join('\n'), name, ...(box.parent ? { parent: box.parent } : {}), width: box.width, height: box.height, font: size, fill, ink: inkOn(fill), depth,
        down: members.length ? Math.round(lines.length * size * lineHeight) + 8 : says ? -4 : 0,
        ...(members.length ? growth(box, members) : {}),
      },
    });
    if (says) seats.push(pill(box, look.seats(says), isOpen(says), look));
  }
  const nodes = elements.filter((e) => e.group === 'nodes').map(({ data: { image: _, ...data }, ...e }) => ({ ...e, data } as ElementDefinition));
  return [...nodes, ...axes(layout, inside, boxes), ...seats, ...elements.filter((e) => e.group === 'edges')];
}

/** How many members there are and how many are named, on the lower edge of a box. */
function pill(box: Placed, words: string, unnamed: boolean, look: LayoutLook): ElementDefinition {
  const font = notes.find((s) => look.measure(s)(words) <= box.width - 18) ?? notes.at(-1)!;
  return {
    group: 'nodes', classes: unnamed ? 'seats open' : 'seats', pannable: true, position: { x: box.x, y: box.y + box.height / 2 },
    data: { id: `seats:${box.id}`, of: box.id, label: words, width: Math.round(look.measure(font)(words)) + 18, height: 20, font, fill: '#000000', line: '#000000' },
  };
}
