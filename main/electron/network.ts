import { net, session } from 'electron';
import type { Fetch, OpenSocket } from '../core/ports.ts';
import { type TrustOptions, trust } from './trust.ts';

/** The partition is in memory only: neither cache nor cookies touch the disk. */
const PARTITION = 'nextcloud';
/** The server has just answered, so it should answer again within this time. */
const REDIRECT_MS = 10_000;

export interface Network {
  fetch: Fetch;
  openSocket: OpenSocket;
  /** Resolves with the proxies for this URL, for example `PROXY proxy.example.org:3128; DIRECT`. */
  resolveProxy(url: string): Promise<string>;
}

/**
 * `fetch` and websockets on Chromium's network stack: the system's proxy, PAC included; the operating system's
 * certificates and the administrator's; HTTP/2; no cookies. A proxy that asks for a password does not get one: the app
 * does not handle `login`. Only after `ready`, and only once.
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
 * Electron's fetch never shows where a redirect leads: it rejects with `error` and with `manual`. Where core wants to
 * know the target (`manual`), a second request asks the same address once more, without credentials and body;
 * `net.request` does show it.
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

/** Returns a controller that aborts when the signal does. */
function following(signal: AbortSignal | null): AbortController {
  const stop = new AbortController();
  if (signal?.aborted) stop.abort(signal.reason);
  else signal?.addEventListener('abort', () => stop.abort(signal.reason), { once: true });
  return stop;
}

/**
 * Returns the same answer with a body that ends its request when it is cancelled. With Electron's own body the request
 * goes on: nothing reads it any more, and its connection is never free again. A server gets six connections at most.
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
 * Electron's `close` event says nothing here: it comes as soon as the request has been sent, whatever happens
 * afterwards. An aborted request emits no further events.
 */
function redirectAt(
  partition: Electron.Session,
  { url, method, userAgent }: { url: string; method: string; userAgent: string },
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const request = net.request({ url, method, session: partition, credentials: 'omit', redirect: 'manual' });
  const giveUp = (why: string): void => {
    request.abort();
    reject(new Error(`redirected, but ${why} when asked again`));
  };
  const limit = setTimeout(() => giveUp('no answer'), REDIRECT_MS);
  request.setHeader('User-Agent', userAgent);
  // The redirect is not followed, so Electron cancels the request and reports that as an error.
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
  // `error` and `close` both come after a failure; the listener hears of it once.
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
