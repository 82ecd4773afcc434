import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/api/types';
import { launch, open, Service } from './browser';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let service: Service;
let browser: Browser;
let all: Comparison;
const ask = async (query = ''): Promise<Comparison> => await (await fetch(`${service.address}/v1/compare${query}`)).json() as Comparison;
beforeAll(async () => {
  service = await Service.start();
  browser = await launch();
  all = await ask();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** A comparison in the browser, which must have nothing wrong with it at the end. */
async function visit(query: string, options: Parameters<typeof open>[2], use: (page: Page) => Promise<void>): Promise<void> {
  const { page, wrong } = await open(browser, `${service.address}/?view=compare${query}`, options);
  try {
    await page.locator('.compare-drawing').waitFor();
    await use(page);
    expect(wrong).toEqual([]);
  } finally {
    await page.context().close();
  }
}

const words = {
  zh: {
    lang: 'zh-CN', reference: '参照', lower: '越低越好', none: '没有观测值', derived: '推算', notRanked: '不排名', onlyAbsolute: '只有绝对值参与排名', table: '表格', indicators: /^指标/, places: /^地方/, all: '全部',
    scope: '口径不同', scopeMeans: '与旁边的数值统计的不是同一范围', atLeast: '> 160 项改革', value: '数值',
  },
  en: {
    lang: 'en-GB', reference: 'reference', lower: 'lower is better', none: 'No observation', derived: 'derived', notRanked: 'Not ranked', onlyAbsolute: 'only absolute values are', table: 'Table', indicators: /^Indicators/, places: /^Places/, all: 'All',
    scope: 'scope differs', scopeMeans: 'It does not count the same things', atLeast: '> 160 reforms', value: 'Value',
  },
} as const;

const card = (page: Page, indicator: string) => page.locator(`[data-indicator="${indicator}"]`);

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  const w = words[lang];
  const named = (t: { zh: string; en: string }) => t[lang];

  test('every indicator, and every value as printed, is in the picture', () => visit('', { lang: w.lang }, async (page) => {
    expect(await page.locator('[data-indicator]').evaluateAll((cards) => cards.map((c) => c.getAttribute('data-indicator')))).toEqual(all.indicators.map((i) => i.indicator.id));
    for (const i of all.indicators) {
      expect(await card(page, i.indicator.id).getAttribute('aria-label')).toBe(named(i.label));
      const cells = i.rows.flatMap((r) => r.cells);
      expect(await card(page, i.indicator.id).locator('[data-cell]').count(), i.indicator.id).toBe(cells.length);
      for (const c of cells) {
        const drawn = page.locator(`[data-cell="${c.id}"]`);
        const texts = (await drawn.locator('text').allTextContents()).join('').replace(/\s/g, '');
        expect(texts, c.id).toContain(c.printed.replace(/\s/g, ''));
        expect(await drawn.locator('.tag.doubt').count(), c.id).toBe(c.flags.length + (c.basis === 'inferred' ? 1 : 0));
      }
    }
  }));

  test('bars are as long as their values, and the reference stands out', () => visit('', { lang: w.lang }, async (page) => {
    const i = all.indicators.find((x) => x.groups.length > 0 && x.better === 'lower')!;
    expect(await card(page, i.indicator.id).textContent()).toContain(w.lower);
    const ranked = i.rows.filter((r) => r.rank !== null);
    const widths = await Promise.all(ranked.map(async (r) => Number(await page.locator(`[data-cell="${r.cells[0]!.id}"] .bar`).getAttribute('width'))));
    const most = Math.max(...ranked.map((r) => r.cells[0]!.value as number));
    for (const [n, r] of ranked.entries()) expect(widths[n]! / Math.max(...widths)).toBeCloseTo((r.cells[0]!.value as number) / most, 6);
    const main = card(page, i.indicator.id).locator('.bar.main');
    expect(await main.count()).toBe(1);
    const id = await main.locator('xpath=ancestor::*[@data-cell]').getAttribute('data-cell');
    expect(ranked.find((r) => r.cells[0]!.id === id)!.place.id).toBe((i.reference as { id: string }).id);
    expect(await page.locator(`[data-cell="${id}"]`).textContent()).toContain(`(${w.reference})`);
  }));

  test('words are chips; ratios are dots; what is not comparable is not drawn to scale; bounds are said', () => visit('', { lang: w.lang }, async (page) => {
    for (const c of all.indicators.flatMap((i) => i.rows.flatMap((r) => r.cells))) {
      const drawn = page.locator(`[data-cell="${c.id}"]`);
      const shape = { chips: await drawn.locator('.word:not(text)').count(), bars: await drawn.locator('.bar').count(), dots: await drawn.locator('.dot').count() };
      const expected = c.kind === 'qualitative' ? { chips: 1, bars: 0, dots: 0 }
        : c.flags.includes('scope-differs') ? { chips: 0, bars: 0, dots: 0 }
          : c.kind === 'absolute' ? { chips: 0, bars: 1, dots: 0 } : { chips: 0, bars: 0, dots: 1 };
      expect(shape, c.id).toEqual(expected);
    }
  }));

  test('what is not ranked says why, a place without an observation is named, and derived values carry formulas', () => visit('', { lang: w.lang }, async (page) => {
    const flat = async (id: string) => (await card(page, id).locator('text').allTextContents()).join('').replace(/\s/g, '');
    for (const i of all.indicators) {
      const seen = await flat(i.indicator.id);
      for (const r of i.rows) {
        for (const c of r.cells) {
          const why = c.not_ranked_reason as { code: string; text: { zh: string; en: string } } | null;
          if (why) expect(seen, c.id).toContain((why.code === 'kind' ? w.onlyAbsolute : named(why.text)).replace(/\s/g, ''));
        }
        for (const d of r.derived) expect(seen, d.formula).toContain(d.formula.replace(/\s/g, ''));
        if (r.cells.length === 0) expect(seen.slice(seen.indexOf(w.none.replace(/\s/g, ''))), r.place.id).toContain(named(r.place.name).replace(/\s/g, ''));
      }
      const derived = i.rows.reduce((n, r) => n + r.derived.length + ((r.lead as { derived?: boolean } | null)?.derived ? 1 : 0), 0);
      expect(await card(page, i.indicator.id).locator('[data-derived]').count(), i.indicator.id).toBe(derived);
      expect(await card(page, i.indicator.id).locator('text.derived').count()).toBe(derived ? 1 : 0);
      if (derived) expect(await card(page, i.indicator.id).locator('text.derived').textContent()).toBe(w.derived);
    }
  }));

  test('flags are explained', () => visit('', { lang: w.lang }, async (page) => {
    const flags = new Set(all.indicators.flatMap((i) => i.rows.flatMap((r) => r.cells.flatMap((c) => c.flags))));
    expect(await page.locator('.flags dt').count()).toBe(flags.size);
    expect(await page.locator('.flags dt', { hasText: w.scope }).locator('xpath=following-sibling::dd[1]').textContent()).toContain(w.scopeMeans);
  }));

  test('Enter on a value shows its sentence', () => visit('', { lang: w.lang }, async (page) => {
    const c = all.indicators.find((i) => i.groups.length > 0)!.rows[0]!.cells[0]!;
    await page.locator(`[data-cell="${c.id}"]`).press('Enter');
    await page.locator(`[data-statement="${c.id}"]`).getByRole('heading', { name: named(c.sentence) }).waitFor();
    expect(page.url()).toContain(`on=${c.id}`);
    expect(await page.locator(`[data-cell="${c.id}"]`).getAttribute('aria-pressed')).toBe('true');
    const chip = all.indicators.flatMap((i) => i.rows.flatMap((r) => r.cells)).find((x) => x.kind === 'qualitative')!;
    await page.locator(`[data-cell="${chip.id}"] .word`).first().click();
    await page.locator(`[data-statement="${chip.id}"]`).waitFor();
  }));

  test('indicators are found in the list and kept in the address', () => visit('', { lang: w.lang }, async (page) => {
    const choice = page.locator('.choice', { hasText: w.indicators }).first();
    await choice.locator('summary').press('Enter');
    const [one] = (await ask('?indicator=independent-reforms')).indicators;
    await choice.getByRole('searchbox').fill(named(one!.label).toUpperCase());
    await expect.poll(() => choice.getByRole('checkbox').count()).toBe(1);
    await choice.getByRole('checkbox').press('Space');
    await expect.poll(() => page.locator('[data-indicator]').count()).toBe(1);
    expect(page.url()).toContain('indicators=independent-reforms');
    expect(await card(page, 'independent-reforms').textContent()).toContain(w.atLeast);
    expect(await card(page, 'independent-reforms').locator('.bar.bound').count()).toBe(1);
    await choice.getByRole('button', { name: w.all, exact: true }).click();
    await expect.poll(() => page.locator('[data-indicator]').count()).toBe(all.indicators.length);
    expect(page.url()).not.toContain('indicators=');
  }));

  test('the table has a row per value, sorted by numbers', () => visit('&tab=table', { lang: w.lang }, async (page) => {
    const rows = all.indicators.flatMap((i) => i.rows.map((r) => Math.max(1, r.cells.length))).reduce((a, b) => a + b);
    const table = page.getByRole('table').first();
    await expect.poll(() => table.locator('tbody tr').count()).toBe(rows);
    const value = table.getByRole('columnheader', { name: w.value }).first();
    await value.getByRole('button').click();
    await value.getByRole('button').click();
    const numbers = (await table.locator('tbody tr').evaluateAll((trs) => trs.map((tr) => tr.children[2]!.textContent))).filter((t) => t !== '').map(Number);
    expect(numbers.length).toBe(all.indicators.flatMap((i) => i.rows.flatMap((r) => r.cells)).filter((c) => typeof c.value === 'number').length);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  }));
});

