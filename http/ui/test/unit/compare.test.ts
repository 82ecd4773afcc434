import { expect, test } from 'vitest';
import { sayIn, textIn } from '../../src/i18n';
import { cardOf } from '../../src/views/compare/card';
import { gridOf, placed } from '../../src/views/compare/columns';
import { type Cell, type Chart, flagsOf, panelsOf, shapeOf, unobserved } from '../../src/views/compare/panels';
import { barScale, dotScale, rankScale, roundUp } from '../../src/views/compare/scale';
import { sheetsOf } from '../../src/views/compare/sheets';
import { texts } from '../../src/views/compare/texts';
import { derivedValue, flagMeaning, flagOf, formulaOf, kindOf, periodOf, readingOf, reasonOf, wordsOf } from '../../src/views/compare/words';
import { wrap } from '../../src/parts/wrap';

const app = (lang: 'zh' | 'en') => ({ lang, say: sayIn(lang), text: textIn.bind(undefined, lang) });
const place = (id: string) => ({ id, type: 'City', name: { zh: `${id}市`, en: id } });
const unit = (label: string) => ({ id: label, label: { zh: label, en: label } });

function cell(changes: Partial<Cell>): Cell {
  return {
    id: 's-1', kind: 'absolute', value: 3, text: '3', operator: '=', printed: '3家', unit: unit('家'), period: { printed: '', resolved: null }, relative_to: null, flags: [], note: '',
    status: 'existing', basis: 'stated', rank: null, group: null, not_ranked_reason: null, qualifiers: [], evidence: [], sentence: { zh: '', en: '' }, place: place('a'), indicator: place('i'), ...changes,
  } as Cell;
}

function chart(rows: Record<string, Partial<Cell>[]>, more: Partial<Chart> = {}): Chart {
  return {
    indicator: place('i'), label: { zh: '指标', en: 'Indicator' }, better: 'higher', unit: null, reference: place('a'), ahead: null, groups: [], leads: [], warnings: [],
    rows: Object.entries(rows).map(([id, cells]) => ({ place: place(id), cells: cells.map(cell), derived: [], rank: null, not_ranked_reason: null, ahead: null, lead: null })), ...more,
  } as unknown as Chart;
}

const shapesOf = (c: Chart) => panelsOf(c).map((p) => `${p.shape}: ${p.cells.map((x) => `${x.place.id}${x.cell.text}`).join(' ')}`);

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

test('scales: bars begin at zero, dots end at round numbers, the first rank is at the left', () => {
  expect([0, 0.3, 1, 1.2, 3, 20.3, 7711].map(roundUp)).toEqual([0, 0.5, 1, 2, 5, 25, 10000]);
  const bars = barScale([12, 8, 2], 240);
  expect([0, 2, 8, 12].map(bars.at)).toEqual([0, 40, 160, 240]);
  expect(barScale([-5, 5], 100).at(0)).toBe(50);
  expect(barScale([0], 100).at(0)).toBe(0);
  const dots = dotScale([6.2, 20.3], 100);
  expect([dots.least, dots.most, dots.at(5)]).toEqual([0, 25, 20]);
  expect(dotScale([-3, 4], 100).least).toBe(-5);
  const ranks = rankScale([3], 100);
  expect([ranks.least, ranks.most, ranks.at(1), ranks.at(5)]).toEqual([1, 5, 0, 100]);
});

test('what is drawn how', () => {
  const drawn = (c: Partial<Cell>) => shapeOf(cell(c));
  expect([drawn({}), drawn({ kind: 'floor' }), drawn({ kind: 'target' })]).toEqual(['bars', 'bars', 'bars']);
  expect([drawn({ kind: 'ratio' }), drawn({ kind: 'growth' }), drawn({ kind: 'rank' })]).toEqual(['dots', 'dots', 'ranks']);
  expect([drawn({ kind: 'qualitative', value: '多' }), drawn({ value: '多' }), drawn({ flags: ['scope-differs'] })]).toEqual(['words', 'words', 'apart']);
});

