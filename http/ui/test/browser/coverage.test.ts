import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Coverage, SourceList } from '../../src/api/types';
import { launch, open, Service } from './browser';

const here = import.meta.dirname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// An invented source with every state: a sentence that is cited but for one numeral, one left out, one forgotten.
const text = '(一)城况\n云城有3处花园和12座桥。\n本页由印刷所8号机印制。\n云城还有5口<b>古井</b>。\n';
const pack = `pack: cloud
title: {zh: 云城小记, en: Notes on Cloud City}
source:
  id: cloud-notes
  type: Report
  name: {zh: 云城小记, en: Notes on Cloud City}
  language: zh
  file: cloud.txt
  sha256: ${createHash('sha256').update(text).digest('hex')}
  excluded:
    - {section: "1", terms: [本页由印刷所8号机印制], reason: {zh: 印刷所的附记, en: A note of the printer}}
  sections:
    - {id: "1", title: {zh: 城况, en: The city}, heading: (一)城况}
`;
const places = `entities:
  - id: cloud-city
    type: City
    name: {zh: 云城, en: Cloud City}
    refs: [{section: "1", terms: [云城有3处花园]}]
`;

let folder: string;
let service: Service;
let browser: Browser;
const get = async <T>(path: string): Promise<T> => await (await fetch(`${service.address}/v1/${path}`)).json() as T;
const coverageOf = (id: string) => get<Coverage>(`sources/${id}/coverage`);
const sentencesOf = (c: Coverage) => c.sections.flatMap((s) => s.sentences);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  for (const d of ['cloud', 'texts']) mkdirSync(join(folder, d));
  writeFileSync(join(folder, 'cloud/pack.yaml'), pack);
  writeFileSync(join(folder, 'cloud/places.yaml'), places);
  writeFileSync(join(folder, 'texts/cloud.txt'), text);
  copyFileSync(join(here, 'texts/odd.txt'), join(folder, 'texts/odd.txt'));
  service = await Service.start('--pack', join(folder, 'cloud'), '--pack', join(here, 'odd'), '--sources', join(folder, 'texts'));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(folder, { recursive: true });
});

/** The coverage in the browser, which must have nothing wrong with it at the end. */
async function visit(query: string, options: Parameters<typeof open>[2], use: (page: Page) => Promise<void>): Promise<void> {
  const { page, wrong } = await open(browser, `${service.address}/?view=coverage${query}`, options);
  try {
    await page.locator('.coverage-drawing').waitFor();
    await use(page);
    expect(wrong).toEqual([]);
  } finally {
    await page.context().close();
  }
}

