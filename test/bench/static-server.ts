import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
/** In the app, main answers requests for pictures. */
const AVATAR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="teal"/></svg>';

export interface StaticServer {
  /** Ends in a slash. */
  url: string;
  close(): void;
}

/** Serves a folder on loopback, and a picture for each conversation. */
export async function serveFolder(folder: URL): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/avatar/')) {
      response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(AVATAR);
      return;
    }
    try {
      const body = await readFile(join(fileURLToPath(folder), pathname));
      response
        .writeHead(200, { 'Content-Type': `${TYPES[extname(pathname)] ?? 'text/plain'}; charset=utf-8` })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
