import type { Edge, Graph, Node, Status } from '../api/types';
import type { View } from './view';

/** Nodes and edges, each id once. */
export interface Union { nodes: ReadonlyMap<string, Node>; edges: ReadonlyMap<string, Edge> }

/** All nodes and edges of several answers. */
export function union(graphs: readonly Pick<Graph, 'nodes' | 'edges'>[]): Union {
  const nodes = new Map<string, Node>();
  const edges = new Map<string, Edge>();
  for (const g of graphs) {
    for (const n of g.nodes) if (!nodes.has(n.id)) nodes.set(n.id, n);
    for (const e of g.edges) if (!edges.has(e.id)) edges.set(e.id, e);
  }
  return { nodes, edges };
}

/**
 * What of the union is to be seen. An entity that the user expanded stays whatever
 * the filters say; an edge needs both its ends.
 */
export function visible(u: Union, v: View): Union {
  const kept = new Set(v.expansions.map((e) => e.id));
  const out = (status: Status) => v.withoutStatuses.includes(status);
  const nodes = new Map([...u.nodes].filter(([id, n]) =>
    !v.hidden.includes(id) && (kept.has(id) || (!v.withoutTypes.includes(n.type) && !out(n.status)))));
  const edges = new Map([...u.edges].filter(([id, e]) =>
    nodes.has(e.source) && nodes.has(e.target) && !v.hidden.includes(id) && !out(e.status) && !v.withoutRelations.includes(e.relation)));
  return { nodes, edges };
}

/** How often each value of a key occurs, the most frequent first, then by name. */
export function counts<T>(items: Iterable<T>, key: (item: T) => string): [string, number][] {
  const found = new Map<string, number>();
  for (const item of items) found.set(key(item), (found.get(key(item)) ?? 0) + 1);
  return [...found].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