const words = {
  zh: { lang: 'zh-CN', cited: '已引', excluded: '不收', unused: '未用', heading: '标题', reason: '不收的理由：印刷所的附记', attach: '服务未附该来源的原文', table: '表格', alert: /有 1 个句子、2 个数字未用/, noun: '条陈述' },
  en: { lang: 'en-GB', cited: 'cited', excluded: 'excluded', unused: 'unused', heading: 'heading', reason: 'Why it is excluded: A note of the printer', attach: 'The text of this source is not attached', table: 'Table', alert: /Unused: 1 of the sentences and 2 of the numerals/, noun: 'statements' },
} as const;

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  const w = words[lang];

  test('every sentence in order with its state, and every numeral inside it', () => visit('&of=cloud-notes', { lang: w.lang }, async (page) => {
    const c = await coverageOf('cloud-notes');
    const sentences = sentencesOf(c);
    expect(sentences.map((s) => s.state)).toEqual(['unused', 'cited', 'excluded', 'unused']);
    const items = page.locator('.sentence');
    expect(await items.count()).toBe(sentences.length);
    expect(await items.evaluateAll((all) => all.map((i) => i.getAttribute('data-state')))).toEqual(['heading', 'cited', 'excluded', 'unused']);
    expect(await items.locator('.badge').allTextContents()).toEqual([w.heading, w.cited, w.excluded, w.unused]);
    expect(await items.nth(2).textContent()).toContain(w.reason);
    for (const [n, s] of sentences.entries()) {
      const plain = await items.nth(n).locator('.words').evaluate((e) => { const copy = e.cloneNode(true) as Element; for (const x of copy.querySelectorAll('small')) x.remove(); return copy.textContent; });
      expect(plain).toBe(s.text);
      const drawn = await items.nth(n).locator('.numeral').evaluateAll((all) => all.map((x) => [x.firstChild!.textContent, x.className.replace('numeral ', '')]));
      expect(drawn).toEqual(s.numerals.map((x) => [x.text, x.state]));
    }
    expect(await items.nth(1).locator('.numeral').allTextContents()).toEqual(['3', `12${w.unused}`]);
    expect(await page.locator('.words b').count()).toBe(0); // markup in a text is text
  }));

  test('the totals are those of the service, and what is unused cannot be overlooked', () => visit('&of=cloud-notes', { lang: w.lang }, async (page) => {
    const { totals } = await coverageOf('cloud-notes');
    const drawing = await page.locator('.coverage-drawing').textContent();
    for (const t of [totals.sentences, totals.numerals]) {
      expect(drawing).toContain(`${w.cited} ${t.cited} · ${w.excluded} ${t.excluded} · ${w.unused} ${t.unused}`);
    }
    await page.getByRole('alert').getByText(w.alert).waitFor();
    const bars = await page.locator('.coverage-drawing > .state').evaluateAll((all) => all.map((r) => [r.getAttribute('class'), Number(r.getAttribute('width'))] as const));
    const whole = Number(await page.locator('.coverage-drawing > .track').first().getAttribute('width'));
    for (const state of ['cited', 'excluded', 'unused'] as const) {
      expect(bars.filter(([c]) => c === `state ${state}`).map(([, width]) => Math.round((100 * width) / whole))).toEqual([totals.sentences, totals.numerals].map((t) => Math.round((100 * t[state]) / t.total)));
    }
  }));

  test('the strip has one cell per sentence and leads to it', () => visit('&of=cloud-notes', { lang: w.lang, height: 420 }, async (page) => {
    const c = await coverageOf('cloud-notes');
    const cells = page.locator('.block[data-section="1"] [data-sentence]');
    expect(await cells.evaluateAll((all) => all.map((g) => [Number(g.getAttribute('data-sentence')), g.querySelector('.state')!.getAttribute('class')]))).toEqual(
      sentencesOf(c).map((s) => [s.span.start, `state ${s.heading ? 'heading' : s.state}`]));
    const last = sentencesOf(c).at(-1)!;
    await cells.last().click();
    await expect.poll(() => page.locator(`#sentence-${last.span.start} .sentence-text`).evaluate((e) => e === document.activeElement)).toBe(true);
    await page.locator('.block[data-section="1"]').press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement!.id)).toBe('section-1');
  }));

  test('a sentence lists its statements and selects one', () => visit('&of=odd-report', { lang: w.lang }, async (page) => {
    const s = sentencesOf(await coverageOf('odd-report')).find((x) => x.statements.length > 10)!;
    const item = page.locator(`#sentence-${s.span.start}`);
    await item.locator('.sentence-text').press('Enter');
    expect(page.url()).toContain(`on=${s.statements[0]}`);
    await page.locator(`[data-statement="${s.statements[0]}"]`).waitFor();
    await expect.poll(() => item.locator('.sentence-statements .link').count()).toBe(10);
    await item.locator('.sentence-statements > button').click();
    await expect.poll(() => item.locator('.sentence-statements .link').count()).toBe(Math.min(20, s.statements.length));
    await item.locator('.sentence-statements .link').nth(10).press('Enter');
    await page.locator(`[data-statement="${s.statements[10]}"] h3`).waitFor();
    expect(await item.locator('.sentence-statements .link').nth(10).getAttribute('aria-current')).toBe('true');
    expect(await page.locator('.sentence-text[aria-expanded="true"]').count()).toBe(1);
    await item.locator('.sentence-text').click();
    await expect.poll(() => item.locator('.sentence-statements').count()).toBe(0);
  }));

  test('the filter leaves the sentences of a state', () => visit('&of=cloud-notes', { lang: w.lang }, async (page) => {
    const left = async (name: string) => {
      await page.locator('.filter').getByRole('button', { name: new RegExp(`^${name} \\d`) }).press('Enter');
      return page.locator('.sentence').evaluateAll((all) => all.map((i) => i.getAttribute('data-state')));
    };
    expect(await left(w.cited)).toEqual(['cited']);
    expect(await left(w.excluded)).toEqual(['excluded']);
    expect(await left(w.unused)).toEqual(['cited', 'unused']); // the cited one has an unused numeral
    expect(await page.locator('.filter [aria-pressed="true"] b').textContent()).toBe('2');
  }));

  test('without the text: statements by section, and how to attach it', () => visit('&of=hangzhou-report', { lang: w.lang }, async (page) => {
    const c = await coverageOf('hangzhou-report');
    const source = (await get<SourceList>('sources')).sources.find((s) => s.id === 'hangzhou-report')!;
    expect(c.attached).toBe(false);
    const box = page.locator('.attach');
    expect(await box.textContent()).toContain(w.attach);
    expect(await box.textContent()).toContain('innograph serve --sources DIR');
    for (const a of source.attributes) expect(await box.textContent()).toContain(String(a.object.value!.value));
    const labels = (await page.locator('.coverage-drawing text').allTextContents()).join('');
    const widths = await page.locator('.coverage-drawing .state').evaluateAll((all) => all.map((r) => Number(r.getAttribute('width'))));
    const most = Math.max(...c.sections.map((s) => s.statements));
    for (const [n, s] of c.sections.entries()) {
      expect(labels.replace(/\s/g, '')).toContain(`${s.id}${s.title[lang]}`.replace(/\s/g, ''));
      expect(widths[n]! / Math.max(...widths)).toBeCloseTo(s.statements / most, 2);
    }
    expect(await page.locator('.sentence').count()).toBe(0);
    await page.getByRole('tab', { name: w.table }).click();
    await expect.poll(() => page.getByRole('table').first().locator('tbody tr').count()).toBe(c.sections.length);
  }));

  test('the table has one row per sentence, and opens what it selects', () => visit('&of=odd-report&tab=table', { lang: w.lang }, async (page) => {
    const sentences = sentencesOf(await coverageOf('odd-report'));
    const rows = page.getByRole('table').first().locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(sentences.length);
    expect(await rows.evaluateAll((all) => all.map((r) => r.children[2]!.textContent))).toEqual(sentences.map((s) => s.text));
    const n = sentences.findLastIndex((s) => s.statements.length > 0);
    await rows.nth(n).getByRole('button').press('Enter');
    await expect.poll(() => page.locator(`#sentence-${sentences[n]!.span.start} .sentence-text`).getAttribute('aria-expanded')).toBe('true');
  }));
});

