import type { OpenSocket } from '../../main/core/ports.ts';

/** Node's own websocket behind core's port. */
export const openNodeSocket: OpenSocket = (url, { onOpen, onMessage, onClose }) => {
  const socket = new WebSocket(url);
  let closed = false;
  const close = (reason: string): void => {
    if (closed) return;
    closed = true;
    onClose(reason);
  };
  socket.addEventListener('open', onOpen);
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && onMessage(data));
  socket.addEventListener('error', () => close('connection failed'));
  socket.addEventListener('close', ({ code }) => close(`closed (${code})`));
  return {
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: () => socket.close(),
  };
};
