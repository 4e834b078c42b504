import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

const SCHEME = 'app';
const HOST = 'talkmelder';
export const RENDERER_ORIGIN = `${SCHEME}://${HOST}`;
export const RENDERER_URL = `${RENDERER_ORIGIN}/index.html`;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing is allowed but the window's own files; no connection leaves the window. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must be called before `ready`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Serves the files of `folder`, and nothing outside it, to the windows of `target`. */
export function serveRenderer(target: Session, folder: string): void {
  target.protocol.handle(SCHEME, async (request) => {
    const url = URL.parse(request.url);
    const type = TYPES[extname(url?.pathname ?? '')];
    if (!url || url.host !== HOST || request.method !== 'GET' || !type) return notFound();
    try {
      const file = normalize(join(folder, decodeURIComponent(url.pathname)));
      if (!file.startsWith(folder + sep)) return notFound();
      return new Response(await readFile(file), {
        headers: { 'Content-Type': type, 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' },
      });
    } catch {
      return notFound();
    }
  });
}

const notFound = (): Response => new Response('not found', { status: 404 });
