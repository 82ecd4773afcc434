import { type Asked, Cache } from './api/cache';
import { addressOf, ask } from './api/client';
import { Failure } from './api/failure';
import type { Question } from './api/questions';

/** The questions asked so far, and what was answered. Asking again is free. */
export class Answers {
  private readonly cache: Cache<unknown>;

  /** The function is called whenever more is known. */
  constructor(changed: () => void) {
    this.cache = new Cache(changed);
  }

  /** What is known of a question, which is asked if nobody did. */
  of<T>(q: Question<T>): Asked<T> {
    return this.cache.get(addressOf(q), () => ask(q)) as Asked<T>;
  }

  /** Whether some question failed in a way that may pass. */
  get waiting(): boolean {
    return this.cache.failures().some((f) => f instanceof Failure && f.passing);
  }

  /** Asks again what failed. */
  retry(): void { this.cache.retry(); }
}
