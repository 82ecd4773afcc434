import { createFinalURL, createQuerySerializer, defaultPathSerializer } from 'openapi-fetch';
import createClient from 'openapi-fetch';
import { Failure, failureOf } from './failure';
import { key } from './key';
import type { Question } from './questions';
import type { paths } from './schema';
import type { Problem } from './types';

// The pages may be served below a prefix, so the service is where the page is.
const base = new URL('.', globalThis.document?.baseURI ?? 'http://localhost/').href.replace(/\/$/, '');
const querySerializer = createQuerySerializer({ array: { style: 'form', explode: false } });
const client = createClient<paths>({ baseUrl: base, querySerializer, headers: { Accept: 'application/json' } });

/** The whole address of a question. */
export const addressOf = (q: Question<unknown>): string =>
  createFinalURL(q.path, { baseUrl: base, params: q.params, querySerializer, pathSerializer: defaultPathSerializer });

interface Answer { data?: unknown; error?: unknown; response: Response }

// The compiler has checked the parameters where the question was made.
const get = client.GET as (path: string, init: object) => Promise<Answer>;

/** Asks the service. */
export async function ask<T>(q: Question<T>, signal?: AbortSignal): Promise<T> {
  let answer: Answer;
  try {
    const secret = key();
    answer = await get(q.path, { params: q.params, signal, ...(secret ? { headers: { Authorization: `Bearer ${secret}` } } : {}) });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Failure(0, e instanceof Error ? e.message : String(e), '');
  }
  if (answer.data === undefined) throw failureOf(answer.error as Problem | undefined, answer.response);
  return answer.data as T;
}
