import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Edge, Meta, Model, Node, Status } from '../../src/api/types';
import { textIn } from '../../src/i18n';
import { Ontology } from '../../src/model';
import { cell, csvOf } from '../../src/share/csv';
import { gexfOf } from '../../src/share/gexf';
import { answersJSON, graphJSON, metaOfAll } from '../../src/share/json';
import { fileName } from '../../src/share/names';
import { readViews } from '../../src/share/readviews';
import { checkedName, keep, longestName, merge, mostViews, queryOf, Refusal, remove, rename, type SavedView, viewOf, writeViews } from '../../src/share/saved';
import { scriptOf, shellWord } from '../../src/share/scripts';
import { BadShelf, Shelf } from '../../src/share/shelf';
import { ask, expand, open, turn, whole } from '../../src/state/actions';
import { union } from '../../src/state/merge';
import { readURL } from '../../src/state/url';
import { emptyView } from '../../src/state/view';

const readers = createRequire(join(import.meta.dirname, '../../../../graph/export/testdata/readers/package.json'));

let seed = 11;
const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
const letters = ['a', 'é', '杭', '𠮷', '"', "'", ',', ';', '=', '+', '-', '@', '\t', '\r', '\n', ' ', '\\', '$', '`', '<', '>', '&', '7', '.', '\u0000', '\u000b', '\ufffe', '\ud800', '＝'];
const randomText = () => Array.from({ length: random(7) }, () => pick(letters)).join('');

describe('csv', () => {
  test.each<[string | number, string]>([
    ['杭州', '杭州'], [12.5, '12.5'], [-3, '-3'], ['-3', '-3'], ['+0.25', '+0.25'], ['', ''],
    ['=1+1', "'=1+1"], ['+86 571', "'+86 571"], ['-1-1', "'-1-1"], ['-', "'-"], ['@SUM(A1)', "'@SUM(A1)"], ['＝1', "'＝1"],
    ['\tx', `"'\tx"`], ['\rx', `"'\rx"`], ['\n=1', `"'\n=1"`],
    ['a,b', '"a,b"'], ['say "x"', '"say ""x"""'], ['two\nlines', '"two\nlines"'], [' a', '" a"'], ['a ', '"a "'],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ])('cell %j', (value, want) => expect(cell(value)).toBe(want));

  test('a sheet', () => {
    expect(csvOf({ title: 't', columns: ['=名称', 'n'], rows: [{ id: 'a', cells: ['杭州', 1] }, { id: '', cells: ['x,y', -2] }] }))
      .toBe(`\uFEFF'=名称,n,id\r\n杭州,1,a\r\n"x,y",-2,\r\n`);
    expect(csvOf({ title: 't', columns: ['c'], rows: [{ id: '', cells: ['x'] }] })).toBe('\uFEFFc\r\nx\r\n');
  });

  test('random sheets are read by another program as they were written', () => {
    const wide = Array.from({ length: 200 }, (_, i) => ({ id: `r${i}`, cells: Array.from({ length: 3 }, () => randomText().replace(/[\0\p{Cs}]/gu, '')) }));
    const read = execFileSync('python3', ['-c', 'import csv, io, json, sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"), newline=""), strict=True))))'], { input: csvOf({ title: '', columns: ['x', 'y', 'z'], rows: wide }), encoding: 'utf8' });
    const inert = (c: string) => (/^[=+\-@\t\r\n＝]/.test(c) && !/^[+-]?\d+(\.\d+)?$/.test(c) ? `'${c}` : c);
    expect(JSON.parse(read)).toEqual([['x', 'y', 'z', 'id'], ...wide.map((r) => [...r.cells.map(inert), r.id])]);
  });
});

