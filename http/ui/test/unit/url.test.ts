import { expect, test } from 'vitest';
import { statuses } from '../../src/api/types';
import { readURL, writeURL } from '../../src/state/url';
import { emptyView, mostEntities, mostHops, pages, tabs, type View } from '../../src/state/view';

const full: View = {
  page: 'gaps', of: 'weak-foundation', indicators: ['average-age', 'exports'], places: ['hangzhou', 'beijing'], pinned: [{ id: 'a', x: -12, y: 340 }, { id: 'b', x: 0, y: 7 }],
  expansions: [
    { id: 'hangzhou', relation: '', direction: 'both', limit: 60 },
    { id: 'hangzhou', relation: 'located-in', direction: 'in', limit: 60 },
    { id: 'chengxi-corridor', relation: '', direction: 'out', limit: 180 },
  ],
  selected: 's-abcdefghij234567abcd', hidden: ['alibaba', 's-bbcdefghij234567abcd'],
  withoutTypes: ['City', 'Zone'], withoutStatuses: ['planned', 'absent'], withoutRelations: ['part-of'],
  path: { from: 'a', to: 'b-2', mode: 'simple', k: 7, maxHops: 4, relations: ['part-of', 'x'], avoidHubs: true, pick: 0, hop: 0 }, tab: 'table', lang: 'en', theme: 'dark',
};

test('an empty view has an empty query', () => {
  expect(writeURL(emptyView)).toBe('');
  expect(readURL('')).toEqual(emptyView);
});

test('a full view is written readably and read again', () => {
  expect(writeURL(full)).toBe('?view=gaps&of=weak-foundation&indicators=average-age,exports&places=hangzhou,beijing&see=hangzhou,hangzhou:located-in:in,chengxi-corridor::out:180&on=s-abcdefghij234567abcd&hide=alibaba,s-bbcdefghij234567abcd'
    + '&pin=a:-12:340,b:0:7&without-types=City,Zone&without-status=planned,absent&without-relations=part-of&path=a:b-2&mode=simple&k=7&hops=4&via-relations=part-of,x&avoid=hubs&pick=0&hop=0&tab=table&lang=en&theme=dark');
  expect(readURL(writeURL(full))).toEqual(full);
});

test('random views are read as they were written', () => {
  let seed = 7;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const some = <T>(list: readonly T[]) => list.filter(() => random(2) === 0);
  const slugs = ['a', 'hangzhou', 'x-1', '9-city', 's-abcdefghij234567abcd'];
  for (let i = 0; i < 500; i++) {
    const v: View = {
      page: pick(pages), of: pick(['', ...slugs]), indicators: some(slugs), places: some(slugs), pinned: some(slugs).map((id) => ({ id, x: random(2000) - 1000, y: random(2000) - 1000 })),
      expansions: some(slugs).map((id) => ({ id, relation: pick(['', 'part-of', 'Growth2']), direction: pick(['out', 'in', 'both'] as const), limit: 1 + random(mostEntities) })),
      selected: pick(['', ...slugs]), hidden: some(slugs), withoutTypes: some(['City', 'Zone', 'Goal']), withoutStatuses: some(statuses), withoutRelations: some(['part-of', 'x']),
      path: { from: pick(['', ...slugs]), to: pick(['', ...slugs]), mode: pick(['shortest', 'all-shortest', 'k-shortest', 'simple'] as const), k: 1 + random(50), maxHops: random(mostHops + 1), relations: some(['part-of', 'x']), avoidHubs: random(2) === 0, pick: random(3) - 1, hop: random(3) - 1 },
      tab: pick(tabs), lang: pick(['', 'zh', 'en'] as const), theme: pick(['auto', 'light', 'dark'] as const),
    };
    expect(readURL(writeURL(v))).toEqual(v);
  }
});

test.each([
  ['see=<img>,hangzhou', { expansions: [{ id: 'hangzhou', relation: '', direction: 'both', limit: 60 }] }],
  ['see=hangzhou:part-of:sideways:99999', { expansions: [{ id: 'hangzhou', relation: 'part-of', direction: 'both', limit: 60 }] }],
  ['see=hangzhou:"x"', {}],
  ['on=javascript:alert(1)', {}],
  ['hide=a,a,B,%00', { hidden: ['a'] }],
  ['without-status=planned,imagined', { withoutStatuses: ['planned'] }],
  ['path=a', { path: { ...emptyView.path, from: 'a' } }],
  ['path=A:b&k=0&mode=fastest&pick=-5&hop=1e3', { path: { ...emptyView.path, to: 'b' } }],
  ['view=maps&of=A&pin=a:1,b:x:2,c:1:2:3,d:999999:1&hops=99&avoid=all', { pinned: [{ id: 'c', x: 1, y: 2 }] }],
  ['tab=gaps&lang=fr&theme=pink', {}],
])('what cannot be read is left out: %s', (query, want) => {
  expect(readURL(`?${query}`)).toEqual({ ...emptyView, ...want });
});
