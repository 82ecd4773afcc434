import type { Evidence } from '../api/types';

/** A piece of a text, marked or not. */
export interface Piece { text: string; marked: boolean }

/** Cuts a text at spans of Unicode code points; spans may overlap and be in any order. */
export function cut(text: string, spans: readonly { start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = [];
  [...text].forEach((letter, i) => {
    const marked = spans.some((s) => i >= s.start && i < s.end);
    const last = pieces.at(-1);
    if (last && last.marked === marked) last.text += letter;
    else pieces.push({ text: letter, marked });
  });
  return pieces;
}

/** The sentence of a reference with its terms marked; [] where there is no sentence. */
export function evidencePieces(e: Evidence): Piece[] {
  if (!e.sentence) return [];
  const { sentence, span, term_spans: terms } = e;
  // Where the file is cut inside the sentence, spans of the file do not fit its text.
  if (span && terms && span.end - span.start === [...sentence].length) {
    return cut(sentence, terms.map((t) => ({ start: t.start - span.start, end: t.end - span.start })));
  }
  return cut(sentence, e.terms.flatMap((t) => occurrence(sentence, t)));
}

/** A name with the words of a search marked where their letters stand in it as they are. */
export function matchPieces(name: string, query: string): Piece[] {
  return cut(name, query.trim().split(/\s+/).flatMap((w) => occurrence(name, w)));
}

/** The name that was found with what was found in it marked: all of it, where it was found by its sound. */
export function foundPieces(matched: string, query: string): Piece[] {
  const pieces = matchPieces(matched, query);
  return pieces.some((p) => p.marked) ? pieces : [{ text: matched, marked: true }];
}

function occurrence(text: string, term: string): { start: number; end: number }[] {
  // Letter by letter: a lower case can be longer than its upper case.
  const fold = (s: string) => [...s].map((l) => l.toLowerCase());
  const within = fold(text);
  const wanted = fold(term);
  const start = wanted.length ? within.findIndex((_, i) => wanted.every((l, j) => within[i + j] === l)) : -1;
  return start < 0 ? [] : [{ start, end: start + wanted.length }];
}
