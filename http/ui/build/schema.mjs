// Writes src/api/schema.d.ts from the API document that the service itself gives.
// An argument is the address of a running service; without one the program named
// by INNOGRAPH is run.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

/** The text of schema.d.ts for a service. */
export async function schemaOf(address) {
  const answer = await fetch(`${address}/openapi.json`);
  if (!answer.ok) throw new Error(`${address}/openapi.json answers ${answer.status}`);
  return '// Made from /openapi.json by `make ui-schema`.\n' + astToString(await openapiTS(await answer.json()));
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until the service answers, at most 60 seconds. */
export async function ready(address, child) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((r) => setTimeout(r, 100))) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    try {
      if ((await fetch(`${address}/readyz`)).ok) return;
    } catch { /* not listening yet */ }
  }
  throw new Error(`${address} does not answer`);
}

async function main() {
  const target = new URL('../src/api/schema.d.ts', import.meta.url);
  if (process.argv[2]) return writeFile(target, await schemaOf(process.argv[2]));
  const address = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(process.env.INNOGRAPH, ['serve', '--listen', address.slice(7)], { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await ready(address, child);
    await writeFile(target, await schemaOf(address));
  } finally {
    child.kill();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv[2] && !process.env.INNOGRAPH) throw new Error('name a running service, or the program in INNOGRAPH');
  await main();
}
