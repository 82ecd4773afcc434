import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Edge, Meta, Node } from '../../src/api/types';
import { pages } from '../../src/state/view';
import { drawn, launch, open, Service } from './browser';

const here = import.meta.dirname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'share-'));
let service: Service;
let browser: Browser;
beforeAll(async () => {
  service = await Service.start('--pack', `${here}/odd`, '--sources', `${here}/texts`);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(folder, { recursive: true });
});

type Options = Parameters<typeof open>[2] & { clipboard?: boolean; before?: () => void };

/** The share tab of a view, which must have nothing wrong with it at the end. */
async function visit(query: string, { clipboard = true, before, ...options }: Options, use: (page: Page) => Promise<void>): Promise<void> {
  const { page, wrong } = await open(browser, `${service.address}/readyz`, options);
  try {
    if (clipboard) await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: service.address });
    if (before) await page.addInitScript(before);
    await page.goto(`${service.address}/?${query}&tab=share`);
    await page.locator('.share').waitFor();
    await use(page);
    expect(wrong.filter((w) => !w.startsWith('elsewhere: blob:'))).toEqual([]); // a file of the page itself
  } finally {
    await page.context().close();
  }
}

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const button = (page: Page, name: string) => page.locator('.share').getByRole('button', { name, exact: true });
const said = (page: Page) => page.locator('[role="status"]');