const odd = 'a<b>&"c"\u0000\u000b\ufffe\ud800 \t\n\r𠮷';
const node = (id: string, zh: string, en: string, type = 'City', status: Status = 'existing') => ({ id, type, status, name: { zh, en }, basis: 'stated', degree: 3, depth: 1 }) as Node;
const edge = (id: string, source: string, target: string, basis: Edge['basis'] = 'stated') => ({ id, source, target, relation: 'located-in', status: 'planned', basis, label: { zh: '位于', en: 'is in' } }) as Edge;
const seen = union([{ nodes: [node('a', '杭州', 'Hangzhou'), node('b', odd, 'B & Co'), node('c', '', 'Only English', 'Zone', 'absent')], edges: [edge('s-1', 'b', 'a'), edge('s-2', 'b', 'a', 'inferred'), edge('s-3', 'c', 'a')] }]);
const meta: Meta = { complete: false, stopped_by: 'limit', visited: { nodes: 3, edges: 2 }, version: 'v1' };
const ontology = new Ontology({ types: [{ id: 'City', color: '#0a141e', icon: '', label: { zh: '城市', en: 'City' } }], relations: [] } as unknown as Model);

interface Attributes { [name: string]: unknown }
interface Graphology { order: number; size: number; forEachNode: (use: (id: string, a: Attributes) => void) => void; forEachEdge: (use: (id: string, a: Attributes, source: string, target: string) => void) => void }

