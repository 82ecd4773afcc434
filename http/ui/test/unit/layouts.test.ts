import { expect, test } from 'vitest';
import type { Layout } from '../../src/api/types';
import { Ontology } from '../../src/model';
import { drawLayout, type LayoutLook, otherEdges } from '../../src/views/layouts/draw';
import { texts } from '../../src/views/layouts/texts';
import { aboveOf, insideOf, isOpen, membersOf, type Placed, rowsOf, seatsOf, stepTo, type TreeNode } from '../../src/views/layouts/tree';

const name = (id: string) => ({ zh: `名${id}`, en: `name of ${id}` });
const element = (id: string, children: TreeNode[] = [], more: Partial<TreeNode> = {}): TreeNode => ({
  id, type: 'T', name: name(id), status: 'planned', basis: 'stated', member_count: null, members_stated: null, repeated: false, children,
  memberships: [{ statement: `s-${id}`, relation: 'part-of', status: 'planned', basis: 'stated', order: null }], ...more,
} as TreeNode);
const box = (id: string, parent: string | null, x: number, y: number, width: number, height: number): Placed =>
  ({ id, type: 'T', name: name(id), status: 'planned', basis: 'stated', degree: 1, parent, x, y, width, height }) as unknown as Placed;
const edge = (id: string, source: string, target: string, relation: string) => ({ id, source, target, relation, label: name(relation), status: 'planned', basis: 'stated' });

/** A framework with an axis of two corridors and a zone; one of the corridors is named in the zone again. */
const framework = {
  id: 'root', tree: element('root', [
    element('axis', [element('jia'), element('yi')], { member_count: 2, members_stated: true }),
    element('zone', [element('jia', [], { repeated: true }), element('far')], { members_stated: false }),
    element('gone', [], { member_count: 9, members_stated: false, memberships: [{ statement: 's-gone', relation: 'part-of', status: 'absent', basis: 'stated', order: 3 }] }),
  ]),
  nodes: [
    box('root', null, 300, 150, 600, 300), box('axis', 'root', 150, 120, 240, 120), box('jia', 'axis', 90, 130, 80, 48), box('yi', 'axis', 210, 130, 80, 48),
    box('zone', 'root', 420, 120, 160, 120), box('far', 'zone', 420, 130, 80, 48), box('gone', 'root', 150, 240, 160, 48),
  ],
  edges: [
    edge('s-axis', 'axis', 'root', 'part-of'), edge('s-jia', 'jia', 'axis', 'part-of'), edge('s-yi', 'yi', 'axis', 'part-of'), edge('s-zone', 'zone', 'root', 'part-of'), edge('s-far', 'far', 'zone', 'part-of'),
    edge('s-c1', 'axis', 'jia', 'connects'), edge('s-c2', 'axis', 'yi', 'connects'), edge('s-link', 'far', 'yi', 'supports'),
  ],
} as unknown as Layout;

test('a row for every element at every place, before its members', () => {
  expect(rowsOf(framework.tree).map((r) => `${r.above.length}${r.node.id}`)).toEqual(['0root', '1axis', '2jia', '2yi', '1zone', '2jia', '2far', '1gone']);
  expect(rowsOf(framework.tree).at(-2)!.above.map((n) => n.id)).toEqual(['root', 'zone']);
});

test('members are counted without those that are absent', () => {
  const members = membersOf(framework.tree);
  expect(members.get('root')!.map((n) => n.id)).toEqual(['axis', 'zone']);
  expect(members.get('jia')).toEqual([]);
});

test('places against names', () => {
  const says = (member_count: number | null, members_stated: boolean | null, named: number) => seatsOf({ member_count, members_stated }, named);
  expect(says(2, true, 2)).toEqual({ key: 'allNamed', n: 2, m: 2 });
  expect(says(3, null, 2)).toEqual({ key: 'countOff', n: 3, m: 2 });
  expect([says(9, false, 0), says(9, false, 4), says(2, false, 2)].map((s) => s!.key)).toEqual(['noneNamed', 'notNamed', 'saidUnnamed']);
  expect([says(null, false, 0), says(null, false, 5)].map((s) => s!.key)).toEqual(['openNone', 'openList']);
  expect([says(null, true, 5), says(null, null, 0)]).toEqual([undefined, undefined]);
  expect([isOpen(says(2, true, 2)), isOpen(says(9, false, 0)), isOpen(undefined)]).toEqual([false, true, false]);
});

