import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { useApp } from '../context';
import type { SavedView } from './saved';
import { sayWrong, useSay } from './say';
import { BadShelf, Shelf } from './shelf';

interface State {
  views: readonly SavedView[];
  /** Why they cannot be read. */
  broken?: unknown;
}

/** What was said last; what can be taken back of it. */
export interface Message { text: string; more?: string; failed?: boolean; removed?: SavedView }

function load(shelf: Shelf): State {
  try {
    return { views: shelf.read() };
  } catch (broken) {
    return { views: [], broken };
  }
}

/** The views that this browser keeps for the service, what is done with them and what is said of it. */
export function useKept() {
  const { announce } = useApp();
  const say = useSay();
  const shelf = useMemo(() => new Shelf(() => localStorage, `innograph.views ${new URL('.', document.baseURI).pathname}`), []);
  const [state, setState] = useState(() => load(shelf));
  const [message, setMessage] = useState<Message>();

  // Another window may change them, too.
  useEffect(() => {
    const changed = (e: StorageEvent) => { if (e.key === shelf.key || e.key === null) setState(load(shelf)); };
    addEventListener('storage', changed);
    return () => removeEventListener('storage', changed);
  }, [shelf]);

  const tell = (m: Message) => { setMessage(m); announce([m.text, m.more].filter(Boolean).join(' ')); };
  const explain = (e: unknown): Message => ({ text: sayWrong(say, e), failed: true, ...(e instanceof BadShelf ? { more: sayWrong(say, e.why) } : {}) });
  /** Does something that may be refused; answers whether it was done. */
  const attempt = (act: () => Message): boolean => {
    try {
      tell(act());
      return true;
    } catch (e) {
      tell(explain(e));
      return false;
    }
  };
  return {
    ...state, message, tell, explain, attempt,
    /** Changes what is kept, or throws. */
    change: (by: (views: SavedView[]) => SavedView[]) => setState({ views: shelf.change(by) }),
    /** Forgets what is kept, or throws. */
    clear: () => { shelf.clear(); setState(load(shelf)); },
  };
}

export type Kept = ReturnType<typeof useKept>;

/** Names for elements, and a way to give one the focus once it is there: after a change, what had it may be gone. */
export function useFocus(): { id: (name: string) => string; focus: (name: string) => void } {
  const prefix = useId();
  const id = (name: string) => `${prefix}-${name}`;
  return { id, focus: (name) => void requestAnimationFrame(() => document.getElementById(id(name))?.focus()) };
}

export type Focus = ReturnType<typeof useFocus>;
