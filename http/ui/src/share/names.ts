import type { View } from '../state/view';

/** How many entities a file name lists; it counts the rest. */
const mostListed = 3;

/** What a view is of, in letters that file names may have: hangzhou, a-to-b or gaps. */
export function subject(v: View): string {
  if (v.page !== 'explore') return [v.page, v.of].filter(Boolean).join('-');
  const seen = [...new Set(v.expansions.map((e) => e.id))];
  const more = seen.length - mostListed;
  const path = v.path.from && v.path.to ? [`${v.path.from}-to-${v.path.to}`] : [];
  return [...seen.slice(0, mostListed), ...(more > 0 ? [`${more}-more`] : []), ...path].join('-') || 'view';
}

/** The name of a file: what is seen, which part of it, and the language. */
export function fileName(v: View, lang: string, ending: string, part = ''): string {
  const words = part.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').toLowerCase();
  return `${['innograph', subject(v).slice(0, 80), words.slice(0, 40), lang].filter(Boolean).join('-')}.${ending}`;
}
