import { writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawn, launch, open, placeOf, Service, styleOf } from './browser';

const here = import.meta.dirname;
let service: Service;
let browser: Browser;
beforeAll(async () => {
  service = await Service.start('--pack', `${here}/odd`, '--sources', `${here}/texts`);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** A page of the service, which must have nothing wrong with it at the end. */
async function visit(query: string, use: (page: Page) => Promise<void>, lang = 'en-GB'): Promise<void> {
  const { page, wrong } = await open(browser, `${service.address}/${query}`, { lang });
  try {
    await use(page);
    expect(wrong).toEqual([]);
  } finally {
    await page.context().close();
  }
}

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

/** Drags what is at a place by so much. */
async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2);
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 3 });
  await page.mouse.up();
}

test('a node that is dragged stays there: pinned in the address, undone and redone', () => visit('?see=odd-city', async (page) => {
  await drawn(page, 8);
  const home = await placeOf(page, 'odd-yi');
  const others = await placeOf(page, 'odd-jia');
  await drag(page, home, { x: 60, y: 45 });
  await expect.poll(() => parameter(page, 'pin')).toMatch(/^odd-yi:-?\d+:-?\d+$/);
  const there = await placeOf(page, 'odd-yi');
  expect(Math.hypot(there.x - home.x - 60, there.y - home.y - 45)).toBeLessThan(3);
  expect(await placeOf(page, 'odd-jia')).toEqual(others);
  await page.keyboard.press('Control+z');
  await expect.poll(() => placeOf(page, 'odd-yi')).toEqual(home);
  await page.keyboard.press('Control+y');
  await expect.poll(async () => Math.abs((await placeOf(page, 'odd-yi')).x - there.x) < 1.5).toBe(true);
  const pin = parameter(page, 'pin')!;
  await page.reload();
  await drawn(page, 8);
  const { x, y } = await page.evaluate(() => (document.getElementById('graph') as unknown as { _cyreg: { cy: { getElementById: (id: string) => { position: () => { x: number; y: number } } } } })._cyreg.cy.getElementById('odd-yi').position());
  expect(`odd-yi:${Math.round(x)}:${Math.round(y)}`).toBe(pin);
  await page.getByRole('button', { name: 'Arrange anew' }).click();
  expect(await page.evaluate(() => { const p = (document.getElementById('graph') as unknown as { _cyreg: { cy: { getElementById: (id: string) => { position: () => { x: number; y: number } } } } })._cyreg.cy.getElementById('odd-yi').position(); return `odd-yi:${Math.round(p.x)}:${Math.round(p.y)}`; })).toBe(pin);
}));

test('the key P and the button pin and unpin', () => visit('?see=odd-city&on=odd-yi', async (page) => {
  await drawn(page, 8);
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect.poll(() => parameter(page, 'pin')).toMatch(/^odd-yi:/);
  await page.getByRole('button', { name: 'Unpin' }).click();
  await expect.poll(() => parameter(page, 'pin')).toBeNull();
  await page.locator('#graph').press('p');
  await expect.poll(() => parameter(page, 'pin')).toMatch(/^odd-yi:/);
  await expect.poll(() => styleOf(page, 'odd-yi', 'outline-width')).toBe('2px');
  await page.locator('#graph').press('p');
  await expect.poll(() => parameter(page, 'pin')).toBeNull();
}));

test('what a hub has more of hangs on it, and brings it', () => visit('?see=hangzhou', async (page) => {
  await drawn(page, 61);
  const rest = 'rest:hangzhou::both';
  const label = await styleOf(page, rest, 'label');
  const { meta, edges } = await page.evaluate(async () => await (await fetch('v1/entities/hangzhou/neighborhood?limit=60&induced=true')).json() as { meta: { totals: Record<string, { out: number; in: number }> }; edges: { source: string; target: string }[] });
  const all = Object.values(meta.totals).reduce((n, t) => n + t.out + t.in, 0);
  expect(label).toBe(`${all - edges.filter((e) => e.source === 'hangzhou' || e.target === 'hangzhou').length} more edges`);
  const place = await placeOf(page, rest);
  await page.mouse.click(place.x, place.y);
  await drawn(page, 90);
  await expect.poll(() => parameter(page, 'see')).toBe('hangzhou:::120');
  expect(await page.evaluate(() => (document.getElementById('graph') as unknown as { _cyreg: { cy: { nodes: (s: string) => { length: number } } } })._cyreg.cy.nodes('.rest').length)).toBe(0);
}));

test('an edge and a type are hidden, and come back', () => visit('?see=odd-city', async (page) => {
  await drawn(page, 8);
  const edge = await page.evaluate(async () => (await (await fetch('v1/entities/odd-city/neighborhood')).json() as { edges: { id: string; source: string }[] }).edges.find((e) => e.source === 'odd-yi')!.id);
  const place = await placeOf(page, edge);
  await page.mouse.click(place.x, place.y);
  await page.getByRole('button', { name: 'Hide this edge' }).click();
  await expect.poll(() => drawn(page)).toEqual({ nodes: 8, edges: 6 });
  expect(parameter(page, 'hide')).toBe(edge);
  await page.keyboard.press('Control+z');
  await expect.poll(() => drawn(page)).toEqual({ nodes: 8, edges: 7 });
  await page.waitForTimeout(400); // two clicks in a row would be a double click
  const node = await placeOf(page, 'odd-yi');
  await page.mouse.click(node.x, node.y);
  await page.getByRole('button', { name: 'Hide all: Corridor' }).click();
  await expect.poll(async () => (await drawn(page)).nodes).toBe(1);
  expect(parameter(page, 'without-types')).toBe('Corridor');
}));

