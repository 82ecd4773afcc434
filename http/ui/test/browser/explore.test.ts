import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
async function visit<T>(query: string, options: Parameters<typeof open>[2], use: (page: Awaited<ReturnType<typeof open>>['page']) => Promise<T>): Promise<T> {
  const { page, wrong } = await open(browser, `${service.address}/${query}`, options);
  try {
    const answer = await use(page);
    expect(wrong).toEqual([]);
    return answer;
  } finally {
    await page.context().close();
  }
}

const words = {
  zh: { lang: 'zh-CN', type: '奇城', field: '搜索', paths: '路径', table: '表格', planned: '规划', label: '奇城', expandAll: /全部展开（7 条边）/, other: 'English' },
  en: { lang: 'en-GB', type: 'odd ci', field: 'Search', paths: 'Paths', table: 'Table', planned: 'planned', label: 'Odd City', expandAll: /Expand all \(7 edges\)/, other: '中文' },
} as const;

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  const w = words[lang];

  test('search, pick with the keyboard, and the graph is drawn', () => visit('', { lang: w.lang }, async (page) => {
    await page.locator('.hubs button').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(w.type);
    const options = page.getByRole('listbox', { name: w.field }).getByRole('option');
    await options.first().waitFor();
    expect(await options.first().locator('mark').first().textContent()).toBe(lang === 'zh' ? '奇城' : 'Odd');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await options.first().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await drawn(page, 8)).toEqual({ nodes: 8, edges: 7 });
    expect(page.url()).toContain('?see=odd-city&on=odd-city');
    expect(await styleOf(page, 'odd-city', 'label')).toBe(w.label);
    await page.getByRole('button', { name: w.expandAll }).waitFor();
  }));

  test('paths as sentences, and stepping lights them hop by hop', () => visit('?tab=paths&see=odd-jia', { lang: w.lang }, async (page) => {
    const ends = page.locator('.paths').getByRole('combobox');
    for (const [i, name] of [lang === 'zh' ? '甲廊' : 'Corridor A', lang === 'zh' ? '乙廊' : 'Corridor B'].entries()) {
      await ends.nth(i).fill(name);
      await page.getByRole('option').first().waitFor();
      await ends.nth(i).press('Enter');
    }
    const path = page.locator('.path-list .path').first();
    await path.waitFor();
    expect(await path.textContent()).toContain(lang === 'zh' ? '奇城' : 'Odd City');
    await path.click();
    await drawn(page, 3);
    const opacity = () => styleOf(page, 'odd-yi', 'opacity');
    await expect.poll(opacity).toBe('1');
    await page.locator('.path-list').getByRole('button', { name: lang === 'zh' ? '上一步' : 'Step back' }).click();
    await expect.poll(opacity).toBe('0.18');
    expect(page.url()).toContain('path=odd-jia:odd-yi');
    expect(page.url()).toContain('hop=1');
    await page.locator('.paths select').first().selectOption('shortest');
    await expect.poll(() => page.locator('.path-list .path').count()).toBe(1);
  }));

  test('the table is the picture in words, sorted, and selects', () => visit('?see=odd-city&tab=table', { lang: w.lang }, async (page) => {
    const table = page.getByRole('table').first();
    await expect.poll(() => table.locator('tbody tr').count()).toBe(8);
    await table.getByRole('columnheader').nth(3).getByRole('button').click();
    await table.getByRole('columnheader').nth(3).getByRole('button').click();
    expect(await table.getByRole('columnheader').nth(3).getAttribute('aria-sort')).toBe('descending');
    expect(await table.locator('tbody tr').first().getAttribute('data-id')).toBe('odd-city');
    await page.locator('tr[data-id="odd-yi"] button').press('Enter');
    expect(page.url()).toContain('on=odd-yi');
    expect(await page.locator('tr[data-id="odd-yi"]').getAttribute('aria-current')).toBe('true');
    expect(await page.locator('tr[data-id="odd-yi"]').textContent()).toContain(w.planned);
  }));
});