test('the first source is shown until another is picked', () => visit('&lang=en', {}, async (page) => {
  const { sources } = await get<SourceList>('sources');
  const select = page.locator('.source select');
  expect(await select.inputValue()).toBe(sources[0]!.id);
  expect(await select.locator('option').allTextContents()).toEqual(sources.map((s) => s.name.en));
  await select.selectOption('odd-report');
  await page.locator('.sentence', { hasText: '<img onerror>' }).waitFor();
  expect(page.url()).toContain('of=odd-report');
  expect(await page.locator('img').count()).toBe(0);
}));

test('a source that is gone says so and is taken out', async () => {
  const { page } = await open(browser, `${service.address}/?view=coverage&of=no-such-source&lang=en`);
  await page.getByRole('button', { name: 'Remove it from the view' }).click();
  await page.locator('.coverage-drawing').waitFor();
  expect(page.url()).not.toContain('of=');
  await page.context().close();
});

test.each(['cloud-notes', 'hangzhou-report'])('it fits a narrow screen: %s', (of) => visit(`&of=${of}&lang=en`, { width: 360, height: 740 }, async (page) => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const out = await page.locator('.coverage-drawing text').evaluateAll((all) => all.filter((t) => t.getBoundingClientRect().right > innerWidth - 8).map((t) => t.textContent));
  expect(out).toEqual([]);
}));

interface Violation { id: string; impact: string; nodes: { html: string }[] }

test.each(['light', 'dark'])('axe-core finds nothing serious, %s', async (theme) => {
  for (const of of ['cloud-notes', 'hangzhou-report']) {
    for (const lang of ['zh', 'en']) {
      await visit(`&of=${of}&theme=${theme}&lang=${lang}`, {}, async (page) => {
        const button = page.locator('button.sentence-text');
        if (await button.count()) await button.first().click();
        await page.waitForLoadState('networkidle');
        await page.evaluate(axe);
        const found = await page.evaluate(() => (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe.run().then((r) => r.violations));
        expect(found.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), of + lang).toEqual([]);
      });
    }
  }
}, 60_000);
