import type { Edge, Gaps, Graph, Model, Node } from '../../api/types';

export type Gap = Gaps['problems_without_measure']['items'][number];
export type GapList = Gaps['problems_without_measure'];

/** Every list of what is lacking, and in which column it leaves a hole; none where it is no matter of this chain. */
export const lists = {
  problems_without_measure: 1,
  problems_met_in_part: 1,
  measures_without_instrument: 2,
  measures_without_problem: 0,
  benchmarks_without_counterpart: undefined,
  benchmark_places: undefined,
  strengths_in_tension: undefined,
  members_not_named: undefined,
  indicators_without_number: undefined,
  numbers_in_words: undefined,
  units_missing: undefined,
} as const satisfies Partial<Record<keyof Gaps, number | undefined>>;

export type ListName = keyof typeof lists;
export const listNames = Object.keys(lists) as ListName[];

/** What the ontology says of who plays which part in an argument. */
export interface Roles {
  problems: ReadonlySet<string>;
  measures: ReadonlySet<string>;
  addresses: ReadonlySet<string>;
  uses: ReadonlySet<string>;
  /** What the relations to instruments are called from their side, where they are. */
  usedBy: readonly string[];
  containment: ReadonlySet<string>;
}

/** The roles of types, which they have from above, and of relations. */
export function rolesOf(model: Pick<Model, 'types' | 'relations'>): Roles {
  const types = new Map(model.types.map((t) => [t.id, t]));
  const role = (id: string): string | undefined => {
    const seen = new Set<string>();
    for (let at = types.get(id); at && !seen.has(at.id); at = at.parent ? types.get(at.parent) : undefined) {
      if (at.role) return at.role;
      seen.add(at.id);
    }
    return undefined;
  };
  const playing = (r: string) => new Set(model.types.filter((t) => role(t.id) === r).map((t) => t.id));
  const relations = (r: string) => model.relations.filter((x) => x.role === r);
  const ids = (found: readonly { id: string }[]) => new Set(found.map((x) => x.id));
  return {
    problems: playing('problem'), measures: playing('measure'), addresses: ids(relations('addresses')), uses: ids(relations('instrument')),
    usedBy: relations('instrument').flatMap((r) => r.inverse?.id ?? []), containment: ids(model.relations.filter((r) => r.containment)),
  };
}

/** A place in a column: an entity, or a hole where one is lacking. */
export interface Item {
  key: string;
  column: 0 | 1 | 2;
  /** The entity; of a hole the one that lacks something. */
  id: string;
  node?: Node;
  hole?: { list: ListName; gap: Gap };
  /** The whole that it is a part of, in the same column, and the statement of that. */
  parent?: string;
  part?: Edge;
}

/** From a problem to a measure, or from a measure to an instrument. */
export interface Link { from: string; to: string; edge?: Edge }

export interface Chain { items: readonly Item[]; links: readonly Link[] }

/** Problems, the measures against them and their instruments, with the holes between. */
export function chainOf(graph: Pick<Graph, 'nodes' | 'edges'>, gaps: Gaps, roles: Roles): Chain {
  const nodes = new Map([...graph.nodes].sort(byID).map((n) => [n.id, n]));
  const items = new Map<string, Item>();
  const add = (column: 0 | 1 | 2, node: Node): string => {
    const key = `${column}:${node.id}`;
    if (!items.has(key)) items.set(key, { key, column, id: node.id, node });
    return key;
  };
  for (const n of nodes.values()) {
    if (roles.problems.has(n.type)) add(0, n);
    if (roles.measures.has(n.type)) add(1, n);
  }
  const links: Link[] = [];
  const edges = [...graph.edges].sort(byID);
  for (const edge of edges) {
    const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
    if (!source || !target || !roles.measures.has(source.type)) continue;
    if (roles.addresses.has(edge.relation) && roles.problems.has(target.type)) links.push({ from: add(0, target), to: add(1, source), edge });
    if (roles.uses.has(edge.relation)) links.push({ from: add(1, source), to: add(2, target), edge });
  }
  nest(items, edges, roles);
  const scope = gaps.scope as { id?: string } | null;
  const shown = scope?.id ? around(inside(scope.id, edges, roles), items, links) : new Set(items.keys());
  const kept = [...items.values()].filter((i) => shown.has(i.key)).map((i) => (i.parent && !shown.has(i.parent) ? { ...i, parent: undefined, part: undefined } : i));
  return withHoles({ items: kept, links: links.filter((l) => shown.has(l.from) && shown.has(l.to)) }, gaps);
}

