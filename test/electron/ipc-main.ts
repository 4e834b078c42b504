import { EventEmitter } from 'node:events';
import { strict } from './strict.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];
const surface = ['handle', 'handleOnce', 'removeHandler'] as const satisfies (keyof Electron.IpcMain)[];

class HostIpcMain extends EventEmitter implements Pick<Electron.IpcMain, (typeof surface)[number]> {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, listener: Handler): void {
    if (typeof listener !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof listener}'`);
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, listener);
  }

  handleOnce(channel: string, listener: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return listener(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Runs the handler of a channel for `ipcRenderer.invoke`. */
  async answer(channel: string, event: Electron.IpcMainInvokeEvent, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}

/** The host's own side of `ipcMain`. */
export const hostIpc = new HostIpcMain();
export const ipcMain = strict(hostIpc, { name: 'ipcMain', surface });
