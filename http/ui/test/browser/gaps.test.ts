import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntityList, Gaps, Graph } from '../../src/api/types';
import { listNames, lists } from '../../src/views/gaps/chain';
import { launch, open, Service } from './browser';

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
const group = 'talent-structure';
const holes = listNames.filter((l) => lists[l] !== undefined);

/** The gap page, once it is drawn; nothing may be wrong with it at the end. */
async function visit(query: string, options: Parameters<typeof open>[2], use: (page: Page) => Promise<void>, before?: (page: Page) => Promise<void>): Promise<void> {
  const { page, wrong } = await open(browser, `${service.address}/readyz`, options);
  try {
    await before?.(page);
    await page.goto(`${service.address}/?view=gaps${query}`);
    await page.locator('.gap-svg, [role="alert"]').first().waitFor();
    await use(page);
    expect(wrong.filter((w) => !w.startsWith('elsewhere: blob:'))).toEqual([]); // a file of the page itself
  } finally {
    await page.context().close();
  }
}

const words = {
  zh: { lang: 'zh-CN', sum: /问题（(\d+)）.*举措（(\d+)）.*工具（(\d+)）/s, incomplete: '显示不完整', gone: '图谱中没有“nowhere”', other: '其他' },
  en: { lang: 'en-GB', sum: /Problems \((\d+)\).*Measures \((\d+)\).*Instruments \((\d+)\)/s, incomplete: 'Not complete', gone: 'There is no “nowhere” in the graph', other: 'Other' },
} as const;

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  const w = words[lang];

  test('all problems, measures and instruments are there, and what is lacking is a hole with its reason', () => visit('', { lang: w.lang }, async (page) => {
    const [problems, measures, instruments, gaps] = await Promise.all([
      answer<EntityList>('entities?filter=type:Problem&limit=1000'), answer<EntityList>('entities?filter=type:Measure&limit=1000'), answer<EntityList>('entities?filter=instrument-of:*&limit=1000'), answer<Gaps>('gaps'),
    ]);
    const [, p, m, i] = w.sum.exec((await page.locator('.gap-head').allTextContents()).join(' '))!.map(Number);
    expect([p, m]).toEqual([problems.entities.length, measures.entities.length]);
    const used = await answer<Graph>(`subgraph?ids=${[...measures.entities, ...instruments.entities].map((e) => e.id).join(',')}`);
    const isMeasure = new Set(measures.entities.map((e) => e.id));
    expect(i).toBe(new Set(used.edges.filter((e) => e.relation === 'uses-instrument' && isMeasure.has(e.source)).map((e) => e.target)).size);
    for (const list of holes) {
      const drawn = page.locator(`[data-hole="${list}"]`);
      expect(await drawn.evaluateAll((all) => all.map((e) => e.getAttribute('data-id')).sort()), list).toEqual(gaps[list].items.map((g) => g.entity.id).sort());
      for (const g of gaps[list].items) {
        const hole = page.locator(`[data-hole="${list}"][data-id="${g.entity.id}"]`);
        expect((await hole.textContent())!.replaceAll(' ', '')).toContain(g.why[lang].replaceAll(' ', ''));
        expect(await hole.locator('.slot').evaluate((e) => getComputedStyle(e).strokeDasharray)).not.toBe('none');
      }
    }
  }));

  test('no box lies on another one, and every word is in its box', () => visit('', { lang: w.lang }, async (page) => {
    const boxes = await page.locator('.gap-item[data-key]').evaluateAll((all) => all.map((e) => {
      const rect = (x: Element) => { const { left, right, top, bottom } = x.getBoundingClientRect(); return { left, right, top, bottom }; };
      return { key: e.getAttribute('data-key')!, box: rect(e.querySelector('rect')!), text: rect(e.querySelector('text')!) };
    }));
    expect(boxes.length).toBeGreaterThan(100);
    for (const [n, a] of boxes.entries()) {
      expect(a.text.left >= a.box.left && a.text.right <= a.box.right && a.text.top >= a.box.top && a.text.bottom <= a.box.bottom, a.key).toBe(true);
      for (const b of boxes.slice(n + 1)) {
        expect(a.box.right <= b.box.left || b.box.right <= a.box.left || a.box.bottom <= b.box.top || b.box.bottom <= a.box.top, `${a.key} ${b.key}`).toBe(true);
      }
    }
  }));

  test('every list is counted, opens, and leads to what shows it', () => visit('', { lang: w.lang }, async (page) => {
    const gaps = await answer<Gaps>('gaps');
    for (const name of listNames) {
      const list = page.locator(`[data-list="${name}"]`);
      expect(await list.locator('> summary .gap-count').textContent(), name).toBe(String(gaps[name].total));
      await list.locator('> summary').click();
      expect(await list.locator('.gap-reason').count(), name).toBe(gaps[name].items.length);
      if (gaps[name].items[0]) expect(await list.locator('.gap-reason').first().textContent()).toContain(gaps[name].items[0].why[lang]);
      await list.locator('> summary').click();
    }
    const first = gaps.strengths_in_tension.items[0]!;
    const list = page.locator('[data-list="strengths_in_tension"]');
    await list.locator('> summary').click();
    await list.locator('.gap-reason summary').first().click();
    await list.locator(`[data-said="${first.statements[0]!.id}"]`).click();
    await page.locator(`[data-statement="${first.statements[0]!.id}"]`).waitFor();
    await list.locator(`[data-gap="${first.entity.id}"] > p .link`).first().click();
    await page.locator(`[data-entity="${first.entity.id}"]`).waitFor();
  }));

  test('the scope is a group, or anything that is found', () => visit('', { lang: w.lang }, async (page) => {
    const all = await page.locator('.gap-item[data-key]').count();
    await page.locator('.gap-bar select').selectOption(group);
    expect(page.url()).toContain(`of=${group}`);
    const gaps = await answer<Gaps>(`gaps?scope=${group}`);
    await expect.poll(() => page.locator('.gap-item[data-key]').count()).toBeLessThan(all);
    await page.locator(`[data-key="0:${group}"]`).waitFor();
    expect(await page.locator('[data-hole="problems_without_measure"]').count()).toBe(gaps.problems_without_measure.total);
    expect(await page.locator('[data-list="problems_without_measure"] > summary .gap-count').textContent()).toBe(String(gaps.problems_without_measure.total));
    await page.locator('.gap-bar').getByRole('combobox').last().fill('low-student');
    await page.locator('.gap-bar').getByRole('combobox').last().fill(lang === 'zh' ? '常住人口平均年龄偏高' : 'The average age of residents');
    await page.locator('.gap-bar [role="option"]').first().click();
    await expect.poll(() => page.url()).toContain('of=older-population');
    await expect.poll(() => page.locator('.gap-item[data-key]').count()).toBe(2); // the problem and its hole
    expect(await page.locator(`.gap-bar optgroup[label="${w.other}"] option`).count()).toBe(1);
  }));

  test('the table has a row for every way, with empty cells for holes', () => visit(`&of=${group}&tab=table`, { lang: w.lang }, async (page) => {
    const gaps = await answer<Gaps>(`gaps?scope=${group}`);
    const table = page.getByRole('table').first();
    await table.waitFor();
    for (const g of gaps.problems_without_measure.items) {
      const cells = (await table.locator(`tr[data-id="${g.entity.id}"]`).first().locator('th, td').allTextContents());
      expect(cells).toEqual([g.entity.name[lang], '', '', g.why[lang]]);
    }
    const drawn = await page.locator('.gap-link').evaluateAll((all) => all.length);
    expect(await table.locator('tbody tr').count()).toBeGreaterThan(drawn / 2);
    await table.locator('tbody tr').nth(1).getByRole('button').first().click();
    expect(await page.locator('.gap-item.on').count()).toBeGreaterThan(0);
  }));

  test('what is not complete is said', () => visit('', { lang: w.lang }, async (page) => {
    await page.locator('.notice', { hasText: w.incomplete }).waitFor();
  }, async (page) => void await page.route('**/v1/subgraph?*', async (route) => {
    const response = await route.fetch();
    const graph = await response.json() as Graph;
    await route.fulfill({ response, json: { ...graph, meta: { ...graph.meta, complete: false, stopped_by: 'budget' } } });
  })));

  test('a scope that is gone explains itself', () => visit('&of=nowhere', { lang: w.lang }, async (page) => {
    await page.getByRole('alert').first().getByText(w.gone).waitFor();
  }));
});