test('kinds, units, periods and statuses are never mixed on one axis', () => {
  const same = { a: [{ text: '1' }], b: [{ text: '2' }] };
  expect(shapesOf(chart(same))).toEqual(['bars: a1 b2']);
  for (const other of [{ kind: 'floor' }, { unit: unit('个') }, { status: 'planned' as const }, { period: { printed: '2020年', resolved: null } }]) {
    expect(shapesOf(chart({ a: [{ text: '1' }], b: [{ text: '2', ...other }] })), JSON.stringify(other)).toEqual(['bars: a1', 'bars: b2']);
  }
  // The start and the end of one period are of one axis.
  const point = (p: string) => ({ period: { printed: '2020年', resolved: null, point: p } });
  expect(shapesOf(chart({ a: [{ text: '1', ...point('start') }, { text: '2', ...point('end') }] }))).toEqual(['bars: a1 a2']);
  expect(shapesOf(chart({ a: [{ text: '1', kind: 'rank', relative_to: place('c') as never }], b: [{ text: '2', kind: 'rank', relative_to: place('d') as never }] }))).toEqual(['ranks: a1', 'ranks: b2']);
  expect(shapesOf(chart({ a: [{ text: '多', value: '多', kind: 'qualitative' }, { text: '1' }], b: [{ text: '2', flags: ['scope-differs'] }] }))).toEqual(['bars: a1', 'apart: b2', 'words: a多']);
});

test('places without an observation, and flags, are found', () => {
  const c = chart({ a: [{ flags: ['x', 'y'] }, { flags: ['y'] }], b: [] });
  expect(unobserved(c).map((p) => p.id)).toEqual(['b']);
  expect(flagsOf([c, c])).toEqual(['x', 'y']);
});

test('values in words', () => {
  const [zh, en] = [wordsOf(app('zh')), wordsOf(app('en'))];
  const bound = cell({ operator: '>', text: '160', value: 160, printed: '160多项', unit: unit('项') as never });
  expect([readingOf(zh, bound), readingOf(zh, cell({ operator: '~' })), readingOf(en, cell({ operator: '~' }))]).toEqual(['> 160 项', '约 3 家', 'about 3 家']);
  expect([readingOf(en, cell({})), readingOf(en, cell({ text: '0.4', value: 0.4, printed: '2/5', unit: unit('%') as never }))]).toEqual(['', 'read as 0.4%']);
  expect(readingOf(zh, cell({ value: '不足', text: '不足', printed: '缺乏' }))).toBe('读作 不足');
  expect(readingOf(en, cell({ kind: 'rank', value: 1, text: '1', printed: '居第一' }))).toBe('rank 1');
  expect([kindOf(en, 'floor'), kindOf(zh, 'new-kind'), flagOf(zh, 'scope-differs'), flagOf(en, 'new-flag'), flagMeaning(en, 'new-flag')]).toEqual(['Floor', 'new-kind', '口径不同', 'new-flag', 'See the API for its meaning.']);
  expect(periodOf(cell({ period: { printed: '去年', resolved: '2019' } as never }))).toBe('去年 = 2019');
  const why = (code: string) => reasonOf(en, cell({ not_ranked_reason: { code, text: { zh: '因为', en: 'because' }, statements: [] } as never }));
  expect([why('kind'), why('other'), reasonOf(en, cell({}))]).toEqual(['only absolute values are', 'because', '']);
});

test('derived values carry their formula, and say where they were rounded', () => {
  const w = wordsOf(app('en'));
  const derived = (d: object) => ({ derived: true, operator: '=', unit: null, relative_to: null, statements: [], ...d }) as never;
  expect(formulaOf(w, derived({ what: 'difference', value: -3.37, unit: unit('years'), formula: '35.4 − 38.77' }))).toBe('35.4 − 38.77 = −3.37 years');
  expect(formulaOf(w, derived({ what: 'ratio', value: 6, formula: '12 ÷ 2' }))).toBe('12 ÷ 2 = 6');
  expect(formulaOf(w, derived({ what: 'ratio', value: 0.913077, formula: '35.4 ÷ 38.77' }))).toBe('35.4 ÷ 38.77 ≈ 0.913077');
  expect(formulaOf(w, derived({ what: 'ratio', value: 2, operator: '>', formula: '(> 4) ÷ 2' }))).toBe('(> 4) ÷ 2 > 2');
  expect(derivedValue(w, derived({ what: 'growth', value: 1.71132 }))).toBe('171.132%');
});

const wide = (t: string) => [...t].reduce((n, l) => n + (/[\u2e80-\uffff]/.test(l) ? 10 : 6), 0);