test('arrow keys go up, down and round the siblings', () => {
  expect([...insideOf(framework)]).toEqual([['root', ['axis', 'zone', 'gone']], ['axis', ['jia', 'yi']], ['zone', ['far']]]);
  const step = (from: string, key: string) => stepTo(framework, from, key);
  expect([step('jia', 'ArrowUp'), step('root', 'ArrowUp')]).toEqual(['axis', undefined]);
  expect([step('root', 'ArrowDown'), step('far', 'ArrowDown')]).toEqual(['axis', undefined]);
  expect([step('axis', 'ArrowRight'), step('axis', 'ArrowLeft'), step('gone', 'ArrowRight')]).toEqual(['zone', 'gone', 'axis']);
  expect([step('far', 'ArrowRight'), step('root', 'ArrowLeft')]).toEqual([undefined, undefined]);
  expect(aboveOf(framework.nodes, 'jia')).toEqual(['axis', 'root']);
});

test('nesting is no line; what joins an element with what holds it is only listed', () => {
  const { drawn, listed } = otherEdges(framework);
  expect(drawn.map((e) => e.id)).toEqual(['s-link']);
  expect(listed.map((e) => e.id)).toEqual(['s-c1', 's-c2', 's-link']);
});

const look = (lang: 'zh' | 'en'): LayoutLook => ({
  ontology: new Ontology(undefined), shapes: undefined, text: (t) => t?.[lang] ?? '', dark: false, expanded: new Set(), seats: (s) => `${s.key} ${s.m}/${s.n}`, measure: (size) => (t) => t.length * size * 0.6,
});

test.each(['zh', 'en'] as const)('boxes stand where the server puts them, and names fit into them, %s', (lang) => {
  const elements = drawLayout(framework, look(lang));
  const of = (id: string) => elements.find((e) => e.data.id === id)!;
  for (const n of framework.nodes) {
    expect(of(n.id).position, n.id).toEqual({ x: n.x, y: n.y });
    expect(of(n.id).data.parent, n.id).toBe(n.parent ?? undefined);
    const { label, font } = of(n.id).data as unknown as { label: string; font: number };
    for (const line of label.split('\n')) expect(line.length * font * 0.6, n.id).toBeLessThanOrEqual(n.width - 20);
    expect(label.replaceAll('\n', ' ')).toContain(lang === 'zh' ? `名${n.id}` : `name of ${n.id}`);
  }
  expect(of('axis:axis').position).toEqual({ x: 150, y: 130 });
  expect(elements.some((e) => e.data.id === 'axis:zone' || e.data.id === 'axis:root')).toBe(false);
  expect(of('seats:gone')).toMatchObject({ classes: 'seats open', data: { of: 'gone', label: 'noneNamed 0/9' }, position: { x: 150, y: 264 } });
  expect(of('seats:axis').classes).toBe('seats');
  expect(of('seats:zone').data['label']).toBe('openList 2/0');
  expect(elements.filter((e) => e.group === 'edges').map((e) => e.data.id)).toEqual(['s-link']);
});

test('a box grows beyond its members in the parts that are on each side', () => {
  const { data } = drawLayout(framework, look('en')).find((e) => e.data.id === 'axis')!;
  expect([data['growLeft'], data['growRight']]).toEqual(['50%', '50%']);
  expect(Number.parseFloat(String(data['growTop']))).toBeGreaterThan(60); // the name is above
  expect(Number.parseFloat(String(data['growTop'])) + Number.parseFloat(String(data['growBottom']))).toBeCloseTo(100);
});

test('both languages have every text of the page, with the same places', () => {
  const places = (s: string) => [...new Set([...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort();
  expect(Object.keys(texts.en)).toEqual(Object.keys(texts.zh));
  for (const [key, zh] of Object.entries(texts.zh)) expect(places(texts.en[key as keyof typeof texts.en]), key).toEqual(places(zh));
  expect(Object.values(texts.en).filter((s) => /\p{Script=Han}/u.test(s))).toEqual([]);
});
