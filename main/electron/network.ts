import { net, session } from 'electron';
import type { Fetch, OpenSocket } from '../core/ports.ts';
import { type TrustOptions, trust } from './trust.ts';

/** In memory only: neither cache nor cookies touch the disk. */
const PARTITION = 'nextcloud';
/** A server that has just answered answers again by then. */
const REDIRECT_MS = 10_000;

export interface Network {
  fetch: Fetch;
  openSocket: OpenSocket;
  /** The ways to this URL, for example `PROXY proxy.example.org:3128; DIRECT`. */
  resolveProxy(url: string): Promise<string>;
}

/**
 * `fetch` and websockets on Chromium's stack: the system's proxy, PAC included; the operating system's certificates and
 * the administrator's; HTTP/2; no cookies. A proxy that asks for a password does not get one: nobody answers `login`.
 * Only after `ready`, and only once.
 */
export function createNetwork(trusted: TrustOptions): Network {
  const partition = session.fromPartition(PARTITION, { cache: false });
  trust(partition, trusted);
  return {
    fetch: (input, init) => fetchAs(partition, input instanceof URL ? input.href : input, init),
    openSocket: (url, listeners) => openSocket(partition, url, listeners),
    resolveProxy: (url) => partition.resolveProxy(url),
  };
}

/**
 * Electron's fetch never shows where a redirect leads: with `error` and with `manual` it rejects. Where core wants to know
 * (`manual`), the same address is asked once more, without credentials and body, by the request that does show it.
 * Source: Electron's lib/browser/api/net-fetch.ts and lib/common/api/net-client-request.ts.
 */
async function fetchAs(partition: Electron.Session, input: string | Request, init?: RequestInit): Promise<Response> {
  const stop = following(init?.signal ?? (input instanceof Request ? input.signal : null));
  try {
    const response = await partition.fetch(input, { ...init, redirect: 'error', signal: stop.signal });
    return endingWithItsBody(response, () => stop.abort());
  } catch (error) {
    const request = input instanceof Request ? input : new Request(input, init);
    const { url, method, headers } = request;
    const redirect = init?.redirect ?? request.redirect;
    if (redirect !== 'manual' || !(error instanceof Error) || !/redirect/i.test(error.message)) throw error;
    return redirectAt(partition, { url, method, userAgent: headers.get('user-agent') ?? '' });
  }
}

/** Aborts when the signal does. */
function following(signal: AbortSignal | null): AbortController {
  const stop = new AbortController();
  if (signal?.aborted) stop.abort(signal.reason);
  else signal?.addEventListener('abort', () => stop.abort(signal.reason), { once: true });
  return stop;
}

/**
 * The same answer; a body that is cancelled ends its request. With Electron's own it goes on: nothing reads it any more,
 * and its connection, of which a server gets six at most, is never free again.
 */
function endingWithItsBody(response: Response, stop: () => void): Response {
  const reader = response.body?.getReader();
  if (!reader) return response;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: stop,
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

/**
 * Electron's `close` says nothing here: it comes as soon as the request has been sent, and what becomes of it afterwards.
 * An aborted request tells nothing any more.
 */
function redirectAt(
  partition: Electron.Session,
  { url, method, userAgent }: { url: string; method: string; userAgent: string },
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const request = net.request({ url, method, session: partition, credentials: 'omit', redirect: 'manual' });
  const giveUp = (why: string): void => {
    request.abort();
    reject(new Error(`redirected, and ${why} when asked again`));
  };
  const limit = setTimeout(() => giveUp('no answer'), REDIRECT_MS);
  request.setHeader('User-Agent', userAgent);
  // Not followed, so that Electron cancels it, which it tells as an error.
  request.on('redirect', (status, _method, location) => resolve(new Response(null, { status, headers: { location } })));
  request.on('response', () => giveUp('not'));
  request.on('error', reject);
  request.end();
  return promise.finally(() => clearTimeout(limit));
}

function openSocket(
  partition: Electron.Session,
  url: string,
  { onOpen, onMessage, onClose }: Parameters<OpenSocket>[1],
): ReturnType<OpenSocket> {
  const socket = new net.WebSocket(url, { session: partition });
  let closed = false;
  // `error` and `close` both come after a failure: told once.
  const close = (reason: string): void => {
    if (closed) return;
    closed = true;
    onClose(reason);
  };
  socket.addEventListener('open', onOpen);
  socket.addEventListener('message', (event) => {
    if ('data' in event && typeof event.data === 'string') onMessage(event.data);
  });
  socket.addEventListener('error', () => close('connection failed'));
  socket.addEventListener('close', (event) => close(`closed (${'code' in event ? event.code : 0})`));
  return {
    send(text) {
      if (socket.readyState === net.WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}
