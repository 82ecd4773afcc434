// How fluent the canvas is with the neighborhood of a hub, 500 nodes, drawn in
// software: `node fluency.mjs ADDRESS`. The service should serve a graph with an
// entity of more than 500 neighbors, as `graphbench gen` makes it.
import { chromium } from 'playwright-core';

const address = process.argv[2] ?? 'http://127.0.0.1:8080';
const { entities: [hub] } = await (await fetch(`${address}/v1/entities?sort=-degree&limit=1`)).json();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const begin = performance.now();
await page.goto(`${address}/?see=${hub.id}:::498`);
await page.waitForFunction(() => Number(document.getElementById('graph')?.dataset.nodes ?? 0) >= 499);
const { nodes, edges } = await page.evaluate(() => ({ ...document.getElementById('graph').dataset }));
console.log(`${nodes} nodes and ${edges} edges: ${Math.round(performance.now() - begin)} ms from the address to the picture`);
await page.waitForTimeout(1000);
const box = await page.locator('#graph').boundingBox();

/** The time from frame to frame while something is done, in milliseconds. */
async function frames(name, act) {
  await page.evaluate(() => {
    const taken = [];
    let last = performance.now();
    const tick = (now) => { taken.push(now - last); last = now; if (globalThis.frames) requestAnimationFrame(tick); };
    globalThis.frames = taken;
    requestAnimationFrame(tick);
  });
  await act();
  const taken = await page.evaluate(() => { const f = globalThis.frames; globalThis.frames = undefined; return f.slice(2).sort((a, b) => a - b); });
  const at = (p) => taken[Math.min(taken.length - 1, Math.floor(p * taken.length))].toFixed(1);
  console.log(`${name}: ${taken.length} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`);
}

const glide = async (steps, dx, dy) => {
  for (let i = 0; i < steps; i++) { await page.mouse.move(box.x + 60 + i * dx, box.y + 100 + i * dy); await page.waitForTimeout(16); }
};
await frames('pan', async () => { await page.mouse.move(box.x + 60, box.y + 100); await page.mouse.down(); await glide(60, 5, 2); await page.mouse.up(); });
await frames('zoom', async () => { for (let i = 0; i < 30; i++) { await page.mouse.wheel(0, i < 15 ? -60 : 60); await page.waitForTimeout(30); } });
await frames('hover', () => glide(60, 7, 3));
await browser.close();
