import type { Asked } from '../api/cache';
import type { Graph, Meta } from '../api/types';
import type { Union } from '../state/merge';

/** A question that was asked, by its address. */
export interface Taken { address: string; asked: Asked<unknown> }

const metaOf = (answer: unknown): Partial<Meta>[] =>
  (typeof answer === 'object' && answer !== null && 'meta' in answer ? [answer.meta as Partial<Meta>] : []);

/** The questions that have no answer, or not yet. */
export const unanswered = (taken: readonly Taken[]): number => taken.filter((t) => t.asked.answer === undefined).length;

/** The meta of several answers taken together: complete only where each of them is there and whole. */
export function metaOfAll(taken: readonly Taken[]): Meta {
  const metas = taken.flatMap((t) => metaOf(t.asked.answer));
  const sum = (of: 'nodes' | 'edges') => metas.reduce((n, m) => n + (m.visited?.[of] ?? 0), 0);
  return {
    complete: unanswered(taken) === 0 && metas.every((m) => m.complete !== false),
    stopped_by: metas.find((m) => m.stopped_by)?.stopped_by ?? null,
    visited: { nodes: sum('nodes'), edges: sum('edges') },
    version: [...new Set(metas.flatMap((m) => m.version ?? []))].join(' '),
  };
}

const written = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/**
 * Entities and edges as the service answers them. How deep an entity lies is said
 * only of a single answer: each has its own beginning.
 */
export function graphJSON({ nodes, edges }: Union, taken: readonly Taken[]): string {
  const flat = taken.length > 1;
  const graph: Pick<Graph, 'nodes' | 'edges' | 'meta'> = {
    nodes: [...nodes.values()].map((n) => { const { depth, ...rest } = n; return flat || depth === undefined ? rest as typeof n : n; }),
    edges: [...edges.values()],
    meta: metaOfAll(taken),
  };
  return written(graph);
}

/** The answers as given, each with the address it came from; null where there is none. */
export const answersJSON = (taken: readonly Taken[]): string =>
  written({ complete: metaOfAll(taken).complete, answers: taken.map((t) => ({ address: t.address, answer: t.asked.answer ?? null })) });
