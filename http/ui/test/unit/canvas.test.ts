import { expect, test } from 'vitest';
import type { Graph } from '../../src/api/types';
import { type Box, readable, type Wish } from '../../src/canvas/labels';
import { type Disc, spread } from '../../src/canvas/spread';
import { wrapped } from '../../src/canvas/svg';
import { whole } from '../../src/state/actions';
import { restOf } from '../../src/state/rest';

const meet = (a: Box, b: Box) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

test('labels that are read lie on nothing, and none is left out without a reason', () => {
  let seed = 11;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 60; round++) {
    const size = 40 + random(900);
    const dots: Box[] = Array.from({ length: 1 + random(80) }, (_, i) => { const [x, y] = [random(size) - 100, random(size) - 100]; return { id: `n${i}`, x1: x, y1: y, x2: x + 20, y2: y + 20 }; });
    const wishes: Wish[] = dots.map((d) => ({ id: d.id, x1: d.x1 - random(60), y1: d.y2, x2: d.x2 + random(60), y2: d.y2 + 14, weight: random(20) === 0 ? Infinity : random(9) }));
    const read = readable(wishes, dots);
    const shown = wishes.filter((w) => read.has(w.id));
    for (const w of wishes) {
      const onDot = dots.some((d) => d.id !== w.id && meet(w, d));
      if (w.weight === Infinity) expect(read.has(w.id)).toBe(true);
      else if (read.has(w.id)) {
        expect(onDot).toBe(false);
        expect(shown.filter((o) => o !== w && meet(o, w)).map((o) => o.id)).toEqual([]);
      } else expect(onDot || shown.some((o) => meet(o, w) && o.weight >= w.weight)).toBe(true);
    }
  }
});

test('texts are cut into lines between words, or anywhere', () => {
  const width = (s: string) => s.length;
  expect(wrapped('one two three', 7, false, width)).toEqual(['one two', 'three']);
  expect(wrapped('unbreakable so', 5, false, width)).toEqual(['unbreakable', 'so']);
  expect(wrapped('城西科创大走廊', 3, true, width)).toEqual(['城西科', '创大走', '廊']);
  expect(wrapped('a\nb', 9, false, width)).toEqual(['a', 'b']);
  expect(wrapped('', 9, false, width)).toEqual(['']);
});

test('discs are moved apart, also where many lie on one spot', () => {
  for (const make of [
    () => Array.from({ length: 400 }, (): Disc => ({ x: 5, y: 5, r: 20 })),
    () => Array.from({ length: 300 }, (_, i): Disc => ({ x: i % 7, y: (i * 31) % 400, r: 13 + (i % 20) })),
    () => [{ x: 0, y: 0, r: 10 }, { x: 0, y: 0, r: 10 }, { x: 500, y: 0, r: 10 }],
  ]) {
    const discs = make();
    spread(discs, 6, 400);
    for (const [i, a] of discs.entries()) for (const b of discs.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.r + b.r);
  }
  const apart = [{ x: 0, y: 0, r: 10 }, { x: 100, y: 0, r: 10 }];
  spread(apart, 6);
  expect(apart).toEqual([{ x: 0, y: 0, r: 10 }, { x: 100, y: 0, r: 10 }]);
});

const cut = (complete: boolean, near: number): Graph => ({
  nodes: [], edges: Array.from({ length: near }, (_, i) => ({ id: String(i), source: i % 2 ? 'a' : 'b', target: i % 2 ? 'b' : 'a' })),
  meta: { complete, totals: { r: { out: 10, in: 2 }, q: { out: 0, in: 5 } } },
}) as unknown as Graph;

test('what an expansion did not bring is counted by relation and direction', () => {
  expect(restOf(whole('a'), cut(false, 4))!.n).toBe(13);
  expect(restOf({ id: 'a', relation: 'r', direction: 'both', limit: 9 }, cut(false, 4))!.n).toBe(8);
  expect(restOf({ id: 'a', relation: 'r', direction: 'in', limit: 9 }, cut(false, 1))!.n).toBe(1);
  expect(restOf({ id: 'a', relation: '', direction: 'out', limit: 9 }, cut(false, 3))!.n).toBe(7);
  expect(restOf(whole('a'), cut(true, 4))).toBeUndefined();
  expect(restOf(whole('a'), undefined)).toBeUndefined();
});