describe('gexf', () => {
  const Graph = readers('graphology') as unknown;
  const gexf = readers('graphology-gexf') as { parse: (of: unknown, text: string, options: object) => Graphology };
  const read = (text: string) => {
    execFileSync('python3', ['-c', 'import sys, xml.sax; xml.sax.parseString(sys.stdin.buffer.read(), xml.sax.ContentHandler())'], { input: text, stdio: 'pipe' }); // a reader that forgives nothing
    const g = gexf.parse(Graph, text, { allowUndeclaredAttributes: false });
    const [nodes, edges]: Record<string, Attributes>[] = [{}, {}];
    g.forEachNode((id, a) => { nodes![id] = a; });
    g.forEachEdge((id, a, source, target) => { edges![id] = { ...a, source, target }; });
    return { nodes: nodes!, edges: edges! };
  };

  test('a reader finds what was written, in one language', () => {
    const { nodes, edges } = read(gexfOf(seen, { ontology, text: textIn.bind(undefined, 'zh'), lang: 'zh', meta, places: new Map([['a', { x: 1.234567, y: -20 }]]) }));
    expect(nodes['a']).toEqual({ label: '杭州', type: 'City', type_label: '城市', status: 'existing', basis: 'stated', degree: 3, color: 'rgb(10,20,30)', x: 1.23, y: 20, z: 0 });
    expect(nodes['b']!['label']).toBe('a<b>&"c" \t\n\r𠮷');
    expect(nodes['b']).not.toHaveProperty('x');
    expect(nodes['c']).toMatchObject({ label: 'Only English', type: 'Zone', type_label: 'Zone', status: 'absent' });
    expect(Object.keys(edges)).toEqual(['s-1', 's-2', 's-3']);
    expect(edges['s-2']).toMatchObject({ source: 'b', target: 'a', label: '位于', relation: 'located-in', status: 'planned', basis: 'inferred' });
    expect(read(gexfOf(union([{ nodes: [node('d', '', '')], edges: [] }]), { ontology, text: textIn.bind(undefined, 'en'), lang: 'en', meta })).nodes['d']!['label']).toBe('d');
    expect(read(gexfOf(seen, { ontology, text: textIn.bind(undefined, 'en'), lang: 'en', meta })).nodes['b']!['label']).toBe('B & Co');
  });

  test('parallel edges differ in kind, and what is missing is said', () => {
    const text = gexfOf(seen, { ontology, text: textIn.bind(undefined, 'en'), lang: 'en', meta });
    expect([...text.matchAll(/kind="([^"]*)"/g)].map((m) => m[1])).toEqual(['located-in', 'located-in 2', 'located-in']);
    expect(text).toContain('<description>complete=false; version=v1; language=en</description>');
    expect(text).toContain('<nodes count="3">');
  });

  test('random names are read as they were, without what XML cannot hold', () => {
    const nodes = Array.from({ length: 200 }, (_, i) => node(`n${i}`, randomText() || 'x', ''));
    const found = read(gexfOf(union([{ nodes, edges: [] }]), { ontology, text: textIn.bind(undefined, 'zh'), lang: 'zh', meta })).nodes;
    for (const n of nodes) {
      const kept = [...n.name.zh].filter((c) => !['\u0000', '\u000b', '\ufffe'].includes(c) && !/\p{Cs}/u.test(c)).join('');
      expect(found[n.id]!['label'] ?? '', n.id).toBe(kept);
    }
  });
});

describe('json', () => {
  const answered = (meta: Partial<Meta> | undefined) => ({ address: 'http://h/q', asked: { answer: { x: 1, ...(meta ? { meta } : {}) }, loading: false } });

  test('meta of all: complete only where everything is', () => {
    const whole = { ...meta, complete: true, stopped_by: null };
    expect(metaOfAll([answered(whole), answered(undefined)])).toEqual({ complete: true, stopped_by: null, visited: { nodes: 3, edges: 2 }, version: 'v1' });
    expect(metaOfAll([answered(whole), answered(whole)]).version).toBe('v1');
    expect(metaOfAll([answered(whole), answered({ ...meta, version: 'v2' })])).toEqual({ complete: false, stopped_by: 'limit', visited: { nodes: 6, edges: 4 }, version: 'v1 v2' });
    expect(metaOfAll([answered(whole), { address: 'a', asked: { loading: true } }]).complete).toBe(false);
    expect(metaOfAll([answered(whole), { address: 'a', asked: { failure: new Error(), loading: false } }]).complete).toBe(false);
  });

  test('a graph in the shape of the API', () => {
    const one = JSON.parse(graphJSON(seen, [answered(meta)])) as { nodes: Node[]; edges: Edge[]; meta: Meta };
    expect(Object.keys(one)).toEqual(['nodes', 'edges', 'meta']);
    expect(one.nodes).toEqual([...seen.nodes.values()].map((n) => ({ ...n, name: { ...n.name } })));
    expect(one.edges).toEqual([...seen.edges.values()]);
    expect(one.meta).toEqual(meta);
    const two = JSON.parse(graphJSON(seen, [answered(meta), answered(meta)])) as { nodes: Node[] };
    expect(two.nodes.map((n) => 'depth' in n)).toEqual([false, false, false]);
    expect(seen.nodes.get('a')!.depth).toBe(1);
  });

  test('answers as given', () => {
    expect(JSON.parse(answersJSON([answered({ complete: false }), { address: 'b', asked: { loading: true } }])))
      .toEqual({ complete: false, answers: [{ address: 'http://h/q', answer: { x: 1, meta: { complete: false } } }, { address: 'b', answer: null }] });
  });
});

test.each<[string, Parameters<typeof fileName>, string]>([
  ['one entity', [open(emptyView, 'hangzhou'), 'zh', 'csv'], 'innograph-hangzhou-zh.csv'],
  ['a part', [open(emptyView, 'hangzhou'), 'en', 'csv', 'Entities & more'], 'innograph-hangzhou-entities-more-en.csv'],
  ['a part in Chinese', [open(emptyView, 'hangzhou'), 'zh', 'csv', '实体'], 'innograph-hangzhou-实体-zh.csv'],
  ['an entity twice', [expand(open(emptyView, 'a'), { ...whole('a'), relation: 'r' }), 'en', 'png'], 'innograph-a-en.png'],
  ['many', [['b', 'c', 'd', 'e'].reduce((v, id) => expand(v, whole(id)), open(emptyView, 'a')), 'en', 'svg'], 'innograph-a-b-c-2-more-en.svg'],
  ['a path', [ask(ask(emptyView, { from: 'x' }), { to: 'y' }), 'en', 'gexf'], 'innograph-x-to-y-en.gexf'],
  ['a page', [turn(emptyView, 'gaps'), 'zh', 'json'], 'innograph-gaps-zh.json'],
  ['a page of something', [turn(emptyView, 'layouts', 'two-rings'), 'en', 'json'], 'innograph-layouts-two-rings-en.json'],
  ['a part that leads elsewhere', [open(emptyView, 'a'), 'en', 'csv', '../../etc'], 'innograph-a-etc-en.csv'],
  ['nothing expanded', [emptyView, 'en', 'json'], 'innograph-view-en.json'],
])('file name of %s', (_, given, want) => expect(fileName(...given)).toBe(want));

describe('scripts', () => {
  const printed = (text: string) => execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' });
  test('a shell reads a word as it is', () => {
    for (let i = 0; i < 60; i++) {
      const text = randomText().replace(/[\0\p{Cs}]/gu, '');
      expect(printed(text)).toBe(text);
    }
  });

  const nasty = `http://h/v1?a='$(touch x)'\`"\\&b=[1-3]{x,y} 杭`;
  test('Python reads the addresses as they are', () => {
    const head = scriptOf('Python', [nasty, 'http://h/2']).split('\n\n\n')[0]!;
    const read = execFileSync('python3', ['-c', `${head}\nprint(json.dumps(ADDRESSES))`], { encoding: 'utf8' });
    expect(JSON.parse(read)).toEqual([nasty, 'http://h/2']);
  });

  test('Python says why there is no answer', () => {
    expect(() => execFileSync('python3', ['-c', scriptOf('Python', ['http://127.0.0.1:1/x'])], { stdio: 'pipe' })).toThrow(/\nhttp:\/\/127\.0\.0\.1:1\/x: .*refused/);
  });

  test('every question is asked', () => {
    expect(scriptOf('curl', ["http://h/it's", 'http://h/2'])).toBe("curl --globoff --silent --show-error --fail-with-body --write-out '\\n' 'http://h/it'\\''s' &&\ncurl --globoff --silent --show-error --fail-with-body --write-out '\\n' 'http://h/2'\n");
    expect(scriptOf('R', ['http://h/1', 'http://h/2'])).toContain('c(\n  "http://h/1",\n  "http://h/2"\n)');
  });
});

const views: SavedView[] = [{ name: '杭州', view: '?see=hangzhou&on=hangzhou' }, { name: 'Gaps <b>', view: '?view=gaps' }];
const refusal = (act: () => unknown): Refusal => {
  try { act(); } catch (e) { if (e instanceof Refusal) return e; throw e; }
  throw new Error('it was not refused');
};

describe('saved views', () => {
  test('what is kept is what is seen, and not how', () => {
    const v = { ...open(emptyView, 'hangzhou'), lang: 'en', theme: 'dark', tab: 'share' } as const;
    expect(queryOf(v)).toBe('?see=hangzhou&on=hangzhou');
    expect(viewOf({ name: 'x', view: '?view=gaps&lang=zh&tab=table&theme=light' }, v)).toEqual({ ...readURL('?view=gaps'), lang: 'en', theme: 'dark', tab: 'share' });
  });

  test('keep, rename, remove', () => {
    expect(keep(views, { name: 'x', view: '' })).toEqual([...views, { name: 'x', view: '' }]);
    expect(keep(views, { name: '杭州', view: '' })).toEqual([{ name: '杭州', view: '' }, views[1]]);
    expect(rename(views, '杭州', 'H')).toEqual([{ name: 'H', view: views[0]!.view }, views[1]]);
    expect(rename(views, '杭州', '杭州')).toEqual(views);
    expect(refusal(() => rename(views, '杭州', 'Gaps <b>')).key).toBe('nameTaken');
    expect(remove(views, '杭州')).toEqual([views[1]]);
    const full = Array.from({ length: mostViews }, (_, i) => ({ name: `v${i}`, view: '' }));
    expect(refusal(() => keep(full, { name: 'x', view: '' }))).toMatchObject({ key: 'tooMany', values: { most: mostViews } });
    expect(keep(full, { name: 'v3', view: '?view=gaps' })).toHaveLength(mostViews);
  });

  test('names', () => {
    expect(checkedName('  a \t\n b\u0007 ')).toBe('a b');
    expect(checkedName('e\u0301')).toBe('\u00e9');
    expect(refusal(() => checkedName(' \t')).key).toBe('nameMissing');
    expect(checkedName('𠮷'.repeat(longestName))).toHaveLength(2 * longestName);
    expect(refusal(() => checkedName('x'.repeat(longestName + 1)))).toMatchObject({ key: 'nameLong', values: { n: longestName + 1, most: longestName } });
  });

  test('merging by name', () => {
    const others = [{ name: '杭州', view: '?view=coverage' }, { name: 'Gaps <b>', view: '?view=gaps' }, { name: 'new', view: '' }];
    expect(merge(views, others)).toEqual({ views: others, added: 1, replaced: 1, same: 1 });
    expect(merge([], views)).toEqual({ views, added: 2, replaced: 0, same: 0 });
  });

  test('random views are read as they were written', () => {
    const queries = ['', '?view=gaps', '?see=a,b:r:in&on=s-abcdefghij234567abcd', '?see=a&hide=b&pin=a:1:-2&path=a:b&pick=0', '?lang=en&theme=dark'];
    for (let i = 0; i < 300; i++) {
      const kept = new Map<string, string>();
      for (let j = random(6); j > 0; j--) {
        try { kept.set(checkedName(randomText()), pick(queries)); } catch (e) { expect(e).toBeInstanceOf(Refusal); }
      }
      const all = [...kept].map(([name, view]) => ({ name, view }));
      expect(readViews(writeViews(all), true)).toEqual(all);
    }
  });

  const file = (views: unknown, more: object = {}) => JSON.stringify({ version: 1, views, ...more });
  test.each<[string, string, Partial<Refusal>]>([
    ['no JSON', '{"version": 1,', { key: 'notJSON' }],
    ['no object', '[]', { key: 'notObject', values: { at: '$', found: '[]' } }],
    ['null', 'null', { key: 'notObject', values: { at: '$', found: 'null' } }],
    ['no version', '{"views": []}', { key: 'memberMissing', values: { at: '$', name: 'version' } }],
    ['another version', '{"version": 2, "things": []}', { key: 'otherVersion', values: { found: '2', known: 1 } }],
    ['the version as a text', '{"version": "1", "views": []}', { key: 'otherVersion', values: { found: '"1"', known: 1 } }],
    ['no views', '{"version": 1}', { key: 'memberMissing', values: { at: '$', name: 'views' } }],
    ['a strange member', file([], { extra: 1 }), { key: 'memberUnknown', values: { at: '$', name: 'extra', known: 'version, views' } }],
    ['views that are no list', file({}), { key: 'notList', values: { at: '$.views', found: '{}' } }],
    ['a view that is no object', file([{ name: 'a', view: '' }, 'x']), { key: 'notObject', values: { at: '$.views[1]', found: '"x"' } }],
    ['a view without a name', file([{ view: '' }]), { key: 'memberMissing', values: { at: '$.views[0]', name: 'name' } }],
    ['a name that is a number', file([{ name: 5, view: '' }]), { key: 'notText', values: { at: '$.views[0].name', found: '5' } }],
    ['a view that is null', file([{ name: 'a', view: null }]), { key: 'notText', values: { at: '$.views[0].view', found: 'null' } }],
    ['a view with more', file([{ name: 'a', view: '', id: 7 }]), { key: 'memberUnknown', values: { at: '$.views[0]', name: 'id', known: 'name, view' } }],
    ['an empty name', file([{ name: '', view: '' }]), { key: 'badName', values: { at: '$.views[0].name', found: '""', most: longestName } }],
    ['a name with spaces around it', file([{ name: ' a', view: '' }]), { key: 'badName' }],
    ['a name that is too long', file([{ name: 'x'.repeat(81), view: '' }]), { key: 'badName' }],
    ['a name twice', file([{ name: 'a', view: '' }, { name: 'b', view: '' }, { name: 'a', view: '?view=gaps' }]), { key: 'nameTwice', values: { at: '$.views[2].name', found: '"a"', first: '$.views[0]' } }],
    ['a view of something else', file([{ name: 'a', view: '?see=<img>' }]), { key: 'badView', values: { at: '$.views[0].view', found: '"?see=<img>"', read: '""' } }],
    ['a whole address', file([{ name: 'a', view: 'http://h/?see=a' }]), { key: 'badView' }],
    ['a view with a strange parameter', file([{ name: 'a', view: '?see=a&x=1' }]), { key: 'badView', values: { at: '$.views[0].view', found: '"?see=a&x=1"', read: '"?see=a"' } }],
    ['too many', file(Array.from({ length: mostViews + 1 }, (_, i) => ({ name: `v${i}`, view: '' }))), { key: 'tooMany' }],
  ])('a file is refused: %s', (_, text, want) => expect(refusal(() => readViews(text, true))).toMatchObject(want));
});

/** The parts of a storage that a shelf uses. */
function fakeStorage(most = Infinity) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (k: string) => kept.get(k) ?? null,
    setItem: (k: string, v: string) => { if (v.length > most) throw new DOMException('no room', 'QuotaExceededError'); kept.set(k, v); },
    removeItem: (k: string) => { kept.delete(k); },
  };
}
const shelfOf = (s: ReturnType<typeof fakeStorage>) => new Shelf(() => s as unknown as Storage, 'k');

