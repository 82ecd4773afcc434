import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Answers } from './answers';
import type { Text } from './api/types';
import type { Shot } from './canvas/shot';
import type { Say } from './i18n';
import type { Ontology } from './model';
import type { Union } from './state/merge';
import type { Store } from './state/store';
import type { Lang, View } from './state/view';

/** What every part of the page may need. */
export interface App {
  store: Store;
  view: View;
  change: Store['change'];
  answers: Answers;
  ontology: Ontology;
  lang: Lang;
  say: Say;
  /** A text of the graph in the language of the page. */
  text: (t: Text | undefined) => string;
  /** Tells those who cannot see what has changed. */
  announce: (message: string) => void;
  /** All that the service answered for this view, and what of it is to be seen. */
  all: Union;
  seen: Union;
  /** The picture that is on the screen, to be taken away. */
  shot: { current: Shot | undefined };
}

export const AppContext = createContext<App | undefined>(undefined);

/** The App around a component. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('there is no App around this component');
  return app;
}
