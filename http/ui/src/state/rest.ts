import type { Graph } from '../api/types';
import type { Expansion } from './view';

/** What an expansion did not bring: so many edges of its entity. */
export interface Rest { of: Expansion; n: number }

/** The id of the node that stands for the rest of an expansion. No entity has such an id. */
export const restID = ({ of }: Rest): string => `rest:${of.id}:${of.relation}:${of.direction}`;

/** What is missing from the answer to an expansion; nothing if it is whole. */
export function restOf(of: Expansion, answer: Graph | undefined): Rest | undefined {
  if (!answer || answer.meta.complete) return undefined;
  let all = 0;
  for (const [relation, n] of Object.entries(answer.meta.totals ?? {})) {
    if (of.relation && of.relation !== relation) continue;
    if (of.direction !== 'in') all += n.out;
    if (of.direction !== 'out') all += n.in;
  }
  const here = answer.edges.filter((e) => e.source === of.id || e.target === of.id).length;
  return { of, n: Math.max(1, all - here) };
}
