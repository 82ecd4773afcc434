import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Answers } from './answers';
import * as questions from './api/questions';
import type { Shot } from './canvas/shot';
import { AppContext, type App } from './context';
import { preferred, sayIn, textIn } from './i18n';
import { Ontology } from './model';
import { graphQuestions, replace } from './state/actions';
import { union, visible } from './state/merge';
import type { Store } from './state/store';
import { Header } from './views/header';
import { Frame } from './views/frame';
import { Welcome } from './views/welcome';

/** How often a service that cannot be reached is looked for, in milliseconds. */
const lookAgain = 2000;

/** The whole page. */
export function Explorer({ store }: { store: Store }) {
  const [tick, setTick] = useState(0);
  const changed = useRef(() => setTick((n) => n + 1)).current;
  const answers = useState(() => new Answers(changed))[0];
  const [said, setSaid] = useState('');
  useEffect(() => store.subscribe(changed), [store]);

  const { view } = store;
  const lang = view.lang || preferred(navigator.languages);
  const model = answers.of(questions.model());
  const ontology = useMemo(() => new Ontology(model.answer), [model.answer]);
  const all = useMemo(() => {
    return union(graphQuestions(view).flatMap((q) => answers.of(q).answer ?? []));
  }, [tick, view]);
  const seen = useMemo(() => visible(all, view), [all, view]);
  const say = useMemo(() => sayIn(lang), [lang]);
  const text = useMemo(() => textIn.bind(undefined, lang), [lang]);

  useEffect(() => {
    document.documentElement.lang = lang;
    document.documentElement.dataset['theme'] = view.theme;
    document.title = `${say('title')} · innograph`;
  }, [lang, view.theme, say]);
  useEffect(() => { if (seen.nodes.size) setSaid(say('announceGraph', { n: seen.nodes.size, m: seen.edges.size })); }, [seen.nodes.size, seen.edges.size]);
  useEffect(() => {
    const item = all.nodes.get(view.selected)?.name ?? all.edges.get(view.selected)?.label;
    if (item) setSaid(say('selected', { name: text(item) }));
  }, [view.selected]);
  useEffect(() => followMerged(store, answers), [tick]);
  useEffect(() => (answers.waiting ? awaitService(answers) : undefined), [answers.waiting]);
  useEffect(() => listenForKeys(store), [store]);

  const app: App = {
    store, view, change: (by) => store.change(by), answers, ontology, lang, say, text, announce: setSaid, all, seen, shot: useRef<Shot | undefined>(undefined),
  };
  const empty = view.page === 'explore' && view.expansions.length === 0 && !view.selected && !view.path.from && !view.path.to;
  return (
    <AppContext.Provider value={app}>
      <a class="skip" href="#graph" onClick={(e) => { e.preventDefault(); document.getElementById('graph')?.focus(); }}>{say('skip')}</a>
      <Header />
      {empty ? <Welcome /> : <Frame />}
      <div class="hidden-text" role="status" aria-live="polite">{said}</div>
    </AppContext.Provider>
  );
}

/** Puts the slug that took over in the place of one that was merged. */
function followMerged(store: Store, answers: Answers): void {
  for (const e of store.view.expansions) {
    const id = answers.of(questions.neighborhood(e)).answer?.nodes.find((n) => n.depth === 0)?.id;
    if (id && id !== e.id) store.change((v) => replace(v, e.id, id));
  }
}

/** Asks everything again that failed, once the service is back. */
function awaitService(answers: Answers): () => void {
  const timer = setInterval(() => {
    fetch('readyz').then((r) => { if (r.ok) answers.retry(); }, () => undefined); // still away: looked for again
  }, lookAgain);
  return () => clearInterval(timer);
}

function listenForKeys(store: Store): () => void {
  const keyDown = (e: KeyboardEvent) => {
    if (e.target instanceof Element && e.target.closest('input, select, textarea')) return;
    const key = e.key.toLowerCase();
    if (e.key === '/' && !e.ctrlKey && !e.metaKey) document.querySelector<HTMLInputElement>('header input')?.focus();
    else if ((e.ctrlKey || e.metaKey) && key === 'z' && !e.shiftKey) store.undo();
    else if ((e.ctrlKey || e.metaKey) && (key === 'y' || key === 'z')) store.redo();
    else return;
    e.preventDefault();
  };
  addEventListener('keydown', keyDown);
  return () => removeEventListener('keydown', keyDown);
}
