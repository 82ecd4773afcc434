import createClient from 'openapi-fetch';
import { Failure, failureOf } from './failure';
import type { paths } from './schema';
import type { EntityView, Graph, Hit, Model, Node, Problem, Statement } from './types';

// The pages may be served below a prefix, so the service is where the page is.
const base = new URL('.', globalThis.document?.baseURI ?? 'http://localhost/').href.replace(/\/$/, '');
const client = createClient<paths>({ baseUrl: base, headers: { Accept: 'application/json' } });

interface Answer { data?: unknown; error?: unknown; response: Response }

async function read<T>(asked: Promise<Answer>): Promise<T> {
  let answer: Answer;
  try {
    answer = await asked;
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Failure(0, e instanceof Error ? e.message : String(e), '');
  }
  if (answer.data === undefined) throw failureOf(answer.error as Problem | undefined, answer.response);
  return answer.data as T;
}

/** What the model knows: types, relations, qualifiers, units. */
export const getModel = () => read<Model>(client.GET('/v1/ontology'));

/** The entities whose names match, the best first. */
export const search = (q: string, signal?: AbortSignal, limit = 12) =>
  read<{ results: Hit[] }>(client.GET('/v1/search', { params: { query: { q, limit } }, signal }));

/** The entities with the most edges. */
export const hubs = (limit: number) =>
  read<{ entities: Node[] }>(client.GET('/v1/entities', { params: { query: { sort: ['-degree'], limit } } }));

/** An entity with at most so many statements per relation and direction. */
export const getEntity = (id: string, per_relation: number) =>
  read<EntityView>(client.GET('/v1/entities/{id}', { params: { path: { id }, query: { per_relation } } }));

/** A statement with its evidence. */
export const getStatement = (id: string) => read<Statement>(client.GET('/v1/statements/{id}', { params: { path: { id } } }));

export interface Hop { id: string; relation: string; direction: 'out' | 'in' | 'both'; limit: number }

/** An entity and what is one hop away, with the edges among them. */
export const neighborhood = (h: Hop) =>
  read<Graph>(client.GET('/v1/entities/{id}/neighborhood', {
    params: {
      path: { id: h.id },
      query: { depth: 1, limit: h.limit, direction: h.direction, ...(h.relation ? { relation: [h.relation] } : { induced: true }) },
    },
  }));

export interface PathQuestion { from: string; to: string; mode: 'shortest' | 'all-shortest' | 'k-shortest' | 'simple'; k: number }

/** The paths between two entities, as a graph and as lists. */
export const getPaths = (q: PathQuestion) =>
  read<Graph>(client.GET('/v1/paths', { params: { query: { from: q.from, to: q.to, mode: q.mode, ...(q.mode === 'shortest' ? {} : { k: q.k }) } } }));