/** The file that a button gives: its name and what is in it. */
async function file(page: Page, name: string): Promise<{ name: string; bytes: Buffer; text: string }> {
  const [given] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  const bytes = readFileSync(await given.path());
  return { name: given.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

const words = {
  zh: {
    lang: 'zh-CN', copyLink: '复制链接', copied: '已复制：链接', copyAs: '复制为', city: '奇城', nodes: '实体', edges: '边', planned: '规划', name: '名称', save: '保存当前视图', replace: '替换同名视图',
    saved: '已保存视图“奇 <b>”', open: '打开“奇 <b>”', rename: '重命名“奇 <b>”', renamed: '“奇 <b>”已改名为“新名”', opened: '已打开视图“新名”', drop: '删除“新名”', dropped: '已删除视图“新名”', restore: '撤销删除',
    exportViews: '导出全部视图', imported: '已导入：新增 1 个，替换 1 个，相同 0 个', importViews: '导入视图…', incomplete: '不完整：服务只返回了部分结果', refused: '没有导入文件',
    off: '浏览器不允许在这里保存数据', full: '浏览器的存储空间已满', broken: '浏览器里保存的视图无法读取', forget: '清除保存的内容', noCopy: '浏览器不允许写入剪贴板', downloading: '已开始下载',
  },
  en: {
    lang: 'en-GB', copyLink: 'Copy the link', copied: 'Copied: Link', copyAs: 'Copy as', city: 'Odd City', nodes: 'Entities', edges: 'Edges', planned: 'planned', name: 'Name', save: 'Save this view', replace: 'Replace the view of this name',
    saved: 'Saved the view “奇 <b>”', open: 'Open “奇 <b>”', rename: 'Rename “奇 <b>”', renamed: '“奇 <b>” is now called “新名”', opened: 'Opened the view “新名”', drop: 'Delete “新名”', dropped: 'Deleted the view “新名”', restore: 'Undo the deletion',
    exportViews: 'Export all views', imported: 'Imported: 1 new, 1 replaced, 0 the same', importViews: 'Import views…', incomplete: 'Not complete: the service answered only a part', refused: 'was not imported',
    off: 'The browser does not let this page store anything', full: 'The storage of the browser is full', broken: 'The views stored in this browser cannot be read', forget: 'Forget what is stored', noCopy: 'The browser does not let this page write to the clipboard', downloading: 'Download started',
  },
} as const;

/** Runs a script by a program that must be there. */
function run(program: 'sh' | 'python3' | 'Rscript', script: string): string {
  const path = join(folder, 'script');
  writeFileSync(path, script);
  try {
    return execFileSync(program, [path], { encoding: 'utf8', timeout: 20_000, env: { ...process.env, no_proxy: '127.0.0.1' } });
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') throw new Error(`${program} is missing: make setup installs it`);
    throw e;
  }
}

/** What the scripts say of an answer: how many rows its lists have, or the lists in its members. */
const summary = (address: string, answer: Record<string, unknown>): string => [address, ...Object.entries(answer).flatMap(([name, part]) => {
  const rows: unknown = Array.isArray(part) ? part : (part as { items?: unknown } | null)?.items;
  return Array.isArray(rows) ? [`  ${name}: ${rows.length}`] : [];
})].join('\n');

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  const w = words[lang];

  test('the link opens the same view', () => visit('see=odd-city,odd-jia&on=odd-city&hide=odd-yi&without-status=absent', { lang: w.lang }, async (page) => {
    const before = await drawn(page, 6);
    await button(page, w.copyLink).press('Enter');
    await expect.poll(() => said(page).textContent()).toBe(w.copied);
    const link = await clipboard(page);
    expect(link).toBe(page.url().replace('&tab=share', ''));
    await page.goto(link);
    expect(await drawn(page, 6)).toEqual(before);
  }));

  test('the scripts of a view run, and say what the service answers', () => visit('see=odd-city,hangzhou&path=odd-jia:odd-yi', { lang: w.lang }, async (page) => {
    await drawn(page, 10);
    const addresses = await page.locator('.share-questions a').evaluateAll((links) => links.map((a) => (a as HTMLAnchorElement).href));
    expect(addresses).toHaveLength(3);
    const answers = await Promise.all(addresses.map(async (a) => (await fetch(a)).json() as Promise<Record<string, unknown>>));
    const want = `${addresses.map((a, i) => summary(a, answers[i]!)).join('\n')}\n`;
    expect(want).toContain('  nodes: 8\n  edges: 7\n');
    const copied = async (language: string) => { await button(page, `${w.copyAs} ${language}`).click(); await expect.poll(() => said(page).textContent()).toContain(language); return clipboard(page); };
    expect(run('sh', await copied('curl')).split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown)).toEqual(answers);
    expect(run('python3', await copied('Python'))).toBe(want);
    expect(run('Rscript', await copied('R'))).toBe(want);
  }));

  test('tables', () => visit('see=odd-city&hide=odd-markup&without-status=planned', { lang: w.lang }, async (page) => {
    await drawn(page, 6);
    const nodes = await file(page, `CSV · ${w.nodes}`);
    expect(nodes.name).toBe(`innograph-odd-city-${w.nodes.toLowerCase()}-${lang}.csv`);
    expect([...nodes.bytes.subarray(0, 3)]).toEqual([0xEF, 0xBB, 0xBF]);
    const lines = nodes.text.slice(1).split('\r\n');
    expect(lines).toHaveLength(1 + 6 + 1);
    expect(lines[1]).toMatch(new RegExp(`^${w.city},.*,7,odd-city$`));
    expect(nodes.text).not.toContain(w.planned);
    const edges = await file(page, `CSV · ${w.edges}`);
    expect(edges.text.slice(1).split('\r\n')).toHaveLength(1 + 5 + 1);
    await expect.poll(() => said(page).textContent()).toBe(lang === 'zh' ? `${w.downloading} ${edges.name}` : `${w.downloading}: ${edges.name}`);
  }));

  test('pictures', () => visit('see=odd-city', { lang: w.lang, dark: lang === 'en' }, async (page) => {
    await drawn(page, 8);
    const svg = await file(page, 'SVG');
    expect(svg.name).toBe(`innograph-odd-city-${lang}.svg`);
    expect(await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement.localName, svg.text)).toBe('svg');
    expect(svg.text).toContain(w.city);
    const png = await file(page, 'PNG');
    expect(png.name).toBe(`innograph-odd-city-${lang}.png`);
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(400); // its width
  }));

  test('gexf is the graph in the language of the page, at its places', () => visit('see=odd-city&hide=odd-yi', { lang: w.lang }, async (page) => {
    await drawn(page, 7);
    const { name, text } = await file(page, 'GEXF');
    expect(name).toBe(`innograph-odd-city-${lang}.gexf`);
    const read = await page.evaluate((text) => {
      const xml = new DOMParser().parseFromString(text, 'application/xml');
      return {
        root: xml.documentElement.localName,
        nodes: [...xml.querySelectorAll('node')].map((n) => ({ id: n.getAttribute('id'), label: n.getAttribute('label'), color: n.getElementsByTagName('viz:color').length, at: n.getElementsByTagName('viz:position')[0]?.getAttribute('x') })),
        edges: xml.querySelectorAll('edge').length,
      };
    }, text);
    expect(read).toMatchObject({ root: 'gexf', edges: 6 });
    expect(read.nodes.map((n) => n.id)).not.toContain('odd-yi');
    expect(read.nodes.find((n) => n.id === 'odd-city')!.label).toBe(w.city);
    expect(read.nodes.find((n) => n.id === 'odd-markup')!.label).toMatch(/^<img src=x onerror=alert\(1\)>/);
    expect(read.nodes.every((n) => n.color === 1)).toBe(true);
    expect(new Set(read.nodes.map((n) => n.at)).size).toBeGreaterThan(3);
    expect(read.nodes.every((n) => Number.isFinite(Number(n.at ?? 'x')))).toBe(true);
  }));

  test('what is incomplete is said, on the tab and in the file', () => visit('see=hangzhou', { lang: w.lang }, async (page) => {
    await drawn(page, 61);
    await page.locator('.share .notice', { hasText: w.incomplete }).waitFor();
    const { name, text } = await file(page, 'JSON');
    expect(name).toBe(`innograph-hangzhou-${lang}.json`);
    const graph = JSON.parse(text) as { nodes: Node[]; edges: Edge[]; meta: Meta };
    expect(Object.keys(graph)).toEqual(['nodes', 'edges', 'meta']);
    expect(graph.nodes).toHaveLength(61);
    expect(graph.meta).toMatchObject({ complete: false, stopped_by: 'limit' });
  }));

  test('views are kept, renamed, opened, deleted and restored, by the keyboard', () => visit('see=odd-city&on=odd-yi', { lang: w.lang }, async (page) => {
    await drawn(page, 8);
    await page.locator('.share').getByRole('textbox', { name: w.name, exact: true }).focus();
    await page.keyboard.type(' 奇  <b> ');
    await page.keyboard.press('Enter');
    await expect.poll(() => said(page).textContent()).toBe(w.saved);
    await button(page, w.rename).press('Enter');
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
    await page.keyboard.type('新名');
    await page.keyboard.press('Enter');
    await expect.poll(() => said(page).textContent()).toBe(w.renamed);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('新名');
    await page.goto(`${service.address}/?see=odd-jia&tab=share&theme=dark`);
    expect((await drawn(page, 2)).nodes).toBe(2);
    const item = page.locator('.share-views li').getByRole('button', { name: '新名' }).first();
    expect(await item.getAttribute('aria-current')).toBeNull();
    await item.press('Enter');
    await page.locator('.share-said', { hasText: w.opened }).waitFor();
    expect((await drawn(page, 8)).nodes).toBe(8);
    expect(page.url()).toContain('?see=odd-city&on=odd-yi&tab=share&theme=dark');
    expect(await item.getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await drawn(page)).nodes).toBe(2);
    await button(page, w.drop).press('Enter');
    await page.locator('.share', { hasText: w.dropped }).waitFor();
    expect(await page.locator('.share-views li').count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(w.restore);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.share-views li').count()).toBe(1);
  }));

  test('a name that is there is replaced, and Escape leaves a name as it is', () => visit('see=odd-city', { lang: w.lang }, async (page) => {
    const name = page.locator('.share').getByRole('textbox', { name: w.name, exact: true });
    await name.fill('a');
    await button(page, w.save).click();
    await name.fill(' a');
    await button(page, w.replace).waitFor();
    await name.fill('b');
    await button(page, w.save).click();
    await page.locator('.share-views li').nth(1).getByRole('button').nth(1).click();
    const other = page.locator('.share-views input');
    await other.fill('a');
    await other.press('Enter');
    await page.locator('.share .failure', { hasText: '“a”' }).waitFor();
    await other.press('Escape');
    expect(await page.locator('.share-views .link').allTextContents()).toEqual(['a', 'b']);
  }));

  test('all views as a file, and back, merged by name', () => visit('see=odd-city', { lang: w.lang }, async (page) => {
    for (const n of ['a', 'b']) { await page.locator('.share').getByRole('textbox', { name: w.name, exact: true }).fill(n); await page.keyboard.press('Enter'); }
    await expect.poll(() => page.locator('.share-views li').count()).toBe(2);
    const kept = await file(page, w.exportViews);
    expect(kept.name).toBe('innograph-views.json');
    expect(JSON.parse(kept.text)).toEqual({ version: 1, views: [{ name: 'a', view: '?see=odd-city' }, { name: 'b', view: '?see=odd-city' }] });
    const field = page.locator('.share input[type="file"]');
    await field.setInputFiles({ name: 'v.json', mimeType: 'application/json', buffer: Buffer.from(kept.text.replace('"a",\n      "view": "?see=odd-city"', '"c",\n      "view": ""').replace('"?see=odd-city"', '"?view=gaps"')) });
    await expect.poll(() => said(page).textContent()).toBe(w.imported);
    expect(await page.locator('.share-views .link').allTextContents()).toEqual(['a', 'b', 'c']);
    const before = await page.evaluate(() => JSON.stringify(localStorage));
    for (const [bad, where] of [['{"version": 1', 'JSON'], [kept.text.replace('?see=odd-city', '?see=<b>'), '$.views[0].view'], [kept.text.replace('"version": 1', '"version": 9'), '$.version'], ['\xff', 'UTF-8']] as const) {
      await field.setInputFiles({ name: 'bad <i>.json', mimeType: 'application/json', buffer: Buffer.from(bad, 'latin1') });
      await page.locator('.share .failure', { hasText: where }).waitFor();
      expect(await page.locator('.share .failure').textContent()).toContain('bad <i>.json');
      expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe(before);
    }
    expect(await said(page).textContent()).toContain(w.refused);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, w.importViews).press('Enter')]);
    expect(chooser.isMultiple()).toBe(false);
  }));

  test('a browser that stores nothing says so', async () => {
    const forbid = () => Object.defineProperty(globalThis, 'localStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
    await visit('see=odd-city', { lang: w.lang, before: forbid }, async (page) => {
      await page.locator('.share .failure', { hasText: w.off }).waitFor();
      await page.locator('.share').getByRole('textbox', { name: w.name, exact: true }).fill('a');
      await page.keyboard.press('Enter');
      await expect.poll(() => said(page).textContent()).toContain(w.off);
    });
    const fill = () => { Storage.prototype.setItem = () => { throw new DOMException('no room', 'QuotaExceededError'); }; };
    await visit('see=odd-city', { lang: w.lang, before: fill }, async (page) => {
      await page.locator('.share').getByRole('textbox', { name: w.name, exact: true }).fill('a');
      await page.keyboard.press('Enter');
      await page.locator('.share .failure', { hasText: w.full }).waitFor();
      expect(await page.locator('.share-views li').count()).toBe(0);
    });
    const spoil = () => localStorage.setItem('innograph.views /', 'rubbish');
    await visit('see=odd-city', { lang: w.lang, before: spoil }, async (page) => {
      await page.locator('.share .failure', { hasText: w.broken }).first().waitFor();
      await page.locator('.share').getByRole('textbox', { name: w.name, exact: true }).fill('a');
      await page.keyboard.press('Enter');
      await expect.poll(() => said(page).textContent()).toContain(w.broken);
      expect(await page.evaluate(() => localStorage.getItem('innograph.views /'))).toBe('rubbish');
      await button(page, w.forget).click();
      await page.locator('.share .failure').waitFor({ state: 'detached' });
    });
  });

  test('a browser that copies nothing says so, and selects the text', () => {
    const forbid = () => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError')); };
    return visit('see=odd-city', { lang: w.lang, clipboard: false, before: forbid }, async (page) => {
      await button(page, w.copyLink).click();
      await page.locator('.share .failure', { hasText: w.noCopy }).waitFor();
      expect(await page.evaluate(() => { const f = document.activeElement as HTMLInputElement; return f.value.slice(f.selectionStart!, f.selectionEnd!); })).toBe(page.url().replace('&tab=share', ''));
      await button(page, `${w.copyAs} Python`).click();
      expect(await page.evaluate(() => String(getSelection()))).toContain('urlopen(address)');
    });
  });
});

