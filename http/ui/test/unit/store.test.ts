import { expect, test, vi } from 'vitest';
import { expand, hide, more, open, select, showAll, toggle, whole, ask, follow, forget, replace, collapse } from '../../src/state/actions';
import { begin, mostKept, record, redo, undo } from '../../src/state/history';
import { Store } from '../../src/state/store';
import { emptyView } from '../../src/state/view';

/** The parts of a window that a store uses. */
function fakeWindow(search = '') {
  const pages = [search];
  let at = 0;
  const listeners: (() => void)[] = [];
  const location = { get search() { return pages[at]!; }, pathname: '/' } as Location;
  const history = { pushState: (_: unknown, __: string, url: string) => { pages.splice(++at, pages.length, url.slice(1)); } } as unknown as History;
  const go = (by: number) => { at += by; for (const l of listeners) l(); };
  return { location, history, addEventListener: (_: string, l: () => void) => { listeners.push(l); }, go } as unknown as Window & { go: (by: number) => void };
}

test('history', () => {
  let h = begin(0);
  for (let i = 1; i <= 3; i++) h = record(h, i);
  expect(undo(undo(h)).present).toBe(1);
  expect(redo(undo(undo(h))).present).toBe(2);
  expect(undo(undo(undo(undo(undo(h))))).present).toBe(0);
  expect(redo(h)).toBe(h);
  expect(record(undo(h), 9).future).toEqual([]);
  for (let i = 0; i < 2 * mostKept; i++) h = record(h, i);
  expect(h.past.length).toBe(mostKept);
});

test('every change is undone and redone, and stands in the address', () => {
  const w = fakeWindow();
  const s = new Store(w);
  const told = vi.fn();
  const stop = s.subscribe(told);
  const steps = [
    (v: typeof s.view) => open(v, 'a'), (v: typeof s.view) => expand(v, { id: 'b', relation: 'r', direction: 'in' as const, limit: 60 }),
    (v: typeof s.view) => more(v, whole('a')), (v: typeof s.view) => hide(v, 'c'), (v: typeof s.view) => toggle(v, 'withoutTypes', 'City'),
    (v: typeof s.view) => toggle(v, 'withoutStatuses', 'planned'), (v: typeof s.view) => select(v, 'd'), showAll, (v: typeof s.view) => collapse(v, 'b'),
  ];
  const views = [s.view];
  const addresses = [w.location.search];
  for (const step of steps) { s.change(step); views.push(s.view); addresses.push(w.location.search); }
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(told).toHaveBeenCalledTimes(steps.length);
  for (let i = views.length - 2; i >= 0; i--) { s.undo(); expect(s.view).toEqual(views[i]); expect(w.location.search).toBe(addresses[i]); }
  expect(s.canUndo).toBe(false);
  for (let i = 1; i < views.length; i++) { s.redo(); expect(s.view).toEqual(views[i]); }
  expect(s.canRedo).toBe(false);
  stop();
  s.undo();
  expect(told).toHaveBeenCalledTimes(3 * steps.length);
});

test('a change that changes nothing is no step', () => {
  const s = new Store(fakeWindow('?see=a'));
  s.change((v) => ({ ...v }));
  s.change((v) => select(v, ''));
  expect(s.canUndo).toBe(false);
});

test('language, theme and tab are not undone', () => {
  const s = new Store(fakeWindow());
  s.change((v) => open(v, 'a'));
  s.change((v) => ({ ...v, lang: 'en', theme: 'dark', tab: 'table' }));
  s.undo();
  expect(s.view).toEqual({ ...emptyView, lang: 'en', theme: 'dark', tab: 'table' });
  s.redo();
  expect(s.view.expansions).toHaveLength(1);
  expect(s.view.lang).toBe('en');
});

test('the browser goes back and forward, and that can be undone', () => {
  const w = fakeWindow();
  const s = new Store(w);
  s.change((v) => open(v, 'a'));
  s.change((v) => open(v, 'b'));
  w.go(-1);
  expect(s.view.selected).toBe('a');
  w.go(1);
  expect(s.view.selected).toBe('b');
  s.undo();
  expect(s.view.selected).toBe('a');
});

test('actions', () => {
  const v = open(emptyView, 'a');
  expect(expand(v, { ...whole('a'), limit: 120 }).expansions).toEqual([{ ...whole('a'), limit: 120 }]);
  expect(expand(expand(v, { ...whole('a'), limit: 120 }), whole('a')).expansions[0]!.limit).toBe(120);
  expect(more(v, { ...whole('a'), limit: 480 }).expansions[0]!.limit).toBe(498);
  expect(expand(hide(v, 'b'), whole('b')).hidden).toEqual([]);
  expect(hide(v, 'a').selected).toBe('');
  expect(ask(follow(ask(v, { from: 'a', to: 'b' }), 2, 1), { k: 3 }).path).toEqual({ ...emptyView.path, from: 'a', to: 'b', mode: 'k-shortest', k: 3, pick: -1, hop: -1 });
  const named = hide(ask(expand(v, whole('b')), { from: 'b', to: 'c' }), 'b');
  expect(forget(named, 'b')).toMatchObject({ expansions: [whole('a')], hidden: [], path: { from: '', to: 'c' } });
  expect(replace(named, 'b', 'z')).toMatchObject({ expansions: [whole('a'), whole('z')], hidden: ['z'], path: { from: 'z', to: 'c' } });
});