test('neighbours are lit while the pointer is over a node', () => visit('?see=hangzhou', async (page) => {
  await drawn(page, 61);
  const place = await placeOf(page, 'zhejiang');
  await page.mouse.move(place.x, place.y);
  await expect.poll(() => styleOf(page, 'alibaba', 'opacity')).toBe('0.18');
  expect([await styleOf(page, 'zhejiang', 'opacity'), await styleOf(page, 'hangzhou', 'opacity')]).toEqual(['1', '1']);
  await page.mouse.move(2, 300);
  await expect.poll(() => styleOf(page, 'alibaba', 'opacity')).toBe('1');
}));

test('all evidence of an entity is opened at once', () => visit('?see=odd-city&on=odd-yi', async (page) => {
  const open = page.locator('details.statement[open]');
  await page.locator('details.statement').first().waitFor();
  expect(await open.count()).toBe(0);
  await page.getByRole('button', { name: 'Show all evidence' }).click();
  await expect.poll(() => open.count()).toBe(await page.locator('details.statement').count());
  expect(await open.first().locator('blockquote').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Hide evidence' }).click();
  await expect.poll(() => open.count()).toBe(0);
}));

test.each(['zh', 'en'] as const)('paths: length, relations, hubs and the evidence of every hop, %s', (lang) => visit(`?path=zhijiang-lab:linjiang-high-tech-zone&tab=paths&lang=${lang}`, async (page) => {
  const words = { zh: { most: '最多步数', hubs: '避开枢纽', all: '关系：全部', only: '关系：仅 1 种', located: '位于', back: '恢复全部关系', none: '两者之间没有路径。' }, en: { most: 'At most', hubs: 'Avoid hubs', all: 'Relations: all', only: 'Relations: only 1', located: 'located in', back: 'Allow all relations', none: 'There is no path between them.' } }[lang];
  const paths = page.locator('.path-list .path');
  await expect.poll(() => paths.count()).toBe(5);
  await page.getByLabel(words.hubs).check();
  await expect.poll(() => parameter(page, 'avoid')).toBe('hubs');
  const asked = await page.evaluate(async () => (await (await fetch('v1/paths?from=zhijiang-lab&to=linjiang-high-tech-zone&mode=k-shortest&k=5&cost=hub')).json() as { paths: { sentence: { zh: string; en: string } }[] }).paths);
  await expect.poll(() => paths.allTextContents()).toEqual(asked.map((p) => p.sentence[lang]));
  await page.getByLabel(words.most).selectOption('2');
  await expect.poll(() => paths.count()).toBe(1);
  expect(parameter(page, 'hops')).toBe('2');
  await paths.first().click();
  const evidence = page.locator('.path-evidence details.statement');
  await expect.poll(() => evidence.count()).toBe(2);
  await page.locator('.path-list .actions button').first().click(); // one step back
  await expect.poll(() => evidence.count()).toBe(1);
  await page.getByText(words.all).click();
  await page.locator('.choice').getByText(words.located, { exact: true }).click();
  await page.getByText(words.only).waitFor();
  expect(parameter(page, 'via-relations')).toBe('located-in');
  await page.getByLabel(words.most).selectOption('1');
  await page.getByText(words.none).waitFor();
  await page.getByRole('button', { name: words.back }).click();
  await expect.poll(() => parameter(page, 'via-relations')).toBeNull();
}));

test('the picture is taken away as it is: shapes and texts of an SVG, pixels of a PNG', () => visit('?see=odd-city,odd-markup', async (page) => {
  await drawn(page, 8);
  const shot = await page.evaluate(async () => {
    const { cy } = (document.getElementById('graph') as unknown as { _cyreg: { cy: { nodes: () => { length: number } } } })._cyreg;
    return cy.nodes().length;
  });
  expect(shot).toBe(8);
  await page.getByRole('tab', { name: 'Share' }).click();
  const [svg] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG' }).click()]);
  const text = await (await import('node:fs/promises')).readFile(await svg.path(), 'utf8');
  const found = await page.evaluate((text) => {
    const doc = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { wrong: doc.querySelectorAll('parsererror').length, dots: doc.querySelectorAll('ellipse').length, paths: doc.querySelectorAll('path').length, images: doc.querySelectorAll('image').length, words: [...doc.querySelectorAll('text')].map((t) => t.textContent), scripts: doc.querySelectorAll('script, img').length };
  }, text);
  expect(found).toMatchObject({ wrong: 0, images: 8, scripts: 0 });
  expect(found.dots).toBeGreaterThanOrEqual(8);
  expect(found.paths).toBeGreaterThanOrEqual(14); // a line and a head for each edge
  expect(found.words.join(' ').replaceAll(' ', '')).toContain('<imgsrc=xonerror=alert(1)>'); // its lines
  if (process.env['EXPLORER_SHOTS']) writeFileSync(`${process.env['EXPLORER_SHOTS']}/canvas.svg`, text);
}));
