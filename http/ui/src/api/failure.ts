import type { Problem } from './types';

/** Why a question has no answer. */
export class Failure extends Error {
  constructor(
    /** The HTTP status; 0 where the service could not be reached. */
    readonly status: number,
    readonly detail: string,
    readonly requestID: string,
    /** What was given where the mistakes are. */
    readonly values: readonly string[] = [],
  ) {
    super(detail);
  }

  /** Whether asking again later can help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

/** A Failure from a problem document (RFC 9457), or from whatever else was answered. */
export function failureOf(problem: Problem | undefined, response: Response): Failure {
  const id = problem?.request_id ?? response.headers.get('X-Request-ID') ?? '';
  return new Failure(response.status, problem?.detail ?? response.statusText, id, (problem?.errors ?? []).map((m) => String(m.value ?? '')));
}

/** The ids that the service offers after "did you mean". */
export function suggestions(detail: string): string[] {
  const offered = /did you mean ([^?]*)\?/.exec(detail)?.[1];
  return offered ? offered.split(/, | or /).map((s) => s.trim()).filter((s) => /^[a-z0-9-]+$/.test(s)) : [];
}