test('places are chosen, the first is the reference, and another can take its place', () => visit('', {}, async (page) => {
  const choice = page.locator('.choice', { hasText: words.zh.places }).first();
  await choice.locator('summary').click();
  for (const id of ['hangzhou', 'beijing']) {
    await choice.locator(`input[value="${id}"]`).press('Space');
    await expect.poll(() => choice.locator(`input[value="${id}"]`).isChecked()).toBe(true);
  }
  expect(page.url()).toContain('places=hangzhou,beijing');
  const asked = await ask('?places=beijing,hangzhou');
  await page.locator('.reference select').selectOption('beijing');
  expect(page.url()).toContain('places=beijing,hangzhou');
  await expect.poll(() => page.locator('[data-indicator]').count()).toBe(asked.indicators.length);
  const compared = asked.indicators.find((i) => i.rows.every((r) => r.rank !== null))!;
  await expect.poll(async () => (await card(page, compared.indicator.id).locator('text.strong', { hasText: '参照' }).textContent())!).toContain('北京');
  expect(await card(page, compared.indicator.id).locator('[data-cell]').count()).toBe(2);
  await page.goBack();
  await expect.poll(() => page.url()).toContain('places=hangzhou,beijing');
}));

test('the reference can be changed while all places are shown', () => visit('&indicators=state-key-laboratories&lang=en', {}, async (page) => {
  await page.locator('.reference select').selectOption('nanjing');
  await expect.poll(() => page.url()).toContain('places=nanjing,');
  await expect.poll(async () => (await card(page, 'state-key-laboratories').textContent())!).toContain('reference: Nanjing');
  const { indicators: [i] } = await ask(`?indicator=state-key-laboratories&places=${new URL(page.url()).searchParams.get('places')}`);
  for (const d of i!.rows.flatMap((r) => r.derived)) expect(await card(page, 'state-key-laboratories').textContent()).toContain(d.formula);
}));

