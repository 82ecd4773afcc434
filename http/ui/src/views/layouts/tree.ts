import type { Layout } from '../../api/types';

export type TreeNode = Layout['tree'];
export type Placed = Layout['nodes'][number];

/** An element at one place of the tree, with what is above it, the framework first. */
export interface Row { node: TreeNode; above: readonly TreeNode[] }

/** Every element, each before its members. What has several wholes comes under each of them. */
export function rowsOf(tree: TreeNode, above: readonly TreeNode[] = []): Row[] {
  return [{ node: tree, above }, ...tree.children.flatMap((c) => rowsOf(c, [...above, tree]))];
}

/** The members of every element, those left out that the source says are absent. */
export function membersOf(tree: TreeNode): ReadonlyMap<string, readonly TreeNode[]> {
  const found = new Map<string, readonly TreeNode[]>();
  for (const { node } of rowsOf(tree)) {
    if (node.repeated) continue;
    found.set(node.id, node.children.filter((c) => c.memberships.some((m) => m.status !== 'absent')));
  }
  return found;
}

/** What is said of the number of members: how to say it, how many there should be and how many are named. */
export interface Seats { key: 'allNamed' | 'notNamed' | 'saidUnnamed' | 'noneNamed' | 'openList' | 'openNone' | 'countOff'; n: number; m: number }

/** The places of an element against those that are named; nothing where the source says nothing of it. */
export function seatsOf(node: Pick<TreeNode, 'member_count' | 'members_stated'>, named: number): Seats | undefined {
  const n = node.member_count;
  if (node.members_stated === false) {
    const key = n === null ? (named ? 'openList' : 'openNone') : named === 0 ? 'noneNamed' : named < n ? 'notNamed' : 'saidUnnamed';
    return { key, n: n ?? 0, m: named };
  }
  return n === null ? undefined : { key: n === named ? 'allNamed' : 'countOff', n, m: named };
}

/** Whether the source leaves members unnamed. */
export const isOpen = (seats: Seats | undefined): boolean => seats !== undefined && seats.key !== 'allNamed';

/** The members of every element that are drawn in its box, in the order of the tree. */
export function insideOf(layout: Pick<Layout, 'tree' | 'nodes'>): ReadonlyMap<string, readonly string[]> {
  const parent = new Map(layout.nodes.map((n) => [n.id, n.parent]));
  const inside = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { node, above } of rowsOf(layout.tree)) {
    const box = above.at(-1)?.id;
    if (!box || parent.get(node.id) !== box || seen.has(node.id)) continue;
    seen.add(node.id);
    inside.set(box, [...(inside.get(box) ?? []), node.id]);
  }
  return inside;
}

/** Where an arrow key leads: up to the whole, down to the first member, aside to the next one. */
export function stepTo(layout: Pick<Layout, 'tree' | 'nodes'>, from: string, key: string): string | undefined {
  const inside = insideOf(layout);
  const parent = layout.nodes.find((n) => n.id === from)?.parent ?? undefined;
  if (key === 'ArrowUp') return parent;
  if (key === 'ArrowDown') return inside.get(from)?.[0];
  const side = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const siblings = parent === undefined || side === 0 ? [] : inside.get(parent) ?? [];
  return siblings.length > 1 ? siblings[(siblings.indexOf(from) + side + siblings.length) % siblings.length] : undefined;
}

/** Everything above an element in the drawing. */
export function aboveOf(nodes: readonly Placed[], id: string): string[] {
  const parent = new Map(nodes.map((n) => [n.id, n.parent]));
  const found: string[] = [];
  for (let at = parent.get(id); at && !found.includes(at); at = parent.get(at)) found.push(at);
  return found;
}
