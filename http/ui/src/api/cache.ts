/** What is known of a question: nothing yet, an answer, or why there is none. */
export interface Asked<T> { answer?: T; failure?: Error; loading: boolean }

/**
 * Answers by question, so that undo, back and forward ask nothing twice. Failures
 * are kept until they are forgotten, so that nobody asks in a circle.
 */
export class Cache<T> {
  private readonly known = new Map<string, Asked<T>>();

  constructor(private readonly changed: () => void, private readonly most = 400) {}

  /** What is known of the question; it is asked if nobody did. */
  get(key: string, ask: () => Promise<T>): Asked<T> {
    const known = this.known.get(key);
    if (known) return known;
    const pending: Asked<T> = { loading: true };
    if (this.known.size >= this.most) this.known.delete(this.known.keys().next().value!);
    this.known.set(key, pending);
    ask().then(
      (answer) => this.settle(key, { answer, loading: false }),
      (failure: unknown) => this.settle(key, { failure: failure instanceof Error ? failure : new Error(String(failure)), loading: false }),
    );
    return pending;
  }

  /** The failures that are known. */
  failures(): Error[] {
    return [...this.known.values()].flatMap((a) => a.failure ?? []);
  }

  /** Forgets the failures, so that their questions are asked again. */
  retry(): void {
    for (const [key, asked] of this.known) if (asked.failure) this.known.delete(key);
    this.changed();
  }

  private settle(key: string, asked: Asked<T>): void {
    this.known.set(key, asked);
    this.changed();
  }
}
