import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { suggestions } from '../../src/api/failure';
import type { Evidence } from '../../src/api/types';
import { withSeed } from '../../src/canvas/seed';
import { neighborTowards } from '../../src/canvas/walk';
import { preferred, sayIn, tables, textIn } from '../../src/i18n';
import { inkOn, luminance, mix } from '../../src/parts/color';
import { cut, evidencePieces, foundPieces, matchPieces, type Piece } from '../../src/parts/mark';
import { clicked, sorted, tabbed } from '../../src/state/sort';

const show = (pieces: readonly Piece[]) => pieces.map((p) => (p.marked ? `[${p.text}]` : p.text)).join('');
const places = (s: string) => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
const files = (dir: string): string[] => readdirSync(dir).flatMap((f) => (statSync(join(dir, f)).isDirectory() ? files(join(dir, f)) : [join(dir, f)]));

test('both languages have every text, with the same places', () => {
  expect(Object.keys(tables.en).sort()).toEqual(Object.keys(tables.zh).sort());
  for (const [key, zh] of Object.entries(tables.zh)) {
    const en = tables.en[key as keyof typeof tables.en];
    expect(zh, key).not.toBe('');
    expect(en, key).not.toBe('');
    expect(places(en), key).toEqual(places(zh));
  }
  expect(Object.values(tables.en).filter((s) => /\p{Script=Han}/u.test(s))).toEqual(['中文']);
});

test('every text is used, and none is written into a component', () => {
  const sources = files(join(import.meta.dirname, '../../src')).filter((f) => !f.includes('i18n') && !f.endsWith('/texts.ts') && !f.endsWith('.d.ts') && !f.endsWith('.css')).map((f) => readFileSync(f, 'utf8'));
  const code = sources.join('\n');
  for (const key of Object.keys(tables.zh)) {
    const family = key.includes('.') ? `\`${key.split('.')[0]}.\${` : `'${key}'`;
    expect(code.includes(family) || code.includes(`'${key}'`), key).toBe(true);
  }
  expect(sources.filter((s) => /\p{Script=Han}/u.test(s.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')))).toEqual([]);
});

const pages = import.meta.glob<{ texts: typeof tables }>('../../src/**/texts.ts', { eager: true });

test.each(Object.entries(pages))('the texts of %s are there in both languages, and used', (file, { texts }) => {
  expect(Object.keys(texts.zh).sort()).toEqual(Object.keys(texts.en).sort());
  const folder = join(import.meta.dirname, file, '..');
  const code = files(folder).filter((f) => /\.tsx?$/.test(f) && !f.endsWith('/texts.ts')).map((f) => readFileSync(f, 'utf8')).join('\n');
  for (const [key, text] of Object.entries(texts.zh)) {
    const family = key.split('.')[0]!;
    expect(code.includes(`'${key}'`) || (key.includes('.') && (code.includes(`\`${family}.\${`) || code.includes(`'${family}'`))), key).toBe(true);
    expect(places(texts.en[key as keyof typeof texts.en]), key).toEqual(places(text));
  }
});

test('places are filled', () => {
  expect(sayIn('en')('announceGraph', { n: 2, m: 3 })).toBe('The graph shows 2 entities and 3 edges');
  expect(sayIn('zh')('gone', { id: '$&' })).toBe('图谱中没有“$&”，链接可能已经过期。');
});

test('a text falls back on the other language', () => {
  expect(textIn('en', { zh: '杭州', en: '' })).toBe('杭州');
  expect(textIn('zh', { zh: '', en: 'Hangzhou' })).toBe('Hangzhou');
  expect(textIn('zh', undefined)).toBe('');
  expect([preferred(['fr', 'zh-TW', 'en']), preferred(['de']), preferred([])]).toEqual(['zh', 'en', 'en']);
});

test('marks', () => {
  expect(show(cut('一二三四五', [{ start: 1, end: 3 }, { start: 2, end: 4 }]))).toBe('一[二三四]五');
  expect(show(cut('𠮷田', [{ start: 0, end: 1 }]))).toBe('[𠮷]田');
  expect(show(matchPieces('Hangzhou City', 'CITY hang'))).toBe('[Hang]zhou [City]');
  expect(show(matchPieces('İx', 'x'))).toBe('İ[x]');
  expect(show(matchPieces('城西走廊', '走廊'))).toBe('城西[走廊]');
  expect(show(matchPieces('城西走廊', 'cx'))).toBe('城西走廊');
  expect(show(foundPieces('城西走廊', 'cx'))).toBe('[城西走廊]');
});

test('the terms of a sentence are marked by their spans, or by their letters where the file is cut', () => {
  const e = { sentence: '甲乙甲丙', terms: ['甲', '丙'], span: { start: 10, end: 14 }, term_spans: [{ start: 12, end: 13 }, { start: 13, end: 14 }] } as unknown as Evidence;
  expect(show(evidencePieces(e))).toBe('甲乙[甲丙]');
  expect(show(evidencePieces({ ...e, span: { start: 10, end: 17 } } as Evidence))).toBe('[甲]乙甲[丙]');
  expect(evidencePieces({ ...e, sentence: undefined } as Evidence)).toEqual([]);
});

test('suggestions of the service', () => {
  expect(suggestions('there is no entity "x"; did you mean a-b, c or d-1?')).toEqual(['a-b', 'c', 'd-1']);
  expect(suggestions('there is no entity "x"')).toEqual([]);
});

test('arrow keys walk to the neighbor in their direction', () => {
  const around = new Map([['east', { x: 10, y: 1 }], ['far-east', { x: 50, y: 0 }], ['north', { x: 2, y: -9 }], ['here', { x: 0, y: 0 }]]);
  const from = { x: 0, y: 0 };
  expect(neighborTowards(from, around, 'ArrowRight')).toBe('east');
  expect(neighborTowards(from, around, 'ArrowUp')).toBe('north');
  expect(neighborTowards(from, around, 'ArrowLeft')).toBeUndefined();
  expect(neighborTowards(from, new Map(), 'ArrowDown')).toBeUndefined();
});

test('rows are sorted by numbers, and by the order of the language', () => {
  const rows = [['杭州', 2], ['北京', 10], ['上海', 1]] as const;
  const by = (column: number, down: boolean) => sorted(rows, (r) => r, { column, down }, 'zh').map((r) => r[0]).join(' ');
  expect(by(1, false)).toBe('上海 杭州 北京');
  expect(by(1, true)).toBe('北京 杭州 上海');
  expect(by(0, false)).toBe('北京 杭州 上海'); // by pinyin
  expect(clicked({ column: 0, down: false }, 0)).toEqual({ column: 0, down: true });
  expect(clicked({ column: 0, down: true }, 1)).toEqual({ column: 1, down: false });
  expect(tabbed([['a\tb', 1], ['c\nd', 2]])).toBe('a b\t1\nc d\t2');
});

test('colors', () => {
  expect([luminance('#ffffff'), luminance('#000000')]).toEqual([1, 0]);
  expect([inkOn('#9ccc65'), inkOn('#311b92')]).toEqual(['#10181f', '#ffffff']);
  expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080');
});

test('a seed gives the same numbers, evenly spread, and is given back', () => {
  const random = Math.random;
  const draw = (seed: number) => withSeed(seed, () => Array.from({ length: 2000 }, Math.random));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(draw(3).reduce((a, b) => a + b) / 2000).toBeCloseTo(0.5, 1);
  expect(() => withSeed(1, () => { throw new Error('x'); })).toThrow('x');
  expect(Math.random).toBe(random);
});
