import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Layout, LayoutList } from '../../src/api/types';
import { launch, open, placeOf, Service, styleOf } from './browser';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let service: Service;
let browser: Browser;
beforeAll(async () => {
  service = await Service.start();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const answer = async <T>(path: string): Promise<T> => (await fetch(`${service.address}/v1/${path}`)).json() as Promise<T>;
const layoutOf = (id: string) => answer<Layout>(`layouts/${id}`);

/** A layout with an axis, and one whose members are not named. */
const named = 'one-axis-two-zones-three-centers';
const unnamed = 'one-core-nine-stars';

/** The page of a layout, once it is drawn; nothing may be wrong with it at the end. */
async function visit(query: string, options: Parameters<typeof open>[2], use: (page: Page) => Promise<void>, before?: (page: Page) => Promise<void>): Promise<void> {
  const { page, wrong } = await open(browser, `${service.address}/readyz`, options);
  try {
    await before?.(page);
    await page.goto(`${service.address}/?view=layouts${query}`);
    await use(page);
    expect(wrong).toEqual([]);
  } finally {
    await page.context().close();
  }
}

async function drawnLayout(page: Page, of: Layout): Promise<void> {
  await page.waitForFunction((n) => Number(document.getElementById('graph')?.dataset['nodes']) === n, of.nodes.length);
}

interface Box { x1: number; y1: number; x2: number; y2: number }
interface Drawn { cy: { nodes(): { map<T>(f: (n: { id(): string; position(): { x: number; y: number }; boundingBox(o: object): Box; isParent(): boolean; data(name: string): unknown }) => T): T[] } } }

/** Every node with its place, its box and the box of its label. */
const nodesOn = (page: Page) => page.evaluate(() => (document.getElementById('graph') as unknown as { _cyreg: Drawn })._cyreg.cy.nodes().map((n) => ({
  id: n.id(), at: n.position(), label: String(n.data('label') ?? ''), name: String(n.data('name') ?? ''),
  box: n.boundingBox({ includeLabels: false, includeOverlays: false, includeUnderlays: false }), words: n.boundingBox({ includeNodes: false, includeOverlays: false, includeUnderlays: false }),
})));

const words = {
  zh: { lang: 'zh-CN', none: (n: number) => `成员 0/${n}，未列名`, depth: '层级', table: '表格', problems: '名称与成员不一致之处', gone: '图谱中没有“nowhere”' },
  en: { lang: 'en-GB', none: (n: number) => `0 of ${n} named`, depth: 'Depth', table: 'Table', problems: 'Where name and members do not agree', gone: 'There is no “nowhere” in the graph' },
} as const;

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  const w = words[lang];

  test('every layout is drawn in the boxes of the server, and no words lie on others', async () => {
    const { layouts } = await answer<LayoutList>('layouts');
    for (const { id } of layouts) {
      const of = await layoutOf(id);
      await visit(`&of=${id}`, { lang: w.lang }, async (page) => {
        await drawnLayout(page, of);
        const drawn = new Map((await nodesOn(page)).map((n) => [n.id, n]));
        for (const n of of.nodes) {
          const { at, box, name } = drawn.get(n.id)!;
          expect(Math.hypot(at.x - n.x, at.y - n.y), n.id).toBeLessThan(1.5);
          expect([Math.abs(box.x2 - box.x1 - n.width) < 6, Math.abs(box.y2 - box.y1 - n.height) < 6], n.id).toEqual([true, true]);
          expect(name).toBe(n.name[lang]);
        }
        const labels = [...drawn.values()].filter((n) => n.label);
        for (const [i, a] of labels.entries()) {
          for (const b of labels.slice(i + 1)) {
            const apart = a.words.x2 <= b.words.x1 + 1 || b.words.x2 <= a.words.x1 + 1 || a.words.y2 <= b.words.y1 + 2 || b.words.y2 <= a.words.y1 + 2;
            expect(apart, `${a.label} | ${b.label}`).toBe(true);
          }
        }
        for (const n of of.nodes) {
          const { words: text, box } = drawn.get(n.id)!;
          expect(text.x1 >= box.x1 - 1 && text.x2 <= box.x2 + 1 && text.y1 >= box.y1 - 2 && text.y2 <= box.y2 + 2, n.id).toBe(true);
        }
      });
    }
  }, 60_000);

  test('what is not named is said in the picture, in words and in the table', () => visit(`&of=${unnamed}&tab=table`, { lang: w.lang }, async (page) => {
    const of = await layoutOf(unnamed);
    await drawnLayout(page, of);
    const open = of.tree.children.filter((c) => c.members_stated === false && c.children.length === 0);
    expect(open.length).toBeGreaterThan(0);
    const drawn = new Map((await nodesOn(page)).map((n) => [n.id, n.label]));
    for (const c of open) {
      expect(drawn.get(`seats:${c.id}`)).toBe(w.none(c.member_count!));
      expect(await styleOf(page, `seats:${c.id}`, 'border-style')).toBe('dashed');
      await page.locator('.layout-open').getByText(w.none(c.member_count!)).waitFor();
      expect(await page.locator(`tr[data-id="${c.id}"]`).textContent()).toContain(w.none(c.member_count!));
    }
  }));

  test('the table has a row for every element with its depth, parent and order', () => visit(`&of=${named}&tab=table`, { lang: w.lang }, async (page) => {
    const of = await layoutOf(named);
    await expect.poll(() => page.locator('tbody tr').count()).toBe(of.entities);
    expect(await page.getByRole('columnheader').nth(1).textContent()).toContain(w.depth);
    for (const c of of.tree.children) {
      const cells = await page.locator(`tr[data-id="${c.id}"]`).locator('th, td').allTextContents();
      expect(cells.slice(0, 3)).toEqual([c.name[lang], '1', of.name[lang]]);
      expect(cells[5]).toBe(String(c.memberships[0]!.order));
    }
  }));

  test('where names and members do not agree is shown', () => visit(`&of=${named}`, { lang: w.lang }, async (page) => {
    const section = page.locator('.layout-problems');
    await section.getByText(w.problems).waitFor();
    expect(await section.textContent()).toContain('counts 2 members, but');
    await section.getByRole('button').click();
    await page.locator('[data-entity="two-zones"]').waitFor();
  }, async (page) => void await page.route(`**/v1/layouts/${named}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json() as Layout), problems: [{ id: 'two-zones', message: 'its name counts 2 members, but the graph has 3' }] } });
  })));

  test('a layout that is gone explains itself', () => visit('&of=nowhere', { lang: w.lang }, async (page) => {
    await page.getByRole('alert').getByText(w.gone).waitFor();
    await page.locator('.layout-choice button').first().click();
    await drawnLayout(page, await layoutOf((await answer<LayoutList>('layouts')).layouts[0]!.id));
  }));
});

test('all layouts are there to choose from, the first one first', () => visit('', {}, async (page) => {
  const { layouts } = await answer<LayoutList>('layouts');
  const choice = page.locator('.layout-choice button');
  await expect.poll(() => choice.count()).toBe(layouts.length);
  expect(await choice.first().getAttribute('aria-current')).toBe('true');
  for (const l of layouts) expect(await page.locator(`[data-layout="${l.id}"]`).textContent()).toContain(`${l.members}/${l.member_count}`);
  await page.locator(`[data-layout="${unnamed}"]`).click();
  await drawnLayout(page, await layoutOf(unnamed));
  expect(page.url()).toContain(`of=${unnamed}`);
  expect(await page.locator(`[data-layout="${unnamed}"]`).getAttribute('aria-current')).toBe('true');
  await page.goBack();
  await drawnLayout(page, await layoutOf(layouts[0]!.id));
}));

test('a click shows the evidence, and a click on the statement says why it is a member', () => visit(`&of=${named}`, {}, async (page) => {
  const of = await layoutOf(named);
  await drawnLayout(page, of);
  const zone = of.tree.children.find((c) => c.children.length > 0 && c.id === 'two-zones')!;
  const member = zone.children[0]!;
  const at = await placeOf(page, member.id);
  await page.mouse.click(at.x, at.y);
  await page.locator(`[data-entity="${member.id}"]`).waitFor();
  expect(page.url()).toContain(`on=${member.id}`);
  expect(await page.locator('.layout-crumbs [data-element]').evaluateAll((all) => all.map((e) => e.getAttribute('data-element')))).toEqual([of.id, zone.id, member.id]);
  const proof = member.memberships[0]!.statement;
  await page.locator(`.layout-crumbs [data-proof="${proof}"]`).click();
  await page.locator(`[data-statement="${proof}"]`).waitFor();
  expect(await page.locator('.layout-crumbs [aria-current]').getAttribute('data-element')).toBe(member.id);
  const pill = await placeOf(page, `seats:${zone.id}`);
  await page.mouse.click(pill.x, pill.y);
  await page.locator(`[data-entity="${zone.id}"]`).waitFor();
}));

test('nothing can be moved, and dragging moves the view', () => visit(`&of=${named}`, {}, async (page) => {
  await drawnLayout(page, await layoutOf(named));
  const before = (await nodesOn(page)).map((n) => n.at);
  for (const id of [named, 'two-zones', 'chengxi-corridor']) {
    const seen = await placeOf(page, id);
    await page.mouse.move(seen.x + 20, seen.y + 15);
    await page.mouse.down();
    await page.mouse.move(seen.x + 60, seen.y + 40, { steps: 4 });
    await page.mouse.up();
    expect((await nodesOn(page)).map((n) => n.at)).toEqual(before);
    expect((await placeOf(page, id)).x - seen.x).toBeGreaterThan(20);
  }
}));

test('arrow keys walk the tree and Enter shows the evidence', () => visit(`&of=${named}&tab=share`, {}, async (page) => {
  const of = await layoutOf(named);
  await drawnLayout(page, of);
  const [first, second] = of.tree.children;
  const on = () => new URL(page.url()).searchParams.get('on');
  await page.locator('#graph').focus();
  const press = async (key: string, id: string) => { await page.keyboard.press(key); await expect.poll(on, { message: key }).toBe(id); };
  await press('ArrowDown', of.id);
  await press('ArrowDown', first!.id);
  await press('ArrowRight', second!.id);
  await press('ArrowDown', second!.children[0]!.id);
  await press('ArrowLeft', second!.children.at(-1)!.id);
  await press('ArrowUp', second!.id);
  await press('ArrowUp', of.id);
  await page.keyboard.press('Enter');
  await page.locator(`[data-entity="${of.id}"]`).waitFor();
  await page.locator('#graph').focus();
  await page.keyboard.press('Escape');
  await expect.poll(on).toBeNull();
}));

test('the status is drawn as in the graph', () => visit(`&of=${named}`, {}, async (page) => {
  const of = await layoutOf(named);
  await drawnLayout(page, of);
  const borders = new Map<string, Set<string>>();
  for (const n of of.nodes) borders.set(n.status, (borders.get(n.status) ?? new Set()).add(await styleOf(page, n.id, 'border-style')));
  expect([...borders].sort()).toEqual([['aspired', new Set(['dotted'])], ['existing', new Set(['solid'])], ['planned', new Set(['dashed'])]]);
}));

test('an axis is a line through what it connects, which leads to it', () => visit(`&of=${named}`, {}, async (page) => {
  await drawnLayout(page, await layoutOf(named));
  const line = (await nodesOn(page)).find((n) => n.id === 'axis:innovation-axis')!;
  const members = (await nodesOn(page)).filter((n) => n.id.endsWith('-corridor'));
  expect(members.map((m) => Math.abs(m.at.y - line.at.y) < 1 && m.box.x1 > line.box.x1 && m.box.x2 < line.box.x2)).toEqual([true, true]);
  const at = await placeOf(page, 'axis:innovation-axis');
  await page.mouse.click(at.x, at.y);
  await page.locator('[data-entity="innovation-axis"]').waitFor();
}));

test.each([360, 800, 1280, 2560])('nothing is wider than a page of %i pixels, and names can be read', (width) => visit(`&of=${named}&lang=en`, { width, height: 900 }, async (page) => {
  await drawnLayout(page, await layoutOf(named));
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const zoom = await page.evaluate(() => (document.getElementById('graph') as unknown as { _cyreg: { cy: { zoom(): number } } })._cyreg.cy.zoom());
  expect(zoom).toBeGreaterThanOrEqual(0.6);
  expect((await page.locator('#graph').boundingBox())!.height).toBeGreaterThan(200);
}));

interface Violation { id: string; impact: string; nodes: { html: string }[] }

test.each(['light', 'dark'])('axe-core finds nothing serious, %s', async (theme) => {
  for (const query of [`&of=${named}&on=two-zones`, `&of=${unnamed}&tab=table`]) {
    for (const lang of ['zh', 'en']) {
      const { page } = await open(browser, `${service.address}/?view=layouts${query}&theme=${theme}&lang=${lang}`);
      await page.locator('#graph[data-nodes]').waitFor();
      await page.waitForLoadState('networkidle');
      await page.evaluate(axe);
      const found = await page.evaluate(() => (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe.run().then((r) => r.violations));
      expect(found.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), query + lang).toEqual([]);
      await page.context().close();
    }
  }
}, 60_000);
