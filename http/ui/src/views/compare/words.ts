import type { App } from '../../context';
import { sayOf } from '../../i18n';
import { type Cell, type Chart, given, type Row } from './panels';
import { texts } from './texts';

type Derived = Row['derived'][number];

/** What is said of cells, in one language. */
export interface Words {
  say: ReturnType<typeof sayOf<keyof typeof texts.zh>>;
  text: App['text'];
  status: (s: Cell['status']) => string;
  basis: (b: Cell['basis']) => string;
}

/** The words of a page. */
export const wordsOf = ({ lang, text, say }: Pick<App, 'lang' | 'text' | 'say'>): Words => ({
  say: sayOf(lang, texts), text, status: (s) => say(`status.${s}`), basis: (b) => say(`basis.${b}`),
});

/** A text whose key is made of what the service says, or what it says itself where there is none. */
function named(w: Words, family: string, id: string): string {
  const key = `${family}.${id}`;
  return key in texts.zh ? w.say(key as keyof typeof texts.zh) : id;
}

export const kindOf = (w: Words, kind: string): string => named(w, 'kind', kind);
export const flagOf = (w: Words, flag: string): string => named(w, 'flag', flag);

/** What a flag means. */
export function flagMeaning(w: Words, flag: string): string {
  const why = named(w, 'why', flag);
  return why === flag ? w.say('why.unknown') : why;
}

export const betterOf = (w: Words, better: string): string => named(w, 'better', better || 'unknown');

/** An operator as a reader writes it; "about" in words. */
export const operatorOf = (w: Words, operator: string): string => (operator === '~' ? w.say('about') : operator);

/** A period as printed, and as what it can be resolved to; '' where none is given. */
export function periodOf(c: Cell): string {
  const { printed, resolved } = c.period;
  return resolved && resolved !== printed ? [printed, resolved].filter(Boolean).join(' = ') : printed;
}

/** Whether a value holds at the start or end of its period. */
export const pointOf = (w: Words, c: Cell): string => (c.period.point ? named(w, 'point', c.period.point) : '');

/** How the printed value was read, where the print does not say it by itself. */
export function readingOf(w: Words, c: Cell): string {
  const unit = w.text(given(c.unit)?.label);
  if (typeof c.value !== 'number') return c.printed.includes(c.text) ? '' : w.say('readAs', { value: c.text });
  const plain = c.operator === '=' && c.printed.includes(c.text);
  if (plain) return '';
  if (c.kind === 'rank' && c.operator === '=') return w.say('ranked', { rank: c.text });
  const value = unit === '%' ? `${c.text}%` : `${c.text} ${unit}`.trim();
  return c.operator === '=' ? w.say('readAs', { value }) : `${operatorOf(w, c.operator)} ${value}`;
}

/** Why a value is not ranked; '' where it is. */
export function reasonOf(w: Words, c: Pick<Cell, 'not_ranked_reason'>): string {
  const why = given(c.not_ranked_reason);
  if (!why) return '';
  return why.code === 'kind' ? w.say('onlyAbsolute') : w.text(why.text);
}

/** What a ratio or word is relative to, or within what a rank holds. */
export function relativeOf(w: Words, c: Cell): string {
  const to = given(c.relative_to);
  return to ? w.say(c.kind === 'rank' ? 'among' : 'relativeTo', { name: w.text(to.name) }) : '';
}

/** Everything about a cell as one text, for those who cannot see the picture. */
export function spoken(w: Words, chart: Chart, place: Row['place'], c: Cell): string {
  return [
    w.text(place.name), w.text(chart.label), c.printed, readingOf(w, c), kindOf(w, c.kind), relativeOf(w, c), periodOf(c), pointOf(w, c),
    c.status === 'existing' ? '' : w.status(c.status), c.basis === 'stated' ? '' : w.basis(c.basis),
    c.rank === null ? w.say('notRanked', { why: reasonOf(w, c) }) : w.say('ranked', { rank: c.rank }), ...c.flags.map((f) => flagOf(w, f)),
  ].filter(Boolean).join(' · ');
}

/** A derived value in the words of what it is. */
export const whatOf = (w: Words, d: Derived): string => w.say(`what.${d.what as 'difference'}`, { name: w.text(given(d.relative_to)?.name) });

/** A derived value as a reader writes it; growth in percent. */
export function derivedValue(w: Words, d: Derived): string {
  const unit = w.text(given(d.unit)?.label);
  const number = (n: number) => String(Number(n.toPrecision(6))).replace('-', '−');
  if (d.what === 'growth') return `${number(d.value * 100)}%`;
  return unit === '%' ? `${number(d.value)}%` : `${number(d.value)} ${unit}`.trim();
}

/** A derived value with its formula. Ratios and growth of six digits were rounded to these. */
export function formulaOf(w: Words, d: Derived): string {
  const rounded = d.what !== 'difference' && String(d.value).replace(/^-?[0.]*|\./g, '').length >= 6;
  const sign = d.operator === '~' || (d.operator === '=' && rounded) ? '≈' : d.operator;
  return `${d.formula} ${sign} ${derivedValue(w, d)}`;
}
