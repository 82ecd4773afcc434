import { expect, test } from 'vitest';
import { sayIn, textIn } from '../../src/i18n';
import { Pen } from '../../src/views/compare/pen';
import { sheetsOf } from '../../src/views/coverage/sheets';
import { cellSize, drawTotals, stripOf } from '../../src/views/coverage/strip';
import { countOf, passes, piecesOf, type Section, type Sentence, sentenceWith, standing } from '../../src/views/coverage/tally';
import { texts } from '../../src/views/coverage/texts';

let start = 0;
const sentence = (state: string, more: Partial<Sentence> = {}): Sentence => ({ text: '一句。', span: { start: start++, end: start }, heading: false, state, statements: [], numerals: [], ...more }) as Sentence;
const numeral = (text: string, state: string) => ({ text, state, span: { start: 0, end: 0 } });
const section = (id: string, sentences: Sentence[]): Section => ({ id, title: { zh: '节', en: 'Section' }, statements: sentences.length, sentences }) as Section;
const measure = (t: string) => t.length * 7;

test('both languages have every text, with the same places', () => {
  const holes = (s: string) => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
  expect(Object.keys(texts.en).sort()).toEqual(Object.keys(texts.zh).sort());
  for (const [key, zh] of Object.entries(texts.zh)) {
    const en = texts.en[key as keyof typeof texts.en];
    expect(holes(en), key).toEqual(holes(zh));
    expect(en, key).not.toMatch(/\p{Script=Han}/u);
    expect(zh && en, key).not.toBe('');
  }
});

test('a heading need not be cited, and an unknown state is noticed', () => {
  expect(standing(sentence('unused', { heading: true }))).toBe('heading');
  expect(standing(sentence('cited', { heading: true }))).toBe('cited');
  expect(standing(sentence('something-new'))).toBe('unused');
  expect(countOf([sentence('unused', { heading: true }), sentence('cited'), sentence('excluded'), sentence('unused')])).toEqual({ total: 3, cited: 1, excluded: 1, unused: 1 });
});

test('a filter for what is unused finds unused numerals in cited sentences too', () => {
  const cited = sentence('cited', { numerals: [numeral('7', 'cited'), numeral('8', 'unused')] });
  expect((['all', 'cited', 'excluded', 'unused'] as const).map((f) => passes(cited, f))).toEqual([true, true, false, true]);
  const heading = sentence('unused', { heading: true });
  expect((['all', 'cited', 'excluded', 'unused'] as const).map((f) => passes(heading, f))).toEqual([true, false, false, false]);
});

test('numerals are found where they stand, in their order', () => {
  const pieces = (text: string, ...numerals: [string, string][]) => piecesOf(sentence('cited', { text, numerals: numerals.map(([t, s]) => numeral(t, s)) })).map((p) => (p.state ? `[${p.text} ${p.state}]` : p.text)).join('');
  expect(pieces('由3.15%增加到3.45%;', ['3.15%', 'cited'], ['3.45%', 'unused'])).toBe('由[3.15% cited]增加到[3.45% unused];');
  expect(pieces('11年1家', ['11', 'cited'], ['1', 'unused'])).toBe('[11 cited]年[1 unused]家');
  expect(pieces('2023-2023年', ['2023', 'cited'], ['2023', 'unused'])).toBe('[2023 cited]-[2023 unused]年');
  expect(pieces('<b>7</b>', ['7', 'cited'])).toBe('<b>[7 cited]</b>');
  expect(pieces('没有数字')).toBe('没有数字');
});

test('the sentence of a statement: the one that is open, if it has it', () => {
  const [a, b, c] = [sentence('cited', { statements: ['s1'] }), sentence('cited', { statements: ['s1', 's2'] }), sentence('unused')];
  const sections = [section('1', [a]), section('2', [b, c])];
  expect(sentenceWith(sections, 's1', undefined)).toBe(a.span.start);
  expect(sentenceWith(sections, 's1', b.span.start)).toBe(b.span.start);
  expect(sentenceWith(sections, 's2', a.span.start)).toBe(b.span.start);
  expect(sentenceWith(sections, 's3', a.span.start)).toBeUndefined();
});

test('the strip has a cell for every sentence; no two overlap and none leaves it', () => {
  const sections = [section('0', []), ...Array.from({ length: 12 }, (_, i) => section(`${i + 1}.1`, Array.from({ length: (i * 7) % 41 }, () => sentence('cited'))))];
  for (const width of [120, 336, 820]) {
    const { blocks, height } = stripOf(sections, 50, width, measure);
    expect(blocks.map((b) => b.cells.length)).toEqual(sections.map((s) => s.sentences.length));
    const cells = blocks.flatMap((b) => b.cells);
    for (const c of cells) expect(c.x >= 0 && c.x + cellSize.width <= width && c.y >= 50 && c.y + cellSize.height <= 50 + height, `${c.x} ${c.y} in ${width}`).toBe(true);
    for (const [i, a] of cells.entries()) for (const b of cells.slice(i + 1)) expect(Math.abs(a.x - b.x) >= cellSize.width || Math.abs(a.y - b.y) >= cellSize.height).toBe(true);
  }
});

test('the bar of totals has parts in proportion, and none for nothing', () => {
  const pen = new Pen(0, 0, 100, measure);
  drawTotals(pen, 'a', 'b', { total: 10, cited: 7, excluded: 3, unused: 0 });
  expect(pen.marks.flatMap((m) => (m.tag === 'rect' && m.class.startsWith('state') ? [[m.class, m.x, m.width]] : []))).toEqual([['state cited', 0, 70], ['state excluded', 70, 30]]);
});

test('the table: by sentence with the text, by section without', () => {
  const base = { source: { id: 'report', type: 'Report', name: { zh: '报告', en: 'Report' } }, sections: [section('1', [sentence('cited', { statements: ['s1'], numerals: [numeral('7', 'unused')] }), sentence('excluded', { reason: { zh: '因为', en: 'because' } })])] };
  const app = { lang: 'en' as const, say: sayIn('en'), text: textIn.bind(undefined, 'en') };
  const rows = (attached: boolean) => sheetsOf({ ...base, attached } as never, app)[0]!.rows;
  expect(rows(true)).toEqual([{ id: 's1', cells: ['1', 1, '一句。', 'cited', '', 1, 1, 1] }, { id: 'report', cells: ['1', 2, '一句。', 'excluded', 'because', 0, 0, 0] }]);
  expect(rows(false)).toEqual([{ id: 'report', cells: ['1', 'Section', '', 2] }]);
});
