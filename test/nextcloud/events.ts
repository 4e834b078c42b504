import { EventEmitter } from 'node:events';
import { PATIENCE_MS } from '../within.ts';
import type { Message, Notification, Room } from './model.ts';
import type { LoggedRequest } from './request-log.ts';

/** Events that a test can wait for. */
export interface NextcloudEvents {
  /** A request has been answered (or dropped: status 0). */
  request: LoggedRequest;
  message: { room: Room; message: Message };
  'login-started': { loginUrl: string; userAgent: string };
  'login-granted': { user: string };
  'app-password-revoked': { user: string; name: string };
  /** A notification was created. */
  notification: { user: string; notification: Notification };
  /** A user's notifications were created or dismissed, as push reports. */
  'notifications-changed': { user: string };
  'push-authenticated': { user: string };
  'push-closed': { user: string };
}
export type EventName = keyof NextcloudEvents;

/** Named events with their types; `on` returns the function that stops listening. */
export class Events {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  emit<N extends EventName>(name: N, payload: NextcloudEvents[N]): void {
    this.#emitter.emit(name, payload);
  }

  on<N extends EventName>(name: N, listener: (payload: NextcloudEvents[N]) => void): () => void {
    this.#emitter.on(name, listener);
    return () => {
      this.#emitter.off(name, listener);
    };
  }

  /** Resolves with the next event of that name that meets the condition. @throws after 45 seconds without one */
  waitFor<N extends EventName>(
    name: N,
    predicate: (payload: NextcloudEvents[N]) => boolean = () => true,
  ): Promise<NextcloudEvents[N]> {
    const { promise, resolve, reject } = Promise.withResolvers<NextcloudEvents[N]>();
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`waited in vain for the server's event "${name}"`));
    }, PATIENCE_MS).unref();
    const stop = this.on(name, (payload) => {
      if (!predicate(payload)) return;
      clearTimeout(timer);
      stop();
      resolve(payload);
    });
    // A test that failed before it awaits this promise has reported its own error.
    promise.catch(() => {});
    return promise;
  }
}
