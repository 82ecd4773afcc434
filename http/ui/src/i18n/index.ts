import type { Text } from '../api/types';
import type { Lang } from '../state/view';
import { en } from './en';
import { zh } from './zh';

export type Key = keyof typeof zh;

export const tables: Record<Lang, Record<Key, string>> = { zh, en };

/** Writes a text in one language, with its {places} filled. */
export type Say = (key: Key, values?: Record<string, string | number>) => string;

/** A text with its {places} filled. */
export const fill = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));

/** The texts of one language. */
export const sayIn = (lang: Lang): Say => (key, values) => fill(tables[lang][key], values);

/** The texts of a page that is loaded later: it brings its own, the same keys in both languages. */
export const sayOf = <K extends string>(lang: Lang, texts: Record<Lang, Record<K, string>>) =>
  (key: K, values?: Record<string, string | number>): string => fill(texts[lang][key], values);

/** A text of the graph in one language; in the other one where it has none. */
export const textIn = (lang: Lang, text: Text | undefined): string =>
  (lang === 'zh' ? text?.zh || text?.en : text?.en || text?.zh) ?? '';

/** The language of a browser that prefers these. */
export const preferred = (languages: readonly string[]): Lang =>
  languages.map((l) => l.slice(0, 2)).find((l): l is Lang => l === 'zh' || l === 'en') ?? 'en';