const byID = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Puts parts below their wholes; of several wholes the first counts, and no way leads in a circle. */
function nest(items: ReadonlyMap<string, Item>, edges: readonly Edge[], roles: Roles): void {
  for (const edge of edges) {
    if (!roles.containment.has(edge.relation)) continue;
    for (const column of [0, 1, 2] as const) {
      const [part, whole] = [items.get(`${column}:${edge.source}`), items.get(`${column}:${edge.target}`)];
      if (!part || !whole || part.parent !== undefined || above(items, whole.key).has(part.key)) continue;
      part.parent = whole.key;
      part.part = edge;
    }
  }
}

/** A place and all wholes above it. */
function above(items: ReadonlyMap<string, Item>, key: string): Set<string> {
  const found = new Set<string>();
  for (let at: string | undefined = key; at !== undefined && !found.has(at); at = items.get(at)?.parent) found.add(at);
  return found;
}

/** An entity and all that it contains. */
function inside(id: string, edges: readonly Edge[], roles: Roles): ReadonlySet<string> {
  const found = new Set([id]);
  for (const at of found) for (const e of edges) if (e.target === at && roles.containment.has(e.relation) && e.status !== 'absent') found.add(e.source);
  return found;
}

/** The places of some entities, and those that they are linked with in each direction. */
function around(ids: ReadonlySet<string>, items: ReadonlyMap<string, Item>, links: readonly Link[]): ReadonlySet<string> {
  const found = new Set([...items.values()].filter((i) => ids.has(i.id)).map((i) => i.key));
  const right = new Set(found);
  const left = new Set(found);
  for (const at of right) for (const l of links) if (l.from === at) right.add(l.to);
  for (const at of left) for (const l of links) if (l.to === at) left.add(l.from);
  return new Set([...left, ...right]);
}

function withHoles(chain: Chain, gaps: Gaps): Chain {
  const items = [...chain.items];
  const links = [...chain.links];
  const known = new Set(items.map((i) => i.key));
  for (const list of listNames) {
    const column = lists[list];
    if (column === undefined) continue;
    const of = list.startsWith('problems') ? 0 : 1;
    for (const gap of gaps[list].items) {
      const owner = `${of}:${gap.entity.id}`;
      if (!known.has(owner)) continue;
      const key = `hole:${list}:${gap.entity.id}`;
      items.push({ key, column, id: gap.entity.id, hole: { list, gap } });
      links.push(column > of ? { from: owner, to: key } : { from: key, to: owner });
    }
  }
  return { items, links };
}

/** What belongs to the chain of a place: what it leads to on both sides, its parts' chains, and the wholes it is in. */
export function chainAround(chain: Chain, key: string): ReadonlySet<string> {
  const items = new Map(chain.items.map((i) => [i.key, i]));
  const own = new Set([key]);
  for (const at of own) for (const i of chain.items) if (i.parent === at) own.add(i.key);
  const right = new Set(own);
  const left = new Set(own);
  for (const at of right) for (const l of chain.links) if (l.from === at) right.add(l.to);
  for (const at of left) for (const l of chain.links) if (l.to === at) left.add(l.from);
  return new Set([...above(items, key), ...left, ...right]);
}

/** A way from a problem over a measure to an instrument; what is lacking is empty, and why says so. */
export interface ChainRow { id: string; problem?: Item; measure?: Item; instrument?: Item; hole?: Gap }

/** All ways, problem by problem; then the measures that no way from a problem leads to. */
export function rowsOf(chain: Chain): ChainRow[] {
  const items = new Map(chain.items.map((i) => [i.key, i]));
  const to = new Map<string, Item[]>();
  const reached = new Set<string>();
  for (const l of chain.links) {
    to.set(l.from, [...(to.get(l.from) ?? []), items.get(l.to)!]);
    reached.add(l.to);
  }
  const onward = (measure: Item, problem?: Item): ChainRow[] => {
    const after = to.get(measure.key) ?? [];
    if (after.length === 0) return [{ id: measure.id, problem, measure }];
    return after.map((i) => (i.hole ? { id: measure.id, problem, measure, hole: i.hole.gap } : { id: i.id, problem, measure, instrument: i }));
  };
  const rows: ChainRow[] = [];
  for (const start of chain.items) {
    if (start.column === 0 && start.hole) rows.push(...(to.get(start.key) ?? []).map((measure) => ({ id: measure.id, measure, hole: start.hole!.gap })));
    else if (start.column === 0) {
      const after = to.get(start.key) ?? [];
      if (after.length === 0) rows.push({ id: start.id, problem: start });
      for (const m of after) rows.push(...(m.hole ? [{ id: start.id, problem: start, hole: m.hole.gap }] : onward(m, start)));
    } else if (start.column === 1 && !start.hole && !chain.links.some((l) => l.to === start.key && !items.get(l.from)?.hole)) rows.push(...onward(start));
  }
  return rows;
}
