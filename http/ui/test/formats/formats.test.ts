import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, open, Service } from '../browser/browser';
import { expected, type Says } from './expected';
import { serveFiles } from './files';
import { differences, type Held } from './held';
import { notPainted } from './painted';
import { readCytoscape, readD3, readECharts, readG6, readSigma, readVis } from './readers';

/** A page, the format that it asks for, how to ask its library, and a format of another library. */
interface Library { page: string; format: string; read: () => Held; wrong: string; says?: Says }
const libraries: Library[] = [
  { page: 'cytoscape', format: 'cytoscape', read: readCytoscape, wrong: 'd3' },
  { page: 'd3', format: 'd3', read: readD3, wrong: 'vis' },
  { page: 'echarts', format: 'echarts', read: readECharts, wrong: 'graphology', says: { size: true, dashed: true } },
  { page: 'g6', format: 'g6', read: readG6, wrong: 'd3' },
  { page: 'sigma', format: 'graphology', read: readSigma, wrong: 'g6' },
  { page: 'vis', format: 'vis', read: readVis, wrong: 'g6', says: { dashed: true } },
];

const around = '/v1/entities/zhijiang-lab/neighborhood?depth=2';
const among = '/v1/subgraph?ids=chengxi-corridor,chengdong-corridor,hangzhou';
/** A question for every kind of graph, and how much of the types' colours must be seen: in a large graph some nodes hide others. */
const questions = [
  { kind: 'a neighborhood', of: around, lang: 'zh', seen: 0.75 },
  { kind: 'a neighborhood in English', of: `${around}&lang=en`, lang: 'en', seen: 0.75 },
  { kind: 'paths', of: '/v1/paths?from=zhijiang-lab&to=linjiang-high-tech-zone&mode=k-shortest&k=3', lang: 'zh', seen: 1 },
  { kind: 'a subgraph', of: among, lang: 'zh', seen: 1 },
  { kind: 'the whole graph', of: '/v1/export', lang: 'zh', seen: 0.75 },
] as const;

let files: Awaited<ReturnType<typeof serveFiles>>;
let service: Service;
let browser: Browser;
let withGL: Browser;
beforeAll(async () => {
  files = await serveFiles(fileURLToPath(new URL('../..', import.meta.url)));
  service = await Service.start('--cors-origin', files.address);
  browser = await launch();
  withGL = await chromium.launch({ // sigma.js draws with WebGL, here without a graphics card
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
});
afterAll(async () => {
  await Promise.all([browser?.close(), withGL?.close(), service?.stop(), files?.close()]);
});

/** Shows an answer in a library's page, asked for in a format; wrong lists what went wrong in it. */
async function show({ page: name, format }: Library, of: string, as = format): Promise<{ page: Page; wrong: () => string[] }> {
  const { page, wrong } = await open(name === 'sigma' ? withGL : browser, `${files.address}/test/formats/index.html`);
  if (as !== format) {
    await page.route(`${service.address}/**`, (route) => route.continue({ url: route.request().url().replace(`format=${format}`, `format=${as}`) }));
  }
  await page.goto(`${files.address}/test/formats/${name}.html?${new URLSearchParams({ api: service.address, of })}`);
  return { page, wrong: () => wrong.filter((w) => !w.startsWith(`elsewhere: ${service.address}/v1/`)) };
}

/** What a library lacks of an answer; a library that cannot be asked lacks all. */
const lacks = (page: Page, { read }: Library, want: Held): Promise<string[]> =>
  page.evaluate(read).then((held) => differences(held, want), (e: Error) => [`cannot be read: ${e.message}`]);

describe.each(libraries)('$page', (library) => {
  test.each(questions)('$kind is held, shown and painted', async ({ of, lang, seen }) => {
    const want = await expected(service.address, of, lang, library.says ?? {});
    expect(want.nodes.length).toBeGreaterThan(2);
    const { page, wrong } = await show(library, of);
    try {
      await expect.poll(() => lacks(page, library, want), { timeout: 20_000 }).toEqual([]);
      const colors = [...new Set(want.nodes.map((n) => n.color))];
      await expect.poll(() => notPainted(page, colors).then((missing) => missing.length), { timeout: 20_000, interval: 500 }).toBeLessThanOrEqual(colors.length * (1 - seen));
      expect(wrong()).toEqual([]);
    } finally {
      await page.context().close();
    }
  }, 60_000);

  test(`the format of another library, ${library.wrong}, is not taken for it`, async () => {
    const want = await expected(service.address, among, 'zh', library.says ?? {});
    const { page, wrong } = await show(library, among, library.wrong);
    try {
      await expect.poll(async () => wrong().length > 0 || await page.evaluate(() => 'shown' in window)).toBe(true);
      await page.waitForTimeout(2_000); // more than the right format takes
      expect(await lacks(page, library, want)).not.toEqual([]);
    } finally {
      await page.context().close();
    }
  });
});

test('the list of pages leads to each of them', async () => {
  const { page, wrong } = await open(browser, `${files.address}/test/formats/index.html`);
  try {
    expect(await page.locator('td a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))).toEqual(libraries.map((l) => `${l.page}.html`));
    expect(await page.locator('td code').allTextContents()).toEqual(libraries.map((l) => l.format));
    expect(wrong).toEqual([]);
  } finally {
    await page.context().close();
  }
});
