import { net, session } from 'electron';
import type { Fetch, OpenSocket } from '../core/ports.ts';

const PARTITION = 'nextcloud';

/**
 * `fetch` on Chromium's stack: system proxy, the operating system's certificates, HTTP/2. In memory only: neither
 * cache nor cookies touch the disk. Only after `ready`.
 */
export function createFetch(): Fetch {
  const partition = session.fromPartition(PARTITION, { cache: false });
  return (input, init) => partition.fetch(input instanceof URL ? input.href : input, init);
}

/** A websocket on the same stack, without cookies. */
export const openSocket: OpenSocket = (url, { onOpen, onMessage, onClose }) => {
  const socket = new net.WebSocket(url, { session: session.fromPartition(PARTITION, { cache: false }) });
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
};