describe('shelf', () => {
  test('keeps and forgets', () => {
    const shelf = shelfOf(fakeStorage());
    expect(shelf.read()).toEqual([]);
    shelf.change(() => [...views]);
    shelf.change((v) => remove(v, '杭州'));
    expect(shelf.read()).toEqual([views[1]]);
    shelf.clear();
    expect(shelf.read()).toEqual([]);
  });

  test('a full storage is told, and keeps what it had', () => {
    const shelf = shelfOf(fakeStorage(200));
    shelf.change(() => [views[1]!]);
    expect(refusal(() => shelf.change((v) => keep(v, { name: 'x'.repeat(80), view: `?see=${'a'.repeat(200)}` })))).toMatchObject({ key: 'storageFull', values: { why: 'QuotaExceededError: no room' } });
    expect(shelf.read()).toEqual([views[1]]);
  });

  test('a forbidden storage is told', () => {
    const shelf = new Shelf(() => { throw new DOMException('denied', 'SecurityError'); }, 'k');
    for (const act of [() => shelf.read(), () => shelf.change((v) => v), () => shelf.clear()]) expect(refusal(act)).toMatchObject({ key: 'storageOff', values: { why: 'SecurityError: denied' } });
  });

  test('what cannot be read is told and left alone; what a view has too much is left out', () => {
    const storage = fakeStorage();
    storage.kept.set('k', 'rubbish');
    const refused = refusal(() => shelfOf(storage).change((v) => keep(v, views[0]!)));
    expect(refused).toBeInstanceOf(BadShelf);
    expect((refused as BadShelf).why.key).toBe('notJSON');
    expect(storage.kept.get('k')).toBe('rubbish');
    storage.kept.set('k', JSON.stringify({ version: 1, views: [{ name: 'old', view: '?see=a&gone=1' }] }));
    expect(shelfOf(storage).read()).toEqual([{ name: 'old', view: '?see=a' }]);
  });
});