// The questions of a page can come in steps, so the scripts are those of a page at rest.
test.each(pages)('the page "%s" is taken away: its scripts run, its picture and its answers are files', (name) => visit(`view=${name}&see=chengxi-corridor&lang=en`, {}, async (page) => {
  await page.waitForLoadState('networkidle');
  const addresses = await page.locator('.share-questions a').evaluateAll((links) => links.map((a) => (a as HTMLAnchorElement).href));
  expect(addresses.length).toBeGreaterThan(0);
  const want = (await Promise.all(addresses.map(async (a) => summary(a, await (await fetch(a)).json() as Record<string, unknown>)))).join('\n');
  expect(want).toMatch(/: [1-9]/);
  for (const [language, program] of [['Python', 'python3'], ['R', 'Rscript']] as const) {
    await button(page, `Copy as ${language}`).click();
    await expect.poll(() => clipboard(page)).toContain(addresses[0]!);
    expect(run(program, await clipboard(page))).toBe(`${want}\n`);
  }
  const svg = (await file(page, 'SVG')).text;
  // Nothing in a picture may be as large as it: a nested drawing without its size covers all of it.
  expect(await page.evaluate((text) => [...new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('svg svg')].filter((s) => !/^[0-9.]+(px)?$/.test(s.getAttribute('width') ?? '')).length, svg)).toBe(0);
  expect((await file(page, 'PNG')).bytes.subarray(1, 4).toString()).toBe('PNG');
  const { name: given, text } = await file(page, 'JSON');
  expect(given).toMatch(name === 'explore' ? /^innograph-chengxi-corridor-en/ : new RegExp(`^innograph-${name}.*-en\\.json$`));
  expect(Object.keys(JSON.parse(text) as object)).toEqual(expect.arrayContaining(text.includes('"answers"') ? ['complete', 'answers'] : ['nodes', 'edges', 'meta']));
}));

