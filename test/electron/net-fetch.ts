import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dispatcher } from 'undici-types';
import { assertReady } from './lifecycle.ts';
import { toBodyError, toNetError } from './net-errors.ts';
import { network } from './network.ts';
import { notImplemented } from './strict.ts';

export type SchemeHandler = (request: Request) => Response | Promise<Response>;
export type FetchInit = RequestInit & { bypassCustomProtocolHandlers?: boolean };

/** What Chromium makes of a file's extension; the rest has no type. */
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const bodiless = new Set([101, 204, 205, 304]);

async function fetchFile(url: URL): Promise<Response> {
  const path = fileURLToPath(url);
  const content = await readFile(path).catch(() => {
    throw new Error('net::ERR_FILE_NOT_FOUND');
  });
  const type = types[extname(path).toLowerCase()];
  return new Response(content, { headers: type ? { 'content-type': type } : {} });
}

/** The body, with errors under Chromium's names. */
function bodyOf(response: Response, method: string): ReadableStream<Uint8Array> | null {
  if (!response.body || bodiless.has(response.status) || method === 'HEAD') return null;
  const reader = response.body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        const aborted = error instanceof DOMException;
        controller.error(aborted ? (network.online ? error : networkChanged()) : toBodyError(error, response.headers));
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

const networkChanged = (): Error => new Error('net::ERR_NETWORK_CHANGED');

async function fetchWeb(request: Request, dispatcher: Dispatcher | undefined): Promise<Response> {
  if (request.credentials !== 'omit') {
    // Electron would send and keep the session's cookies, Node has none: the app must say that it wants none.
    throw notImplemented(`fetch with credentials '${request.credentials}'`);
  }
  if (!network.online) throw new Error('net::ERR_INTERNET_DISCONNECTED');
  const { connected } = network;
  const followed = request.redirect === 'follow';
  const response = await fetch(request, {
    redirect: followed ? 'follow' : 'manual',
    signal: AbortSignal.any([request.signal, connected]),
    // Without TLS there is no certificate to judge.
    ...(dispatcher && request.url.startsWith('https:') && { dispatcher }),
  }).catch((error) => {
    if (request.signal.aborted) throw request.signal.reason;
    throw connected.aborted ? networkChanged() : toNetError(error);
  });
  if (!followed && response.status >= 300 && response.status < 400 && response.headers.has('location')) {
    await response.body?.cancel();
    throw new Error(
      request.redirect === 'error'
        ? "Attempted to redirect, but redirect policy was 'error'"
        : 'Redirect was cancelled',
    );
  }
  const { status, statusText, headers } = response;
  // A fresh Response, as Electron makes it: its `url` and `redirected` say nothing.
  return new Response(bodyOf(response, request.method), { status, statusText, headers });
}

/** `session.fetch` and `net.fetch`: Node's own fetch, held to the rules and the errors of Chromium's network stack. */
export async function netFetch(
  input: string | Request,
  init: FetchInit | undefined,
  handlers: ReadonlyMap<string, SchemeHandler>,
  dispatcher?: Dispatcher,
): Promise<Response> {
  assertReady('fetch');
  const request = new Request(input, init);
  if (request.signal.aborted) throw request.signal.reason;
  const url = new URL(request.url);
  const handler = init?.bypassCustomProtocolHandlers ? undefined : handlers.get(url.protocol.slice(0, -1));
  if (handler) return handler(request);
  if (url.protocol === 'file:') return fetchFile(url);
  if (url.protocol === 'http:' || url.protocol === 'https:') return fetchWeb(request, dispatcher);
  throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
}