test('a place that is gone says so and is taken out', async () => {
  const { page } = await open(browser, `${service.address}/?view=compare&places=hangzhou,no-such-town&lang=en`);
  await page.getByRole('button', { name: 'Remove it from the view' }).click();
  await page.locator('.compare-drawing').waitFor();
  expect(page.url()).toContain('places=hangzhou&');
  await page.context().close();
});

test('it fits a narrow screen, and no text leaves its card', () => visit('&lang=en', { width: 360, height: 740 }, async (page) => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const out = await page.evaluate(() => [...document.querySelectorAll('[data-indicator]')].flatMap((g) => {
    const box = g.querySelector('.card')!.getBoundingClientRect();
    return [...g.querySelectorAll('text')].filter((t) => { const b = t.getBoundingClientRect(); return b.left < box.left || b.right > box.right || box.right > innerWidth || b.bottom > box.bottom; }).map((t) => t.textContent);
  }));
  expect(out).toEqual([]);
}));

interface Violation { id: string; impact: string; nodes: { html: string }[] }

test.each(['light', 'dark'])('axe-core finds nothing serious, %s', async (theme) => {
  for (const lang of ['zh', 'en']) {
    await visit(`&on=${all.indicators[0]!.rows[0]!.cells[0]!.id}&theme=${theme}&lang=${lang}`, { height: 3200 }, async (page) => {
      await page.locator('.choice summary').first().click();
      await page.waitForLoadState('networkidle');
      await page.evaluate(axe);
      const found = await page.evaluate(() => (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe.run().then((r) => r.violations));
      expect(found.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), lang).toEqual([]);
    });
  }
}, 60_000);
