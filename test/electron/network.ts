import { EventEmitter } from 'node:events';
import { desk } from './desk.ts';

/** The machine's network, connected or not. Emits `change`. */
class Network extends EventEmitter {
  online = true;
  #connected = new AbortController();

  /** A signal that aborts when the network goes away. */
  get connected(): AbortSignal {
    return this.#connected.signal;
  }

  set(online: boolean): void {
    if (online === this.online) return;
    this.online = online;
    if (online) this.#connected = new AbortController();
    else this.#connected.abort();
    this.emit('change', online);
  }
}

export const network = new Network();
desk.offer('system.offline', () => network.set(false));
desk.offer('system.online', () => network.set(true));
desk.whenForgetting(() => network.set(true));
