import type { Coverage } from '../../api/types';

export type Section = Coverage['sections'][number];
export type Sentence = Section['sentences'][number];
export type Count = Coverage['totals']['sentences'];

export const states = ['cited', 'excluded', 'unused'] as const;
export type State = typeof states[number];
export const filters = ['all', ...states] as const;
export type Filter = typeof filters[number];

/** How a sentence or numeral stands to the graph; what is not known is unused, so that it is noticed. */
export const stateOf = (x: { state: string }): State => states.find((s) => s === x.state) ?? 'unused';

/** The same for a sentence, where a heading that nobody cites is nothing to notice. */
export const standing = (s: Sentence): State | 'heading' => (s.heading && stateOf(s) === 'unused' ? 'heading' : stateOf(s));

/** The numerals of a sentence that are unused. */
export const unusedNumerals = (s: Sentence): number => s.numerals.filter((n) => stateOf(n) === 'unused').length;

/** Whether a sentence passes a filter; one with an unused numeral is as much to be noticed as an unused one. */
export function passes(s: Sentence, filter: Filter): boolean {
  if (filter === 'all') return true;
  return standing(s) === filter || (filter === 'unused' && unusedNumerals(s) > 0);
}

/** A piece of a sentence: plain text, or a numeral with its state. */
export interface Piece { text: string; state?: State }

/** Cuts a sentence at its numerals. These come in order and hold all its digits, so each is the next one found. */
export function piecesOf(s: Sentence): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const n of s.numerals) {
    const at = s.text.indexOf(n.text, from);
    if (at < 0) continue;
    if (at > from) pieces.push({ text: s.text.slice(from, at) });
    pieces.push({ text: n.text, state: stateOf(n) });
    from = at + n.text.length;
  }
  if (from < s.text.length) pieces.push({ text: s.text.slice(from) });
  return pieces;
}

/** Counts sentences by state, as the service counts those of the whole source. */
export function countOf(sentences: readonly Sentence[]): Count {
  const count = { total: 0, cited: 0, excluded: 0, unused: 0 };
  for (const s of sentences) {
    const standsAs = standing(s);
    if (standsAs === 'heading') continue;
    count.total++;
    count[standsAs]++;
  }
  return count;
}

/** The sentence that a statement refers to: the one named, if it does, or else the first. */
export function sentenceWith(sections: readonly Section[], statement: string, preferred: number | undefined): number | undefined {
  const with_ = sections.flatMap((x) => x.sentences).filter((s) => s.statements.includes(statement));
  return (with_.find((s) => s.span.start === preferred) ?? with_[0])?.span.start;
}
