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

/** A conversation's picture, or null. */
export type AvatarSource = (
  token: string,
  dark: boolean,
) => Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> } | null>;

/**
 * Serves the window of `target`: the files of `folder` and nothing outside it, and below /avatar/ the pictures of
 * conversations, which main fetches (`/avatar/TOKEN/light?v=VERSION`).
 */
export function serveRenderer(target: Session, folder: string, avatars: AvatarSource): void {
  target.protocol.handle(SCHEME, (request) => {
    const url = URL.parse(request.url);
    if (!url || url.host !== HOST || request.method !== 'GET') return notFound();
    return url.pathname.startsWith('/avatar/') ? serveAvatar(url, avatars) : serveFile(url, folder);
  });
}

async function serveFile(url: URL, folder: string): Promise<Response> {
  const type = TYPES[extname(url.pathname)];
  if (!type) return notFound();
  try {
    const file = normalize(join(folder, decodeURIComponent(url.pathname)));
    if (!file.startsWith(folder + sep)) return notFound();
    const headers = { 'Content-Type': type, 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' };
    return new Response(await readFile(file), { headers });
  } catch {
    return notFound();
  }
}

async function serveAvatar(url: URL, avatars: AvatarSource): Promise<Response> {
  const [, token, theme] = /^\/avatar\/([a-z0-9]{1,64})\/(light|dark)$/i.exec(url.pathname) ?? [];
  if (!token) return notFound();
  const picture = await avatars(token, theme === 'dark').catch(() => null);
  if (!picture) return notFound();
  const headers = {
    'Content-Type': picture.type,
    // The picture is the server's: opened as a page of its own (which nothing here does), it could do nothing.
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'max-age=86400',
  };
  return new Response(picture.bytes, { headers });
}

const notFound = (): Response => new Response('not found', { status: 404 });
