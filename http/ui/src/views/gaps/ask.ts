import type { Answers } from '../../answers';
import type { Asked } from '../../api/cache';
import { entitiesOf, gaps, model, type Question, subgraph } from '../../api/questions';
import type { EntityList, Gaps, Graph } from '../../api/types';
import { type Roles, rolesOf } from './chain';

/** The most entities that a list brings, and between which edges may be asked for. */
export const most = 1000;

/** The entities that a relation of this inverse leads to. */
const led = (inverse: string): Question<EntityList> => ({ path: '/v1/entities', params: { query: { filter: [`${inverse}:*`], limit: most } } });

/** What is known of the argument so far. */
export interface Known {
  questions: Question<unknown>[];
  gaps: Asked<Gaps>;
  /** Whatever failed first. */
  failure?: Error;
  roles?: Roles;
  graph?: Pick<Graph, 'nodes' | 'edges'>;
  /** Whether all problems, measures and instruments are among it. */
  whole: boolean;
}

/** Asks for gaps, for problems, measures and instruments, and then for what is between those. */
export function askAll(answers: Answers, scope: string): Known {
  const about = model();
  const lacking = gaps(scope);
  const ontology = answers.of(about);
  const known: Known = { questions: [lacking, about], gaps: answers.of(lacking), whole: true };
  known.failure = known.gaps.failure ?? ontology.failure;
  if (!ontology.answer) return known;
  const roles = rolesOf(ontology.answer);
  known.roles = roles;
  const types = [...roles.problems, ...roles.measures];
  const members = [...(types.length ? [entitiesOf(types, most)] : []), ...roles.usedBy.map(led)];
  const found = members.map((q) => answers.of(q));
  known.questions.push(...members);
  known.failure ??= found.find((f) => f.failure)?.failure;
  if (found.some((f) => !f.answer)) return known;
  // Without its scope what is inside of it could not be told.
  const ids = [...new Set([...(scope ? [scope] : []), ...found.flatMap((f) => f.answer!.entities.map((e) => e.id))])];
  known.whole = ids.length <= most && found.every((f) => f.answer!.meta.complete);
  if (ids.length === 0) return { ...known, graph: { nodes: [], edges: [] } };
  const between = subgraph(ids.slice(0, most));
  const graph = answers.of(between);
  known.questions.push(between);
  known.failure ??= graph.failure;
  known.graph = graph.answer;
  known.whole &&= graph.answer?.meta.complete ?? true;
  return known;
}