test('inferred links are dashed, and a link leads to its statement', () => visit(`&of=${group}`, {}, async (page) => {
  const looks = await page.locator('.gap-link').evaluateAll((all) => all.map((e) => `${e.getAttribute('data-basis')} ${getComputedStyle(e.querySelector('path')!).strokeDasharray === 'none' ? 'solid' : 'dashed'}`));
  expect([...new Set(looks)].sort()).toEqual(['inferred dashed', 'stated solid']);
  const link = page.locator('.gap-link').first();
  const id = await link.getAttribute('data-edge');
  await link.locator('.hit').evaluate((e) => e.dispatchEvent(new MouseEvent('click', { bubbles: true })));
  await page.locator(`[data-statement="${id}"]`).waitFor();
  expect(await page.locator('.gap-link.on').count()).toBe(1);
  await page.locator(`.gap-links [data-said="${id}"][aria-pressed="true"]`).waitFor();
}));

test('a click shows the evidence of an item, its links and what it lacks', () => visit(`&of=${group}`, {}, async (page) => {
  const gaps = await answer<Gaps>(`gaps?scope=${group}`);
  const g = gaps.problems_without_measure.items[0]!;
  await page.locator(`[data-hole="problems_without_measure"][data-id="${g.entity.id}"]`).click();
  await page.locator(`[data-entity="${g.entity.id}"]`).waitFor();
  expect(await page.locator('.gap-links').textContent()).toContain(g.why.zh);
  expect(await page.locator(`.gap-item.on[data-id="${g.entity.id}"]`).count()).toBe(2);
}));

