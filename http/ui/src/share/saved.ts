import { readURL, writeURL } from '../state/url';
import { emptyView, type View } from '../state/view';
import type { ShareKey } from './texts';

/** A view under a name, as the query of its address. */
export interface SavedView { name: string; view: string }

/** What went wrong, as a text with its {places} filled. */
export class Refusal extends Error {
  constructor(readonly key: ShareKey, readonly values: Record<string, string | number> = {}) {
    super(`${key} ${JSON.stringify(values)}`);
  }
}

/** The version of the file that views are written to. */
export const fileVersion = 1;

/** The longest name, in characters, and the most views. */
export const longestName = 80;
export const mostViews = 500;

/** A name as it is kept: no spaces around it, and only single ones in it. */
export const cleanName = (name: string): string => name.normalize('NFC').replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** The query that is kept of a view: what is seen, and not in which language, colors and tab. */
export const queryOf = (v: View): string => writeURL({ ...v, lang: emptyView.lang, theme: emptyView.theme, tab: emptyView.tab });

/** The view that was kept, in the language, colors and tab of now. */
export const viewOf = (saved: SavedView, now: View): View => ({ ...readURL(saved.view), lang: now.lang, theme: now.theme, tab: now.tab });

/** A name that can be kept, or a Refusal. */
export function checkedName(name: string): string {
  const clean = cleanName(name);
  if (clean === '') throw new Refusal('nameMissing');
  if ([...clean].length > longestName) throw new Refusal('nameLong', { most: longestName, n: [...clean].length });
  return clean;
}

/** The views with one more, or with another view under a name that is there. */
export function keep(views: readonly SavedView[], kept: SavedView): SavedView[] {
  const known = views.some((v) => v.name === kept.name);
  if (!known && views.length >= mostViews) throw new Refusal('tooMany', { most: mostViews });
  return known ? views.map((v) => (v.name === kept.name ? kept : v)) : [...views, kept];
}

/** The views with one of them under another name. */
export function rename(views: readonly SavedView[], from: string, to: string): SavedView[] {
  if (to !== from && views.some((v) => v.name === to)) throw new Refusal('nameTaken', { name: to });
  return views.map((v) => (v.name === from ? { ...v, name: to } : v));
}

/** The views without one. */
export const remove = (views: readonly SavedView[], name: string): SavedView[] => views.filter((v) => v.name !== name);

/** The views with others merged in by name, and how many were new, replaced, or there already. */
export function merge(views: readonly SavedView[], others: readonly SavedView[]): { views: SavedView[]; added: number; replaced: number; same: number } {
  const before = new Map(views.map((v) => [v.name, v.view]));
  const [added, replaced] = [others.filter((v) => !before.has(v.name)).length, others.filter((v) => before.has(v.name) && before.get(v.name) !== v.view).length];
  return { views: others.reduce(keep, [...views]), added, replaced, same: others.length - added - replaced };
}

/** The file of all views. */
export const writeViews = (views: readonly SavedView[]): string => `${JSON.stringify({ version: fileVersion, views }, undefined, 2)}\n`;
