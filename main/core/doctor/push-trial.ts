import { Unreachable } from '../errors.ts';
import type { Client } from '../nextcloud/client.ts';
import { requestPreAuth } from '../nextcloud/pre-auth.ts';
import type { PushEndpoints } from '../nextcloud/push-endpoints.ts';
import type { Clock, OpenSocket, Socket } from '../ports.ts';

const LIMIT_MS = 8_000;

/** The server gave no token for the websocket; `cause` is the error of that request. */
export class PreAuthFailed extends Error {}

/**
 * Connects to push as the app does and hangs up, to see whether it works now, even without a session.
 * @returns milliseconds from sending the token until the server accepts it: one round trip
 * @throws PreAuthFailed, Unreachable
 */
export async function tryPush(
  { client, clock, openSocket }: { client: Client; clock: Clock; openSocket: OpenSocket },
  { preAuth, websocket }: PushEndpoints,
): Promise<number> {
  const token = await requestPreAuth(client, preAuth).catch((cause: unknown) => {
    throw new PreAuthFailed('no token for push', { cause });
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const giveUp = clock.after(LIMIT_MS, () => reject(new Unreachable('not authenticated in time')));
  let sentAt = 0;
  const socket: Socket = openSocket(websocket, {
    onOpen() {
      sentAt = clock.now();
      socket.send('');
      socket.send(token);
    },
    onMessage: (text) =>
      text === 'authenticated' ? resolve(clock.now() - sentAt) : reject(new Unreachable('refused by push')),
    onClose: () => reject(new Unreachable('closed')),
  });
  return promise.finally(() => {
    giveUp();
    socket.close();
  });
}
