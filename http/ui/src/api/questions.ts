import type { paths } from './schema';
import type { Comparison, Coverage, EntityList, EntityView, Gaps, Graph, Hit, Layout, LayoutList, Model, Node, SourceList, Statement } from './types';

type Readable = { [P in keyof paths]: paths[P] extends { get: { parameters: { query?: unknown } } } ? P : never }[keyof paths];
type ParamsOf<P extends Readable> = paths[P] extends { get: { parameters: infer A } } ? Pick<A, Extract<keyof A, 'path' | 'query'>> : never;

/** A question to the service, which is a GET of an address. */
export interface Question<T> {
  path: Readable;
  params: { path?: Record<string, unknown>; query?: Record<string, unknown> };
  /** What is answered; it is not there, and only tells the compiler. */
  readonly answers?: T;
}

/** A question with parameters that the compiler has checked against the API. */
function question<T>() {
  return <P extends Readable>(path: P, params: ParamsOf<P>): Question<T> => ({ path, params: params as Question<T>['params'] });
}

/** What the model knows: types, relations, qualifiers, units. */
export const model = () => question<Model>()('/v1/ontology', {});

/** The entities whose names match, the best first. */
export const search = (q: string, limit = 12) => question<{ results: Hit[] }>()('/v1/search', { query: { q, limit } });

/** The entities with the most edges. */
export const hubs = (limit: number) => question<{ entities: Node[] }>()('/v1/entities', { query: { sort: ['-degree'], limit } });

/** The entities of some types, at most so many. */
export const entitiesOf = (types: readonly string[], limit: number) => question<EntityList>()('/v1/entities', { query: { filter: [`type:${types.join('|')}`], limit } });

/** An entity with at most so many statements per relation and direction. */
export const entity = (id: string, per_relation: number) => question<EntityView>()('/v1/entities/{id}', { path: { id }, query: { per_relation } });

/** A statement with its evidence. */
export const statement = (id: string) => question<Statement>()('/v1/statements/{id}', { path: { id } });

/** An entity, and which of its edges are asked for: a relation, or '' for all. */
export interface Hop { id: string; relation: string; direction: 'out' | 'in' | 'both'; limit: number }

/** An entity and what is one hop away, with the edges among them. */
export const neighborhood = (h: Hop) => question<Graph>()('/v1/entities/{id}/neighborhood', {
  path: { id: h.id },
  query: { depth: 1, limit: h.limit, direction: h.direction, ...(h.relation ? { relation: [h.relation] } : { induced: true }) },
});

export const pathModes = ['shortest', 'all-shortest', 'k-shortest', 'simple'] as const;

export interface PathQuestion {
  from: string;
  to: string;
  mode: typeof pathModes[number];
  k: number;
  /** The most hops of a path; 0 leaves that to the service. */
  maxHops: number;
  /** The only relations that a path may use; none means all. */
  relations: readonly string[];
  /** Whether a hop into an entity with many edges costs more. */
  avoidHubs: boolean;
}

/** The paths between two entities, as a graph and as lists. */
export const pathsBetween = (q: PathQuestion) => question<Graph>()('/v1/paths', {
  query: {
    from: q.from, to: q.to, mode: q.mode,
    ...(q.mode === 'shortest' ? {} : { k: q.k }), ...(q.maxHops ? { max_hops: q.maxHops } : {}),
    ...(q.relations.length ? { relation: [...q.relations] } : {}), ...(q.avoidHubs ? { cost: 'hub' as const } : {}),
  },
});

/** The edges among some entities. */
export const subgraph = (ids: readonly string[]) => question<Graph>()('/v1/subgraph', { query: { ids: [...ids] } });

/** All spatial layouts. */
export const layouts = () => question<LayoutList>()('/v1/layouts', {});

/** A spatial layout as a tree, and as a graph with positions. */
export const layout = (id: string) => question<Layout>()('/v1/layouts/{id}', { path: { id } });

/** Places side by side: for all indicators and places, or some. */
export const compare = (indicators: readonly string[], places: readonly string[]) => question<Comparison>()('/v1/compare', {
  query: { ...(indicators.length ? { indicator: [...indicators] } : {}), ...(places.length ? { places: [...places] } : {}) },
});

/** What an argument lacks: of all of the graph, or of what an entity is about. */
export const gaps = (scope: string) => question<Gaps>()('/v1/gaps', { query: scope ? { scope } : {} });

/** The documents. */
export const sources = () => question<SourceList>()('/v1/sources', {});

/** What of a source the graph holds. */
export const coverage = (source: string) => question<Coverage>()('/v1/sources/{id}/coverage', { path: { id: source } });
