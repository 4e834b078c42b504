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

/** Chromium's media types by file extension; other files have no type. */
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

/**
 * Returns the body, with errors under Chromium's names. Cancelling it keeps the request running and the connection
 * busy: only the signal ends a request (lib/browser/api/net-fetch.ts returns the body as a separate stream).
 */
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
  });
}

const networkChanged = (): Error => new Error('net::ERR_NETWORK_CHANGED');

const redirects = new Set([301, 302, 303, 307, 308]);

/** Returns the target of a redirect as Chromium reads it, or null without one. @throws for an invalid address */
export function redirectOf({ status, headers }: Response, from: string): URL | null {
  const location = headers.get('location');
  if (!redirects.has(status) || !location) return null;
  const to = URL.parse(location, from);
  if (!to) throw new Error('net::ERR_INVALID_REDIRECT');
  return to;
}

/** Sends a request over the real network. @throws under Chromium's names, or with the signal's reason */
export async function askNetwork(
  request: Request,
  redirect: 'follow' | 'manual',
  dispatcher: Dispatcher | undefined,
): Promise<Response> {
  if (!network.online) throw new Error('net::ERR_INTERNET_DISCONNECTED');
  const { connected } = network;
  return fetch(request, {
    redirect,
    signal: AbortSignal.any([request.signal, connected]),
    // A connection without TLS has no certificate to judge.
    ...(dispatcher && request.url.startsWith('https:') && { dispatcher }),
  }).catch((error) => {
    if (request.signal.aborted) throw request.signal.reason;
    throw connected.aborted ? networkChanged() : toNetError(error);
  });
}

/** Chromium's header lines are UTF-8, and each name comes once, with even cookies joined. */
const readAsUtf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
function headersOf(headers: Headers): Headers {
  const read = new Headers();
  for (const name of new Set(headers.keys())) read.set(name, readAsUtf8(headers.get(name) ?? ''));
  return read;
}

async function fetchWeb(request: Request, dispatcher: Dispatcher | undefined): Promise<Response> {
  if (request.credentials !== 'omit') {
    // Electron would send and keep the session's cookies, which Node lacks, so the app must decline them.
    throw notImplemented(`fetch with credentials '${request.credentials}'`);
  }
  const followed = request.redirect === 'follow';
  const response = await askNetwork(request, followed ? 'follow' : 'manual', dispatcher);
  if (!followed && redirectOf(response, request.url)) {
    await response.body?.cancel();
    throw new Error(
      request.redirect === 'error'
        ? "Attempted to redirect, but redirect policy was 'error'"
        : 'Redirect was cancelled',
    );
  }
  const { status, statusText, headers } = response;
  try {
    // Electron also creates a fresh Response, whose `url` and `redirected` are empty.
    const init = { status, statusText: readAsUtf8(statusText), headers: headersOf(headers) };
    return new Response(bodyOf(response, request.method), init);
  } catch (error) {
    // Electron throws for values that no Response can hold in an event of the request, where no code catches it, so
    // that no answer ever comes.
    queueMicrotask(() => {
      throw error;
    });
    return new Promise((_resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason));
    });
  }
}

/**
 * Returns the answer of a scheme's handler; Electron also takes objects that are like a Response.
 * @throws under Chromium's names, whatever the handler throws. Source: Electron's lib/browser/api/protocol.ts
 */
export async function answerOf(handler: SchemeHandler, request: Request): Promise<Response> {
  let response: unknown;
  try {
    response = await handler(request);
  } catch (error) {
    console.error(error);
  }
  if (!(response instanceof Response)) throw new Error('net::ERR_UNEXPECTED');
  if (response.type === 'error') throw new Error('net::ERR_FAILED');
  return response;
}

/**
 * Implements `session.fetch` and `net.fetch` with Node's own fetch under the rules and error names of Chromium's
 * network stack.
 */
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
  if (handler) return answerOf(handler, request);
  if (url.protocol === 'file:') return fetchFile(url);
  if (url.protocol === 'http:' || url.protocol === 'https:') return fetchWeb(request, dispatcher);
  throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
}