test('a script says what the service says when it refuses', () => visit('see=odd-city&lang=en', {}, async (page) => {
  await button(page, 'Copy as Python').click();
  const script = (await clipboard(page)).replace('odd-city', 'odd-citty');
  writeFileSync(join(folder, 'bad.py'), script);
  expect(() => execFileSync('python3', [join(folder, 'bad.py')], { stdio: 'pipe', encoding: 'utf8' })).toThrow(/404 .*odd-citty/s);
}));

test('without a picture there is nothing to export', () => visit('on=odd-city&lang=en', {}, async (page) => {
  await page.locator('.share', { hasText: 'There is nothing to export yet.' }).waitFor();
  expect(await button(page, 'JSON').count()).toBe(0);
  expect(await button(page, 'Copy as curl').count()).toBe(0);
}));

test('what a question did not bring is said, on the tab and in the file', () => visit('see=odd-city,nowhere-at-all&lang=en', {}, async (page) => {
  await drawn(page, 8);
  await page.locator('.share .notice', { hasText: '1 of the questions have no answer' }).waitFor();
  expect(JSON.parse((await file(page, 'JSON')).text)).toMatchObject({ meta: { complete: false } });
}));

test('a tab that does not come is asked for again', async () => {
  const { page } = await open(browser, `${service.address}/?see=odd-city&lang=en`);
  const context = page.context();
  await context.route('**/panel*.js', (r) => r.abort());
  await page.getByRole('tab', { name: 'Share' }).click();
  await page.getByRole('alert').waitFor();
  await context.unroute('**/panel*.js');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.share').waitFor();
  await context.close();
});

