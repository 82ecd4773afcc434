import { expect, test } from 'vitest';
import type { Edge, Node, Path, Status } from '../../src/api/types';
import { open } from '../../src/state/actions';
import { litOf } from '../../src/state/lit';
import { counts, union, visible } from '../../src/state/merge';
import { emptyView, type View } from '../../src/state/view';

const text = { zh: '', en: '' };
const node = (id: string, type = 'City', status: Status = 'existing') => ({ id, type, status, name: text, basis: 'stated', degree: 1 }) as Node;
const edge = (id: string, source: string, target: string, relation = 'r', status: Status = 'existing') => ({ id, source, target, relation, status, basis: 'stated', label: text }) as Edge;
const g = union([
  { nodes: [node('a'), node('b', 'Zone', 'planned')], edges: [edge('1', 'a', 'b', 'r', 'planned')] },
  { nodes: [node('b', 'Zone', 'planned'), node('c')], edges: [edge('2', 'b', 'c', 'q'), edge('1', 'a', 'b', 'r', 'planned'), edge('3', 'a', 'c')] },
]);
const ids = (v: View) => { const s = visible(g, v); return [...s.nodes.keys(), ...s.edges.keys()].join(' '); };

test('each node and edge is there once', () => expect(ids(emptyView)).toBe('a b c 1 2 3'));

test.each<[string, Partial<View>, string]>([
  ['a hidden node takes its edges along', { hidden: ['c'] }, 'a b 1'],
  ['a hidden edge', { hidden: ['2'] }, 'a b c 1 3'],
  ['a type', { withoutTypes: ['Zone'] }, 'a c 3'],
  ['a status, of nodes and of edges', { withoutStatuses: ['planned'] }, 'a c 3'],
  ['a relation', { withoutRelations: ['r'] }, 'a b c 2'],
  ['an expanded entity stays', { ...open(emptyView, 'b'), withoutTypes: ['Zone'] }, 'a b c 1 2 3'],
])('%s', (_, change, want) => expect(ids({ ...emptyView, ...change })).toBe(want));

test('counts', () => expect(counts(['x', 'y', 'y', 'a'], (s) => s)).toEqual([['y', 2], ['a', 1], ['x', 1]]));

test('a path lights hop by hop, with its parallel edges', () => {
  const path: Path = { nodes: ['a', 'b', 'c'], edges: [['1', '1b'], ['2']], length: 2, cost: 2, sentence: text };
  expect([...litOf(path, -1)]).toEqual(['a', 'b', 'c', '1', '1b', '2']);
  expect([...litOf(path, 0)]).toEqual(['a']);
  expect([...litOf(path, 1)]).toEqual(['a', 'b', '1', '1b']);
  expect([...litOf(path, 9)]).toEqual([...litOf(path, 2)]);
  expect(litOf(undefined, 1).size).toBe(0);
});
