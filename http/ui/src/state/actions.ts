import { neighborhood, pathsBetween, type PathQuestion, type Question } from '../api/questions';
import type { Graph } from '../api/types';
import type { Expansion, Page, Pin, View } from './view';
import { emptyView, mostEntities, pageSize } from './view';

const same = (a: Expansion, b: Expansion) => a.id === b.id && a.relation === b.relation && a.direction === b.direction;

/** An expansion by all edges of an entity. */
export function whole(id: string): Expansion {
  return { id, relation: '', direction: 'both', limit: pageSize };
}

/** A view of one entity and what is around it; filters begin anew. */
export function open(v: View, id: string): View {
  return { ...emptyView, lang: v.lang, theme: v.theme, expansions: [whole(id)], selected: id, path: { ...v.path, from: '', to: '', pick: -1, hop: -1 } };
}

/** The questions whose answers make the picture of entities and edges. */
export function graphQuestions(v: View): Question<Graph>[] {
  return [...v.expansions.map(neighborhood), ...(v.path.from && v.path.to ? [pathsBetween(v.path)] : [])];
}

/** Goes to a page, of something or of what is first. */
export function turn(v: View, page: Page, of = ''): View {
  return { ...v, page, of, selected: '', tab: v.tab === 'paths' ? 'evidence' : v.tab };
}

/** Adds an expansion, or raises the limit of the one that is there. */
export function expand(v: View, e: Expansion): View {
  const known = v.expansions.some((x) => same(x, e));
  const expansions = known ? v.expansions.map((x) => (same(x, e) ? { ...x, limit: Math.max(x.limit, e.limit) } : x)) : [...v.expansions, e];
  return { ...v, page: 'explore', expansions, selected: e.id, hidden: v.hidden.filter((h) => h !== e.id) };
}

/** Asks an expansion for one page more. */
export function more(v: View, e: Expansion): View {
  return expand(v, { ...e, limit: Math.min(mostEntities, e.limit + pageSize) });
}

/** Takes the expansions of an entity back. */
export function collapse(v: View, id: string): View {
  return { ...v, expansions: v.expansions.filter((e) => e.id !== id) };
}

/** Selects an entity or a statement; '' selects nothing. */
export function select(v: View, id: string): View {
  return { ...v, selected: id };
}

/** Selects, and shows the evidence. */
export function inspect(v: View, id: string): View {
  return { ...v, selected: id, tab: 'evidence' };
}

/** Hides an entity or a statement. */
export function hide(v: View, id: string): View {
  return v.hidden.includes(id) ? v : { ...v, hidden: [...v.hidden, id], selected: v.selected === id ? '' : v.selected };
}

/** Keeps a node at a place, or at another one. */
export function pin(v: View, at: Pin): View {
  const rounded = { id: at.id, x: Math.round(at.x), y: Math.round(at.y) };
  return { ...v, pinned: [...v.pinned.filter((p) => p.id !== at.id), rounded] };
}

/** Lets a node go where the layout puts it. */
export function unpin(v: View, id: string): View {
  return { ...v, pinned: v.pinned.filter((p) => p.id !== id) };
}

/** Takes an entity that is gone out of everything that names it. */
export function forget(v: View, id: string): View {
  const { from, to } = v.path;
  const path = from === id || to === id ? { ...v.path, from: from === id ? '' : from, to: to === id ? '' : to, pick: -1, hop: -1 } : v.path;
  return {
    ...collapse(v, id), path, hidden: v.hidden.filter((h) => h !== id), pinned: unpin(v, id).pinned, of: v.of === id ? '' : v.of,
    indicators: v.indicators.filter((i) => i !== id), places: v.places.filter((i) => i !== id), selected: v.selected === id ? '' : v.selected,
  };
}

/** Puts an entity in the place of one that is gone. */
export function replace(v: View, id: string, by: string): View {
  const named = (s: string) => (s === id ? by : s);
  return {
    ...v, expansions: v.expansions.map((e) => ({ ...e, id: named(e.id) })), selected: named(v.selected),
    hidden: v.hidden.map(named), pinned: v.pinned.map((p) => ({ ...p, id: named(p.id) })), of: named(v.of), indicators: v.indicators.map(named), places: v.places.map(named),
    path: { ...v.path, from: named(v.path.from), to: named(v.path.to) },
  };
}

/** Shows everything that was hidden or left out. */
export function showAll(v: View): View {
  return { ...v, hidden: [], withoutTypes: [], withoutStatuses: [], withoutRelations: [] };
}

type Filter = 'withoutTypes' | 'withoutStatuses' | 'withoutRelations';

/** Leaves a type, status or relation out, or takes it in again. */
export function toggle(v: View, filter: Filter, item: string): View {
  const list: readonly string[] = v[filter];
  return { ...v, [filter]: list.includes(item) ? list.filter((i) => i !== item) : [...list, item] };
}

/** Changes the question for paths. Another question forgets which path was shown. */
export function ask(v: View, change: Partial<PathQuestion>): View {
  return { ...v, page: 'explore', tab: 'paths', path: { ...v.path, ...change, pick: -1, hop: -1 } };
}

/** Shows one of the paths: all of it, or its first hops. */
export function follow(v: View, pick: number, hop = -1): View {
  return { ...v, path: { ...v.path, pick, hop } };
}