interface Violation { id: string; impact: string; nodes: { html: string }[] }

test.each(['light', 'dark'] as const)('axe-core finds nothing serious, %s', async (theme) => {
  for (const lang of ['zh', 'en']) {
    await visit(`see=hangzhou&lang=${lang}&theme=${theme}`, {}, async (page) => {
      await drawn(page, 61);
      await page.locator('.share form input').fill('<b>');
      await page.keyboard.press('Enter');
      await page.locator('.share-views li .actions button').first().waitFor();
      for (const d of await page.locator('.share details summary').all()) await d.click();
      await page.locator('.share input[type="file"]').setInputFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from('{') });
      await page.locator('.share .failure').waitFor();
      await page.evaluate(axe);
      const found = await page.evaluate(() => (globalThis as unknown as { axe: { run: (where: string) => Promise<{ violations: Violation[] }> } }).axe.run('.panel').then((r) => r.violations));
      expect(found.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), lang).toEqual([]);
    });
  }
}, 60_000);

test.each([360, 1280, 3840])('nothing is wider than a page of %i pixels', (width) => visit('see=hangzhou,chengxi-corridor&lang=en', { width, height: 900 }, async (page) => {
  await drawn(page, 61);
  await page.locator('.share form input').fill('a name without any space '.replaceAll(' ', '-').repeat(3));
  await page.keyboard.press('Enter');
  for (const d of await page.locator('.share details summary').all()) await d.click();
  await page.locator('.share-views li .actions button').first().click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await page.locator('.share').evaluate((e) => e.scrollWidth - e.clientWidth)).toBeLessThanOrEqual(0);
}));
