import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schemaOf } from '../build/schema.mjs';
import { Service } from './browser/browser';

const root = join(import.meta.dirname, '..');

const contents = (dir: string) => Object.fromEntries(readdirSync(dir, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile()).map((f) => [join(f.parentPath, f.name).slice(dir.length), readFileSync(join(f.parentPath, f.name), 'utf8')]));

test('a fresh build is the committed one', () => {
  const dir = mkdtempSync(join(tmpdir(), 'explorer-dist-'));
  try {
    const { NODE_ENV: _, ...env } = process.env; // the runner of tests sets it, and the bundler minds it
    execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', dir, '--emptyOutDir', '--logLevel', 'error'], { cwd: root, env });
    const [fresh, committed] = [contents(dir), contents(join(root, 'dist'))];
    expect(Object.keys(fresh).sort()).toEqual(Object.keys(committed).sort());
    for (const [name, text] of Object.entries(fresh)) expect(text === committed[name], `${name} differs: run make ui`).toBe(true);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('the lock file holds no address, and every version is exact', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"|\.tgz/);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
});

let service: Service;
beforeAll(async () => { service = await Service.start(); });
afterAll(() => service?.stop());

test('the types of the API are those of the service', async () => {
  expect(await schemaOf(service.address) === readFileSync(join(root, 'src/api/schema.d.ts'), 'utf8'), 'run make ui-schema').toBe(true);
});
