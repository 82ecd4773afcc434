import { describe, expect, test } from 'vitest';
import type { Edge, Gaps, Model, Node } from '../../src/api/types';
import { withSeed } from '../../src/canvas/seed';
import { type Chain, chainAround, chainOf, type Item, listNames, lists, rolesOf, rowsOf } from '../../src/views/gaps/chain';
import { type Box, crossings, layered, type Line, rising } from '../../src/views/gaps/layers';
import { heading, nameLine, planOf, widths } from '../../src/views/gaps/plan';
import { texts } from '../../src/views/gaps/texts';
import { stepIn } from '../../src/views/gaps/walk';
import { fitted, spaced, wrap } from '../../src/parts/wrap';

/** A letter of Chinese is one wide, another one half. */
const width = (text: string) => [...text].reduce((sum, l) => sum + (/[\u3000-\u9fff\uff00-\uffef]/.test(l) ? 1 : 0.5), 0);

describe('lines', () => {
  test('Chinese ends anywhere, English after words, and marks stay where they belong', () => {
    expect(wrap('高等教育资源显著不足', 4, width)).toEqual(['高等教育', '资源显著', '不足']);
    expect(wrap('Build the innovation axis', 6, width)).toEqual(['Build the', 'innovation', 'axis']);
    expect(wrap('争取甲，乙', 3, width)).toEqual(['争取', '甲，乙']);
    expect(wrap('应对“甲乙”', 3, width)).toEqual(['应对', '“甲乙”']);
    expect(wrap('9大城市', 2, width)).toEqual(['9大', '城市']);
    expect(wrap('', 5, width)).toEqual(['']);
    expect(wrap('Antidisestablish', 4, width)).toEqual(['Antidise', 'stablish']);
  });

  test('no line is too wide and no letter is lost', () => withSeed(7, () => {
    const letters = ['中', '国', '，', '“', '”', 'a', 'bc', ' ', '9', '（', '）'];
    for (let i = 0; i < 300; i++) {
      const text = Array.from({ length: 1 + Math.floor(Math.random() * 40) }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
      const most = 2 + Math.random() * 12;
      const lines = wrap(text, most, width);
      for (const l of lines) expect(width(l), `${text} in ${most}`).toBeLessThanOrEqual(most);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
  }));

  test('lines read as the text does', () => {
    for (const text of ['Build the innovation axis', '争取 national 装置', 'Antidisestablishment now']) expect(spaced(text, wrap(text, 6, width)).join('')).toBe(text);
  });

  test('the largest font that fits, or a little less in fewer lines', () => {
    const measureIn = (size: number) => (t: string) => width(t) * size;
    expect(fitted('甲乙', { width: 40, height: 30 }, [20, 18, 10], measureIn)).toEqual({ size: 20, lines: ['甲乙'] });
    expect(fitted('甲乙丙', { width: 54, height: 60 }, [20, 18, 10], measureIn)).toEqual({ size: 18, lines: ['甲乙丙'] });
    expect(fitted('甲乙丙', { width: 30, height: 60 }, [20, 18, 10], measureIn)).toEqual({ size: 10, lines: ['甲乙丙'] });
    expect(fitted('甲乙丙丁戊己', { width: 10, height: 10 }, [20, 10], measureIn).size).toBe(10);
  });
});

test('the numbers nearest to some that never fall', () => {
  expect(rising([1, 2, 3], [1, 1, 1])).toEqual([1, 2, 3]);
  expect(rising([3, 1], [1, 1])).toEqual([2, 2]);
  expect(rising([4, 1], [3, 1])).toEqual([3.25, 3.25]);
  withSeed(5, () => {
    for (let i = 0; i < 100; i++) {
      const wishes = Array.from({ length: 6 }, () => Math.floor(Math.random() * 10));
      const got = rising(wishes, wishes.map(() => 1));
      const miss = (x: readonly number[]) => x.reduce((sum, v, j) => sum + (v - wishes[j]!) ** 2, 0);
      expect(got.every((v, j) => j === 0 || v >= got[j - 1]! - 1e-9)).toBe(true);
      for (let k = 0; k < 200; k++) {
        const other = got.map((v) => v + Math.random() - 0.5).sort((a, b) => a - b);
        expect(miss(got)).toBeLessThanOrEqual(miss(other) + 1e-9);
      }
    }
  });
});

const space = { box: 10, group: 24 };
const pick = (n: number) => Math.floor(Math.random() * n);

/** Three columns with parts in parts and links between. */
function anyColumns(): { boxes: Box[]; lines: Line[] } {
  const boxes: Box[] = [];
  for (let c = 0; c < 3; c++) {
    for (let i = 0, n = 1 + pick(12); i < n; i++) {
      boxes.push({ key: `${c}-${i}`, column: c, height: 20 + pick(60), ...(i > 0 && Math.random() < 0.5 ? { parent: `${c}-${pick(i)}` } : {}) });
    }
  }
  const of = (c: number) => boxes.filter((b) => b.column === c);
  const lines = Array.from({ length: pick(25) }, () => {
    const c = pick(2);
    return { from: of(c)[pick(of(c).length)]!.key, to: of(c + 1)[pick(of(c + 1).length)]!.key };
  });
  return { boxes, lines };
}

function slowCrossings(order: readonly (readonly string[])[], lines: readonly Line[]): number {
  let n = 0;
  for (const [i, a] of lines.entries()) {
    for (const b of lines.slice(i + 1)) {
      for (let c = 0; c + 1 < order.length; c++) {
        const at = [a.from, b.from, a.to, b.to].map((k, j) => order[c + (j > 1 ? 1 : 0)]!.indexOf(k));
        if (at.every((x) => x >= 0) && (at[0]! - at[1]!) * (at[2]! - at[3]!) < 0) n++;
      }
    }
  }
  return n;
}

describe('layers', () => {
  test('hold every box once, trees together with the whole first, and nothing overlaps', () => withSeed(11, () => {
    for (let i = 0; i < 150; i++) {
      const { boxes, lines } = anyColumns();
      const { order, boxes: at, height } = layered(boxes, lines, { ...space, close: i % 2 ? [0] : [] });
      expect(order.flat().sort()).toEqual(boxes.map((b) => b.key).sort());
      for (const keys of order) {
        keys.forEach((key, n) => {
          const b = at.get(key)!;
          expect(b.top).toBeGreaterThanOrEqual(-1e-6);
          expect(b.top + b.height).toBeLessThanOrEqual(height + 1e-6);
          if (n > 0) expect(b.top).toBeGreaterThanOrEqual(at.get(keys[n - 1]!)!.top + at.get(keys[n - 1]!)!.height + space.box - 1e-6);
          const own = keys.flatMap((k, j) => (within(k, key, at) ? [j] : []));
          expect(own[0]).toBe(n);
          expect(own.at(-1)! - own[0]!).toBe(own.length - 1);
        });
      }
      expect(slowCrossings(order, lines)).toBe(crossings(order, lines));
      const given = [0, 1, 2].map((c) => unfolded(boxes.filter((b) => b.column === c)));
      expect(crossings(order, lines)).toBeLessThanOrEqual(crossings(given, lines));
      expect(layered(boxes, lines, { ...space, close: i % 2 ? [0] : [] })).toEqual({ order, boxes: at, height });
    }
  }));

  test('nothing crosses where every box has at most one link to the left', () => withSeed(3, () => {
    for (let i = 0; i < 60; i++) {
      const boxes: Box[] = [0, 1, 2].flatMap((column) => Array.from({ length: 4 + 4 * column }, (_, n) => ({ key: `${column}-${n}`, column, height: 30 })));
      const lines = boxes.filter((b) => b.column > 0).map((b) => ({ from: `${b.column - 1}-${pick(4 * b.column)}`, to: b.key }));
      expect(crossings(layered(boxes, lines, space).order, lines)).toBe(0);
    }
  }));

  test('a box stands beside what it is linked with', () => {
    const boxes = [{ key: 'p', column: 0, height: 30 }, { key: 'm', column: 1, height: 30 }, ...[1, 2, 3].map((n) => ({ key: `i${n}`, column: 2, height: 30 }))];
    const { boxes: at } = layered(boxes, [{ from: 'p', to: 'm' }, ...[1, 2, 3].map((n) => ({ from: 'm', to: `i${n}` }))], space);
    expect([at.get('p')!.top, at.get('m')!.top]).toEqual([at.get('i2')!.top, at.get('i2')!.top]);
  });

  test('the last column gives way too', () => {
    const boxes = [0, 1, 2].flatMap((n) => [{ key: `m${n}`, column: 0, height: 100 }, { key: `i${n}`, column: 1, height: 30 }]);
    const { boxes: at } = layered(boxes, [0, 1, 2].map((n) => ({ from: `m${n}`, to: `i${n}` })), space);
    for (const n of [0, 1, 2]) expect(at.get(`i${n}`)!.top - at.get(`m${n}`)!.top).toBeCloseTo(35);
  });

  test('groups of a close column keep their parts together', () => {
    const boxes: Box[] = [
      { key: 'g', column: 0, height: 30 }, { key: 'a', column: 0, height: 30, parent: 'g' }, { key: 'b', column: 0, height: 30, parent: 'g' },
      ...Array.from({ length: 20 }, (_, n) => ({ key: `m${n}`, column: 1, height: 30 })),
    ];
    const lines = [{ from: 'a', to: 'm0' }, ...Array.from({ length: 19 }, (_, n) => ({ from: 'b', to: `m${n + 1}` }))];
    const apart = (close: readonly number[]) => { const { boxes: at } = layered(boxes, lines, { ...space, close }); return at.get('b')!.top - at.get('a')!.top; };
    expect(apart([0])).toBe(40);
    expect(apart([])).toBeGreaterThan(100);
  });

  test('wholes that contain each other are no trees', () => {
    const { order } = layered([{ key: 'a', column: 0, height: 9, parent: 'b' }, { key: 'b', column: 0, height: 9, parent: 'a' }, { key: 'c', column: 0, height: 9, parent: 'nowhere' }], [], space);
    expect(order).toEqual([['a', 'b', 'c']]);
  });
});

function within(key: string, whole: string, at: ReadonlyMap<string, Box>): boolean {
  for (let k: string | undefined = key; k !== undefined; k = at.get(k)?.parent) if (k === whole) return true;
  return false;
}

function unfolded(boxes: readonly Box[], parent?: string): string[] {
  return boxes.filter((b) => b.parent === parent).flatMap((b) => [b.key, ...unfolded(boxes, b.key)]);
}

const model = {
  types: [
    { id: 'Thing' }, { id: 'Trouble', parent: 'Thing', role: 'problem' }, { id: 'Troubles', parent: 'Trouble' }, { id: 'Deed', parent: 'Thing', role: 'measure' }, { id: 'Tool', parent: 'Thing' },
  ],
  relations: [{ id: 'answers', role: 'addresses' }, { id: 'takes', role: 'instrument', inverse: { id: 'taken-by' } }, { id: 'in', containment: true }, { id: 'other' }],
} as unknown as Model;
const roles = rolesOf(model);
const node = (id: string, type: string): Node => ({ id, type, name: { zh: id, en: id }, status: 'existing', basis: 'stated', degree: 1 }) as Node;
const edge = (source: string, relation: string, target: string): Edge => ({ id: `s-${source}-${target}`, source, target, relation, label: { zh: '', en: '' }, status: 'planned', basis: 'inferred' }) as Edge;
const argument = {
  nodes: [node('all', 'Troubles'), node('p1', 'Trouble'), node('p2', 'Trouble'), node('m1', 'Deed'), node('m2', 'Deed'), node('i1', 'Tool'), node('idle', 'Tool')],
  edges: [edge('p1', 'in', 'all'), edge('p2', 'in', 'all'), edge('m1', 'answers', 'p1'), edge('m1', 'takes', 'i1'), edge('m1', 'other', 'm2'), edge('i1', 'takes', 'idle')],
};
const gap = (id: string) => ({ entity: { id, type: '', name: { zh: id, en: id } }, level: 'none', group: false, related: [], why: { zh: `${id}为何`, en: `why ${id}` }, statements: [], statements_total: 0 });
const gapsOf = (lacking: Partial<Record<keyof typeof lists, string[]>>, scope?: string): Gaps =>
  ({ scope: scope ? { id: scope } : null, ...Object.fromEntries(listNames.map((l) => [l, { total: 0, levels: [], items: (lacking[l] ?? []).map(gap) }])) }) as unknown as Gaps;
const lacking = gapsOf({ problems_without_measure: ['p2'], measures_without_instrument: ['m2'], measures_without_problem: ['m2'], problems_met_in_part: ['nowhere'] });

describe('the chain', () => {
  const keys = (c: Chain) => c.items.map((i) => i.key);

  test('roles come from the ontology, of types also from above', () => {
    expect([...roles.problems]).toEqual(['Trouble', 'Troubles']);
    expect([[...roles.measures], [...roles.addresses], [...roles.uses], roles.usedBy, [...roles.containment]]).toEqual([['Deed'], ['answers'], ['takes'], ['taken-by'], ['in']]);
  });

  test('has its entities in three columns, and a hole for what is lacking', () => {
    const chain = chainOf(argument, lacking, roles);
    expect(keys(chain).sort()).toEqual(['0:all', '0:p1', '0:p2', '1:m1', '1:m2', '2:i1', 'hole:measures_without_instrument:m2', 'hole:measures_without_problem:m2', 'hole:problems_without_measure:p2']);
    expect(chain.items.find((i) => i.key === '0:p1')!.parent).toBe('0:all');
    expect(chain.links.map((l) => `${l.from} ${l.to}`).sort()).toEqual([
      '0:p1 1:m1', '0:p2 hole:problems_without_measure:p2', '1:m1 2:i1', '1:m2 hole:measures_without_instrument:m2', 'hole:measures_without_problem:m2 1:m2',
    ]);
  });

  test('is the same whatever the order of the answer', () => {
    const turned = { nodes: [...argument.nodes].reverse(), edges: [...argument.edges].reverse() };
    expect(chainOf(turned, lacking, roles)).toEqual(chainOf(argument, lacking, roles));
  });

  test('of a part of it has what that leads to', () => {
    expect(keys(chainOf(argument, gapsOf({}, 'p1'), roles)).sort()).toEqual(['0:p1', '1:m1', '2:i1']);
    expect(keys(chainOf(argument, gapsOf({ problems_without_measure: ['p2'] }, 'all'), roles)).sort()).toEqual(['0:all', '0:p1', '0:p2', '1:m1', '2:i1', 'hole:problems_without_measure:p2']);
    expect(keys(chainOf(argument, gapsOf({}, 'i1'), roles)).sort()).toEqual(['0:p1', '1:m1', '2:i1']);
    expect(chainOf(argument, gapsOf({}, 'p1'), roles).items[0]!.parent).toBeUndefined();
  });

  test('parts in a circle end', () => {
    const circle = { nodes: argument.nodes, edges: [edge('p1', 'in', 'p2'), edge('p2', 'in', 'p1')] };
    expect(chainOf(circle, gapsOf({}), roles).items.filter((i) => i.parent).length).toBe(1);
  });

  test('is followed on both sides', () => {
    const chain = chainOf(argument, lacking, roles);
    expect([...chainAround(chain, '2:i1')].sort()).toEqual(['0:p1', '1:m1', '2:i1']);
    expect([...chainAround(chain, '0:all')].sort()).toEqual(['0:all', '0:p1', '0:p2', '1:m1', '2:i1', 'hole:problems_without_measure:p2']);
    expect([...chainAround(chain, '0:p1')]).toContain('0:all');
  });

  test('is a table with empty cells for its holes', () => {
    const chain = chainOf(argument, lacking, roles);
    const rows = rowsOf(chain).map((r) => [r.problem?.id ?? '', r.measure?.id ?? '', r.instrument?.id ?? '', r.hole?.why.en ?? '', r.id].join('|'));
    expect(rows.sort()).toEqual(['all||||all', 'p1|m1|i1||i1', 'p2|||why p2|p2', '|m2||why m2|m2', '|m2||why m2|m2'].sort());
  });
});

describe('the plan', () => {
  const chain = chainOf(argument, lacking, roles);
  const words = (i: Item) => ({ name: i.hole ? 'No measure' : `A rather long name of ${i.id}`, ...(i.hole ? { note: i.hole.gap.why.en } : {}) });
  const measure = (size: number) => (t: string) => t.length * size * 0.55;

  test.each([320, 845, 3000])('has its boxes in columns and its words in its boxes, %i wide', (wide) => {
    const plan = planOf(chain, words, wide, measure);
    const boxes = [...plan.items.values()];
    for (const b of boxes) {
      const column = plan.columns[b.item.column]!;
      expect(b.x).toBeGreaterThanOrEqual(column.x);
      expect(b.x + b.width).toBe(column.x + column.width);
      expect(b.y).toBeGreaterThanOrEqual(heading);
      expect(b.y + b.height).toBeLessThanOrEqual(plan.height);
      for (const line of b.name) expect(measure(13)(line.trimEnd())).toBeLessThanOrEqual(b.width - 16);
      expect(b.height).toBeGreaterThanOrEqual(b.name.length * nameLine);
      for (const o of boxes) if (o !== b && o.item.column === b.item.column) expect(o.y >= b.y + b.height || b.y >= o.y + o.height).toBe(true);
    }
    const area = plan.areas.find((a) => a.key === '0:all')!;
    for (const id of ['0:all', '0:p1', '0:p2']) expect(plan.items.get(id)!.y + plan.items.get(id)!.height).toBeLessThan(area.y + area.height);
    expect(plan.parts.map((p) => p.item.id)).toEqual(['p1', 'p2']);
    expect(plan.width).toBeGreaterThanOrEqual(3 * widths(wide).column + 2 * widths(wide).gap);
  });

  test('fits into a page that is wide enough', () => {
    for (const wide of [700, 845, 1200]) expect(planOf(chain, words, wide, measure).width).toBeLessThanOrEqual(wide);
  });

  test('a measure points at its problem and at its instrument', () => {
    const { links } = planOf(chain, words, 845, measure);
    expect(links.find((l) => l.link.to === '1:m1')!.at!.left).toBe(true);
    expect(links.find((l) => l.link.to === '2:i1')!.at!.left).toBe(false);
    expect(links.find((l) => l.link.to.startsWith('hole'))!.at).toBeUndefined();
  });

  test('arrow keys go along a column and along links', () => {
    const plan = planOf(chain, words, 845, measure);
    expect([stepIn(plan, '0:p1', 'ArrowRight'), stepIn(plan, '1:m1', 'ArrowRight'), stepIn(plan, '2:i1', 'ArrowRight')]).toEqual(['1:m1', '2:i1', undefined]);
    expect([stepIn(plan, '2:i1', 'ArrowLeft'), stepIn(plan, '1:m2', 'ArrowLeft')]).toEqual(['1:m1', 'hole:measures_without_problem:m2']);
    const down = stepIn(plan, '0:all', 'ArrowDown')!;
    expect(plan.items.get(down)!.item.column).toBe(0);
    expect(stepIn(plan, down, 'ArrowUp')).toBe('0:all');
    expect(stepIn(plan, 'nowhere', 'ArrowUp')).toBeUndefined();
  });
});

test('both languages have every text of the page, with the same places', () => {
  const places = (s: string) => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
  expect(Object.keys(texts.en)).toEqual(Object.keys(texts.zh));
  for (const [key, zh] of Object.entries(texts.zh)) expect(places(texts.en[key as keyof typeof texts.en]), key).toEqual(places(zh));
  expect(Object.values(texts.en).filter((s) => /\p{Script=Han}/u.test(s))).toEqual([]);
});
