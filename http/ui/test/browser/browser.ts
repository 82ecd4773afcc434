import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { freePort, ready } from '../../build/schema.mjs';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Debian's Chromium, which `make setup` installs; it talks to nobody by itself. */
export const launch = (): Promise<Browser> => chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** The program of this checkout, serving on a loopback port. */
export class Service {
  private child: ChildProcess | undefined;
  private constructor(readonly address: string, private readonly folder: string, private readonly args: readonly string[]) {}

  static async start(...args: string[]): Promise<Service> {
    const folder = mkdtempSync(join(tmpdir(), 'explorer-'));
    execFileSync(process.env['GO'] ?? 'go', ['build', '-o', join(folder, 'innograph'), './cmd/innograph'], { cwd: root });
    const service = new Service(`http://127.0.0.1:${await freePort()}`, folder, args);
    await service.up();
    return service;
  }

  /** Starts it, on the same port as before. */
  async up(): Promise<void> {
    this.child = spawn(join(this.folder, 'innograph'), ['serve', '--listen', this.address.slice('http://'.length), '--log-level', 'error', ...this.args], { cwd: this.folder, stdio: ['ignore', 'ignore', 'inherit'] });
    await ready(this.address, this.child);
  }

  /** What the program prints when it is run with other arguments. */
  run(...args: string[]): string { return execFileSync(join(this.folder, 'innograph'), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }); }

  /** Ends it, and waits until it has ended. */
  async down(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((r) => child.once('exit', r));
    child.kill();
    await ended;
  }

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true });
  }
}

/** A page, and whatever went wrong in it: errors, forbidden things, requests to elsewhere. */
export async function open(browser: Browser, url: string, options: { lang?: string; dark?: boolean; width?: number; height?: number } = {}): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({
    locale: options.lang ?? 'zh-CN', colorScheme: options.dark ? 'dark' : 'light', viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong: string[] = [];
  const origin = new URL(url).origin;
  page.on('pageerror', (e) => wrong.push(`error: ${e.message}`));
  page.on('console', (m) => { if (m.type() === 'error' && !m.text().includes('Failed to load resource')) wrong.push(`console: ${m.text()}`); });
  page.on('request', (r) => { if (!r.url().startsWith(origin) && !r.url().startsWith('data:')) wrong.push(`elsewhere: ${r.url()}`); });
  await page.goto(url);
  return { page, wrong };
}

/** Waits until the picture shows at least so many nodes. */
export async function drawn(page: Page, nodes = 1): Promise<{ nodes: number; edges: number }> {
  await page.waitForFunction((n) => Number(document.getElementById('graph')?.dataset['nodes'] ?? 0) >= n, nodes);
  return page.evaluate(() => {
    const { nodes, edges } = document.getElementById('graph')!.dataset;
    return { nodes: Number(nodes), edges: Number(edges) };
  });
}

interface Drawn { cy: { getElementById(id: string): { renderedPosition(): { x: number; y: number }; midpoint(): { x: number; y: number }; isNode(): boolean; style(name: string): string }; pan(): { x: number; y: number }; zoom(): number } }

/** Where a node, or the middle of an edge, is on the page. */
export function placeOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  return page.evaluate((id) => {
    const element = document.getElementById('graph')!;
    const { cy } = (element as unknown as { _cyreg: Drawn })._cyreg;
    const item = cy.getElementById(id);
    const box = element.getBoundingClientRect();
    const m = item.isNode() ? item.renderedPosition() : { x: item.midpoint().x * cy.zoom() + cy.pan().x, y: item.midpoint().y * cy.zoom() + cy.pan().y };
    return { x: box.x + m.x, y: box.y + m.y };
  }, id);
}

/** How the picture draws an element: the value of a style. */
export const styleOf = (page: Page, id: string, name: string): Promise<string> => page.evaluate(([id, name]) =>
  (document.getElementById('graph') as unknown as { _cyreg: Drawn })._cyreg.cy.getElementById(id!).style(name!), [id, name]);