test('texts are cut between words and signs, and no line is too wide', () => {
  expect(wrap('one two three', 50, wide)).toEqual(['one two', 'three']);
  expect(wrap('杭州市的指标。', 40, wide)).toEqual(['杭州市的', '指标。']);
  expect(wrap('杭州市的。', 40, wide)).toEqual(['杭州市', '的。']);
  expect(wrap('abcdefghij', 30, wide)).toEqual(['abcde', 'fghij']);
  expect(wrap('', 30, wide)).toEqual(['']);
  for (let width = 20; width < 200; width += 7) {
    const lines = wrap('Report 杭州2023年,“创新”R&D经费由396.8亿元增加到530.4亿元 and-a-very-long-word', width, wide);
    expect(lines.every((l) => wide(l) <= width), String(width)).toBe(true);
    expect(lines.join('').replace(/\s/g, '')).toBe('Report杭州2023年,“创新”R&D经费由396.8亿元增加到530.4亿元and-a-very-long-word');
  }
});

test('cards stand in columns without overlapping', () => {
  expect([gridOf(300, 5).columns, gridOf(900, 5).columns, gridOf(3000, 2).columns, gridOf(900, 0).columns]).toEqual([1, 2, 2, 1]);
  const grid = gridOf(700, 4);
  const heights = [100, 40, 50, 30];
  const { at, height } = placed(heights, grid);
  expect(at.map((p) => Math.round(p.x / grid.width))).toEqual([0, 1, 1, 0]);
  expect(at.map((p) => p.y)).toEqual([0, 0, 52, 112]);
  expect(height).toBe(142);
  expect(placed([], gridOf(700, 0)).height).toBe(0);
});

test('nothing in a card overlaps or leaves it, however narrow', () => {
  const one = chart({
    a: [{ rank: 2, flags: ['period-overwritten', 'wording-damaged'] }, { kind: 'ratio', value: 0.4, text: '0.4', printed: '2/5', relative_to: place('b') as never }, { kind: 'qualitative', value: '多', text: '多', printed: '一大批优秀市场化金融科技公司' }],
    b: [{ rank: 1, value: 9, text: '9', printed: '已建、在建的9个' }, { value: 4, text: '4', printed: '首批4家，另有若干家仍在论证之中，名单未尽' }, { kind: 'rank', value: 6, text: '6', printed: '第6位' }], c: [],
  });
  const measure = (t: string, size: number) => (wide(t) * size) / 10;
  for (const width of [250, 330, 700]) {
    const card = cardOf(one, width, wordsOf(app('en')), measure);
    const marks = [...card.marks, ...card.parts.flatMap((p) => p.marks)];
    const boxes = marks.flatMap((m) => {
      if (m.tag !== 'text') return [];
      const w = measure(m.text, m.class.includes('small') ? 12 : m.class.includes('title') ? 15 : 13);
      const x = m.anchor === 'end' ? m.x - w : m.anchor === 'middle' ? m.x - w / 2 : m.x;
      return [{ x, y: m.y, to: x + w, text: m.text }];
    });
    for (const b of boxes) expect(b.x >= 0 && b.to <= width && b.y <= card.height, `${b.text} at ${width}`).toBe(true);
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) expect(Math.abs(a.y - b.y) >= 12 || a.to <= b.x || b.to <= a.x, `${a.text} | ${b.text} at ${width}`).toBe(true);
    }
    const parts = [...card.parts].sort((p, q) => p.y - q.y);
    for (const [i, p] of parts.slice(1).entries()) expect(p.y >= parts[i]!.y + parts[i]!.height - 1e-9, p.label).toBe(true);
    expect(card.parts.map((p) => p.label.split(' · ')[0])).toEqual(['a', 'b', 'b', 'a', 'b', 'a']);
    expect(boxes.some((b) => b.text.startsWith('No observation: c'))).toBe(true);
  }
});

test('the table has one row per cell, with numbers as numbers, and says who has none', () => {
  const [observed, derived] = sheetsOf([chart({ a: [{ rank: 1, flags: ['scope-differs'] }, { value: '多', text: '多', printed: '很多' }], b: [] })], app('en'));
  expect(observed!.rows.map((r) => r.cells.slice(0, 4))).toEqual([['Indicator', 'a', 3, '3家'], ['Indicator', 'a', '', '很多'], ['Indicator', 'b', '', '']]);
  expect(observed!.rows[0]!.cells[8]).toBe(1);
  expect(observed!.rows[0]!.cells[9]).toBe('scope differs');
  expect(observed!.rows.map((r) => r.cells.length)).toEqual([12, 12, 12]);
  expect(observed!.columns).toHaveLength(12);
  expect(derived!.rows).toEqual([]);
});