test('what is pointed at shows its chain', () => visit(`&of=${group}`, {}, async (page) => {
  const instrument = page.locator('.gap-item[data-key^="2:"]').first();
  expect(await page.locator('.far').count()).toBe(0);
  await instrument.hover();
  await expect.poll(() => page.locator('.gap-item.far').count()).toBeGreaterThan(0);
  const near = await page.locator('.gap-item[data-key]:not(.far)').evaluateAll((all) => all.map((e) => e.getAttribute('data-key')!.split(':')[0]));
  expect(new Set(near)).toEqual(new Set(['0', '1', '2']));
  await page.mouse.move(5, 5);
  await expect.poll(() => page.locator('.far').count()).toBe(0);
}));

test('the keys walk along columns and links, and one stop is enough for Tab', () => visit(`&of=${group}`, {}, async (page) => {
  expect(await page.locator('.gap-svg [tabindex="0"]').count()).toBe(1);
  const at = () => page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? '');
  await page.locator(`[data-key="0:${group}"]`).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(at).toMatch(/^(1|hole):/);
  await page.locator('[data-key^="1:"][data-id="run-talent-programmes"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(at).toMatch(/^2:/);
  const here = await at();
  await page.keyboard.press('ArrowDown');
  await expect.poll(at).not.toBe(here);
  expect(await page.locator('.gap-svg [tabindex="0"]').getAttribute('data-key')).toBe(await at());
  await page.keyboard.press('Enter');
  await page.locator(`[data-entity="${(await at()).slice(2)}"]`).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => new URL(page.url()).searchParams.get('on')).toBeNull();
}));

test('the picture can be taken away as it is', () => visit(`&of=${group}&tab=share`, { dark: true, lang: 'en-GB' }, async (page) => {
  const file = async (name: string) => {
    const [given] = await Promise.all([page.waitForEvent('download'), page.locator('.share').getByRole('button', { name, exact: true }).click()]);
    return readFileSync(await given.path());
  };
  const svg = (await file('SVG')).toString('utf8');
  const drawn = (await page.locator('.gap-svg').boundingBox())!;
  const seen = await page.evaluate((text) => {
    const doc = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { root: doc.documentElement.localName, broken: doc.querySelector('parsererror') !== null, ground: doc.querySelector('rect')!.getAttribute('fill'), classes: doc.querySelectorAll('[class], [style]').length, text: doc.documentElement.textContent!, slot: [...doc.querySelectorAll('rect')].filter((r) => r.getAttribute('stroke-dasharray') === '7px, 5px').length };
  }, svg);
  expect(seen).toMatchObject({ root: 'svg', broken: false, ground: 'rgb(18, 24, 31)', classes: 0 });
  expect(seen.slot).toBe(await page.locator('.slot').count() - await page.locator('.gap-legend .slot').count());
  expect(seen.text).toContain('Attract and cultivate');
  const png = await file('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Math.ceil(drawn.width), 2 * Math.ceil(drawn.height)]);
}));

test.each([360, 800, 1280, 2560])('nothing is wider than a page of %i pixels', (width) => visit(`&lang=en`, { width, height: 900 }, async (page) => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect((await page.locator('.gap-item[data-key^="0:"]').first().boundingBox())!.width).toBeGreaterThan(120);
}));

interface Violation { id: string; impact: string; nodes: { html: string }[] }

test.each(['light', 'dark'])('axe-core finds nothing serious, %s', async (theme) => {
  for (const lang of ['zh', 'en']) {
    const { page } = await open(browser, `${service.address}/?view=gaps&of=${group}&on=low-student-share&theme=${theme}&lang=${lang}`);
    await page.locator('.gap-svg').waitFor();
    await page.waitForLoadState('networkidle');
    await page.locator('.gap-legend summary').click();
    for (const summary of await page.locator('.gap-lists > details > summary').all()) await summary.click();
    await page.evaluate(axe);
    const found = await page.evaluate(() => (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe.run().then((r) => r.violations));
    expect(found.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), lang).toEqual([]);
    await page.context().close();
  }
}, 60_000);