test('an edge leads to its sentence with the terms marked', () => visit('?see=odd-city', {}, async (page) => {
  await drawn(page, 8);
  const edge = await page.evaluate(async () => {
    const g = await (await fetch('v1/entities/odd-city/neighborhood')).json() as { edges: { id: string; source: string }[] };
    return g.edges.find((e) => e.source === 'odd-yi')!.id;
  });
  const place = await placeOf(page, edge);
  await page.mouse.click(place.x, place.y);
  const about = page.locator(`[data-statement="${edge}"]`);
  await about.waitFor();
  expect(await about.locator('blockquote').textContent()).toContain('规划建设乙廊');
  expect(await about.locator('blockquote mark').allTextContents()).toEqual(['规划建设乙廊']);
  expect(await about.locator('.place').textContent()).toBe('奇城调研 · 1 空间');
  expect(await about.locator('.badge').allTextContents()).toEqual(['规划', '来源明言']);
  expect(page.url()).toContain(`on=${edge}`);
}));

test('without its text, a reference shows its terms', () => visit('?see=chengxi-corridor&on=chengxi-corridor', {}, async (page) => {
  await page.locator('.terms mark').first().waitFor();
  expect(await page.locator('.terms mark').first().textContent()).toBe('杭州城西科创大走廊');
  expect(await page.locator('blockquote').count()).toBe(0);
}));

test('counts are shown before an expansion, which is undone and redone', () => visit('?see=odd-jia&on=odd-city', {}, async (page) => {
  await drawn(page, 2);
  const located = page.locator('.totals button[data-relation="located-in"][data-direction="in"]');
  expect(await located.locator('b').textContent()).toBe('7');
  await located.click();
  expect((await drawn(page, 8)).nodes).toBe(8);
  expect(page.url()).toContain('see=odd-jia,odd-city:located-in:in');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await drawn(page)).nodes).toBe(2);
  await page.keyboard.press('Control+y');
  await expect.poll(async () => (await drawn(page)).nodes).toBe(8);
  await page.goBack();
  await expect.poll(async () => (await drawn(page)).nodes).toBe(2);
  await page.goForward();
  await expect.poll(async () => (await drawn(page)).nodes).toBe(8);
}));

test('a double click expands, and the keys of the canvas walk, expand, hide and deselect', () => visit('?see=odd-jia', {}, async (page) => {
  await drawn(page, 2);
  const city = await placeOf(page, 'odd-city');
  await page.mouse.dblclick(city.x, city.y);
  await drawn(page, 8);
  const graph = page.locator('#graph');
  await graph.focus();
  const [from, to] = [await placeOf(page, 'odd-city'), await placeOf(page, 'odd-yi')];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  await page.keyboard.press(Math.abs(dx) > Math.abs(dy) ? (dx > 0 ? 'ArrowRight' : 'ArrowLeft') : (dy > 0 ? 'ArrowDown' : 'ArrowUp'));
  await expect.poll(() => new URL(page.url()).searchParams.get('on')).not.toBe('odd-city');
  expect(new URL(page.url()).searchParams.get('on')).toMatch(/^odd-/);
  await page.mouse.click(to.x, to.y);
  await expect.poll(() => page.url()).toContain('on=odd-yi');
  await graph.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain(',odd-yi&');
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await drawn(page)).nodes).toBe(7);
  await page.getByText('已隐藏 1 个实体').waitFor();
  await page.keyboard.press('Escape');
  expect(new URL(page.url()).searchParams.get('on')).toBeNull();
}));

