import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawn, launch, open, Service, styleOf } from './browser';

const here = import.meta.dirname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
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

test('a name that looks like markup stays text everywhere', async () => {
  const { page, wrong } = await open(browser, `${service.address}/?see=odd-markup&on=odd-markup&path=odd-markup:odd-jia`);
  await drawn(page, 3);
  expect(await styleOf(page, 'odd-markup', 'label')).toBe('<img src=x onerror=alert(1)>廊');
  await page.getByRole('heading', { name: '<img src=x onerror=alert(1)>廊' }).waitFor();
  expect(await page.locator('blockquote mark').first().textContent()).toBe('<img onerror>廊');
  await page.locator('header input').fill('<img');
  await page.getByRole('option').first().waitFor();
  for (const tab of ['路径', '表格']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.locator('.tab-panel', { hasText: '<img src=x' }).waitFor();
  }
  expect(await page.locator('img').count()).toBe(0);
  expect(wrong).toEqual([]);
});

test('a link to a slug that is gone explains itself and offers near ones', async () => {
  const { page } = await open(browser, `${service.address}/?see=chengxi-coridor,odd-city&on=chengxi-coridor`);
  const box = page.getByRole('alert').first();
  await box.waitFor();
  expect(await box.textContent()).toContain('图谱中没有“chengxi-coridor”');
  expect((await box.locator('code').textContent())!.length).toBeGreaterThan(10); // the request id
  await drawn(page, 8); // the rest is there
  await box.getByRole('button', { name: 'chengxi-corridor', exact: true }).click();
  await page.waitForFunction(() => !document.querySelector('[role="alert"]'));
  expect(page.url()).toContain('see=chengxi-corridor,odd-city&on=chengxi-corridor');
});

test('a slug like no other can be taken out of the view', async () => {
  const { page } = await open(browser, `${service.address}/?see=odd-city,zzzzqqqq&lang=en`);
  await page.getByRole('button', { name: 'Remove it from the view' }).click();
  expect(page.url()).toContain('?see=odd-city&lang=en');
  await drawn(page, 8);
});

test('a path to an entity that is gone says which one', async () => {
  const { page } = await open(browser, `${service.address}/?path=odd-jia:nowhere-at-all&tab=paths&lang=en`);
  await page.getByRole('alert').getByText('There is no “nowhere-at-all” in the graph').waitFor();
});

test('the service goes away and comes back, and the view stays', async () => {
  const { page } = await open(browser, `${service.address}/?see=odd-jia&on=odd-city&lang=en`);
  await drawn(page, 2);
  await page.locator('.totals button').first().waitFor();
  await service.down();
  await page.locator('.totals button').first().click();
  await page.getByRole('alert').getByText('The service cannot be reached').waitFor();
  expect((await drawn(page)).nodes).toBe(2);
  await service.up();
  await drawn(page, 8);
  await page.waitForFunction(() => !document.querySelector('[role="alert"]'));
});

test.each(['zh', 'en'])('a service that is read with a key asks for it, %s', async (lang) => {
  const folder = mkdtempSync(join(tmpdir(), 'explorer-keys-'));
  const keys = join(folder, 'keys.jsonl');
  const closed = await Service.start('--keys', keys, '--anonymous', 'none').catch(() => undefined);
  expect(closed).toBeUndefined(); // there are no keys yet
  const secret = service.run('key', 'create', '--keys', keys, '--name', 'reader', '--role', 'reader').trim();
  const locked = await Service.start('--keys', keys, '--anonymous', 'none');
  try {
    const { page } = await open(browser, `${locked.address}/?lang=${lang}`);
    const field = page.getByLabel(lang === 'zh' ? '密钥' : 'Key', { exact: true }).first();
    const use = page.getByRole('button', { name: lang === 'zh' ? '使用密钥' : 'Use the key' }).first();
    await field.fill('ig_wrong');
    await use.click();
    await page.locator('.failure', { hasText: lang === 'zh' ? '此服务需要密钥' : 'with a key only' }).first().waitFor();
    await field.fill(secret);
    await use.click();
    await page.locator('.hubs button').first().click();
    await drawn(page, 10);
    expect(page.url()).not.toContain(secret);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(secret);
    await page.context().close();
  } finally {
    await locked.stop();
    rmSync(folder, { recursive: true });
  }
});

interface Violation { id: string; impact: string; nodes: { html: string }[] }

test.each(['light', 'dark'])('axe-core finds nothing serious, %s', async (theme) => {
  for (const query of ['', 'see=odd-city&on=odd-city&', 'see=odd-city&tab=table&on=odd-yi&', 'path=odd-jia:odd-yi&tab=paths&pick=0&hop=1&', 'see=gone-zzz&']) {
    for (const lang of ['zh', 'en']) {
      const { page } = await open(browser, `${service.address}/?${query}theme=${theme}&lang=${lang}`);
      await page.locator(query ? '.explore' : '.hubs').waitFor();
      await page.waitForLoadState('networkidle');
      await page.evaluate(axe);
      const found = await page.evaluate(() => (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe.run().then((r) => r.violations));
      expect(found.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), query + lang).toEqual([]);
      await page.context().close();
    }
  }
}, 90_000);

test('the page is of use within a second, the best of three times', async () => {
  const took: number[] = [];
  for (let i = 0; i < 3; i++) {
    const { page } = await open(browser, `${service.address}/`);
    await page.locator('.hubs button').first().waitFor();
    took.push(await page.evaluate(() => performance.now()));
    await page.context().close();
  }
  expect(Math.min(...took)).toBeLessThan(1000);
});
