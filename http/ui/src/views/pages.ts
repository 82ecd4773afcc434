import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Question } from '../api/questions';
import type { App } from '../context';
import type { Union } from '../state/merge';
import type { Sheet } from '../state/sheet';
import type { Page, View } from '../state/view';
import * as explore from './explore/explore';

/** A page: its picture, and the same in words, as a graph and as questions. */
export interface PageModule {
  Picture: FunctionComponent;
  /** What the picture shows, as tables. */
  sheets: (app: App) => Sheet[];
  /** The questions whose answers are shown. */
  questions: (view: View, app: App) => Question<unknown>[];
  /** The entities and edges in the picture; not there where it is not of such. */
  graph?: (app: App) => Union;
}

/** What is not needed for the first picture is loaded when it is asked for. */
const modules: Record<Exclude<Page, 'explore'>, () => Promise<PageModule>> = {
  layouts: () => import('./layouts/layouts'),
  compare: () => import('./compare/compare'),
  gaps: () => import('./gaps/gaps'),
  coverage: () => import('./coverage/coverage'),
};

const loaded = new Map<Page, PageModule>([['explore', explore]]);

/** A page, once it is here; or why it did not come. */
export function usePage(page: Page): PageModule | Error | undefined {
  const [, setTick] = useState(0);
  const [failure, setFailure] = useState<{ page: Page; error: Error }>();
  useEffect(() => {
    if (page === 'explore' || loaded.has(page)) return;
    modules[page]().then((m) => { loaded.set(page, m); setTick((n) => n + 1); }, (e: unknown) => setFailure({ page, error: e instanceof Error ? e : new Error(String(e)) }));
  }, [page]);
  return loaded.get(page) ?? (failure?.page === page ? failure.error : undefined);
}
