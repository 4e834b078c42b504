import { net, session } from 'electron';
import type { Fetch, OpenSocket } from '../core/ports.ts';
import { type TrustOptions, trust } from './trust.ts';

/** In memory only: neither cache nor cookies touch the disk. */
const PARTITION = 'nextcloud';

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
    fetch: (input, init) => partition.fetch(input instanceof URL ? input.href : input, init),
    openSocket: (url, listeners) => openSocket(partition, url, listeners),
    resolveProxy: (url) => partition.resolveProxy(url),
  };
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