test('each status has its own drawing, and inferred edges are dashed', () => visit('?see=odd-city', {}, async (page) => {
  await drawn(page, 8);
  const edges = await page.evaluate(async () => (await (await fetch('v1/entities/odd-city/neighborhood')).json() as { edges: { id: string; source: string; status: string; basis: string }[] }).edges);
  const looks = new Map<string, string>();
  for (const e of edges.filter((e) => e.basis === 'stated')) {
    looks.set(e.status, [await styleOf(page, e.id, 'target-arrow-shape'), await styleOf(page, e.id, 'target-arrow-fill')].join(' '));
    expect(await styleOf(page, e.id, 'line-style')).toBe('solid');
  }
  expect(looks.size).toBe(6);
  expect(new Set(looks.values()).size).toBe(6);
  expect(await styleOf(page, edges.find((e) => e.basis === 'inferred')!.id, 'line-style')).toBe('dashed');
  expect([await styleOf(page, 'odd-jia', 'border-style'), await styleOf(page, 'odd-yi', 'border-style')]).toEqual(['solid', 'dashed']);
}));

test('the legend counts and leaves out', () => visit('?see=odd-city', {}, async (page) => {
  await drawn(page, 8);
  const planned = page.locator('.legend .switch', { hasText: '规划' });
  expect(await planned.locator('b').textContent()).toBe('2');
  await planned.locator('input').press('Space');
  await expect.poll(async () => drawn(page)).toEqual({ nodes: 7, edges: 6 });
  expect(page.url()).toContain('without-status=planned');
  await page.locator('.legend .switch', { hasText: '走廊' }).locator('input').click();
  await expect.poll(async () => (await drawn(page)).nodes).toBe(1);
  await page.getByRole('button', { name: '全部显示' }).click();
  await expect.poll(async () => drawn(page)).toEqual({ nodes: 8, edges: 7 });
}));

test('what is cut is said, and more can be had', () => visit('?see=hangzhou', {}, async (page) => {
  expect((await drawn(page, 61)).nodes).toBe(61);
  await page.locator('[data-cut="hangzhou"]').getByRole('button').click();
  await drawn(page, 90);
  await expect.poll(() => page.locator('[data-cut]').count()).toBe(0);
  expect(page.url()).toContain('see=hangzhou:::120');
}));

test('a hub is asked about before it is expanded', () => visit('?see=chengxi-corridor&on=hangzhou', {}, async (page) => {
  const before = await drawn(page, 5);
  await page.locator('#graph').press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('expand');
  expect(await drawn(page)).toEqual(before);
}));

test('language and theme change without a reload, and stand in the address', () => visit('?see=odd-city', { lang: 'en-GB' }, async (page) => {
  await drawn(page, 8);
  await page.evaluate(() => { document.body.dataset['mine'] = 'still here'; });
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('tab', { name: '证据' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh');
  await expect.poll(() => styleOf(page, 'odd-city', 'label')).toBe('奇城');
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: /^主题/ }).click();
  await page.getByRole('button', { name: /^主题/ }).click();
  await expect.poll(() => page.url()).toContain('&lang=zh&theme=dark');
  await expect.poll(ground).not.toBe(light);
  expect(await page.evaluate(() => document.body.dataset['mine'])).toBe('still here');
}));

test('an address gives the same picture every time, until it is arranged anew', async () => {
  const places = () => visit('?see=chengxi-corridor,innovation-axis,hangzhou', {}, async (page) => {
    await drawn(page, 60);
    const before = await placeOf(page, 'innovation-axis');
    await page.getByRole('button', { name: '重新排布' }).click();
    expect(await placeOf(page, 'innovation-axis')).not.toEqual(before);
    return before;
  });
  expect(await places()).toEqual(await places());
});

test('an address restores the whole view', () => visit('?see=odd-city&on=odd-yi&hide=odd-bing&without-status=absent&tab=table&lang=en&theme=dark', {}, async (page) => {
  expect((await drawn(page, 6)).nodes).toBe(6);
  expect(await page.locator('tr[aria-current="true"]').getAttribute('data-id')).toBe('odd-yi');
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['en', 'dark']);
}));

test.each([360, 800, 1280, 3840])('nothing is wider than a page of %i pixels', (width) => visit('?see=hangzhou&on=hangzhou&lang=en', { width, height: 900 }, async (page) => {
  await drawn(page, 61);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect((await page.locator('#graph').boundingBox())!.height).toBeGreaterThan(200);
}));
