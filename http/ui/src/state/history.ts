/** What can be undone and redone: states, the oldest first. */
export interface History<T> { past: readonly T[]; present: T; future: readonly T[] }

/** How many states are kept. */
export const mostKept = 200;

/** A history that has only begun. */
export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** The history after a change; what had been undone is gone. */
export const record = <T>(h: History<T>, next: T): History<T> =>
  ({ past: [...h.past, h.present].slice(-mostKept), present: next, future: [] });

/** One step back; the same where there is none. */
export function undo<T>(h: History<T>): History<T> {
  const last = h.past.at(-1);
  return last === undefined ? h : { past: h.past.slice(0, -1), present: last, future: [h.present, ...h.future] };
}

/** One step forward again; the same where there is none. */
export function redo<T>(h: History<T>): History<T> {
  const [next, ...future] = h.future;
  return next === undefined ? h : { past: [...h.past, h.present], present: next, future };
}
