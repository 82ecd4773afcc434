import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Record<string, string> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };

/** Serves the files of a folder on a loopback port, until it is closed. */
export async function serveFiles(folder: string): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer(async (request, reply) => {
    const path = new URL(request.url!, 'http://files').pathname; // holds no ".."
    try {
      const content = await readFile(join(folder, path));
      reply.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(content);
    } catch {
      reply.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => { server.close(() => closed()); server.closeAllConnections(); }),
  };
}
