import type { Codec } from './codec.ts';
import type { MenuRequest, ToMain, ToRenderer, WindowRequest } from './messages.ts';
import type { WorldBridge } from './world-bridge.ts';

export type PreloadInfo = {
  binding: string;
  receiver: string;
  filename: string;
  platform: string;
  versions: Record<string, string>;
};
/** The preload file, wrapped as CommonJS does it. */
export type PreloadModule = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  filename: string,
  process: object,
) => void;

/**
 * Sets up the world of a sandboxed preload: `require` for `electron` and three polyfills, and a part of `process`.
 * Self-contained: its source text runs in the page's isolated world.
 */
export function startPreloadWorld(codec: Codec, bridge: WorldBridge, info: PreloadInfo, preload: PreloadModule): void {
  type Listener = (...args: unknown[]) => void;

  class Events {
    #listeners = new Map<string, { listener: Listener; once: boolean }[]>();

    #add(channel: string, listener: Listener, once: boolean): this {
      this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), { listener, once }]);
      return this;
    }

    on(channel: string, listener: Listener): this {
      return this.#add(channel, listener, false);
    }

    addListener(channel: string, listener: Listener): this {
      return this.#add(channel, listener, false);
    }

    once(channel: string, listener: Listener): this {
      return this.#add(channel, listener, true);
    }

    off(channel: string, listener: Listener): this {
      const rest = (this.#listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener);
      this.#listeners.set(channel, rest);
      return this;
    }

    removeListener(channel: string, listener: Listener): this {
      return this.off(channel, listener);
    }

    removeAllListeners(channel?: string): this {
      if (channel === undefined) this.#listeners.clear();
      else this.#listeners.delete(channel);
      return this;
    }

    emit(channel: string, ...args: unknown[]): boolean {
      const entries = this.#listeners.get(channel) ?? [];
      this.#listeners.set(
        channel,
        entries.filter(({ once }) => !once),
      );
      for (const { listener } of entries) listener(...args);
      return entries.length > 0;
    }
  }

  const strict = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get(on, property) {
        const value: unknown = Reflect.get(on, property, on);
        if (value !== undefined || typeof property === 'symbol' || property === 'then' || property === 'toJSON') {
          return typeof value === 'function' ? value.bind(on) : value;
        }
        throw new Error(`host: ${name}.${property} is not implemented`);
      },
    });

  const toMain = (message: ToMain): void => {
    const binding = Reflect.get(globalThis, info.binding) as (text: string) => void;
    binding(JSON.stringify(message));
  };
  const waiting = new Map<number, { resolve: (v: unknown) => void; reject: (e: Error) => void }>();
  let lastId = 0;
  const request = (make: (id: number) => ToMain): Promise<unknown> => {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      toMain(make(id));
    });
  };
  /** Copies arguments; Electron's rules for them are those of structuredClone. */
  const clone = (args: unknown[]): string => {
    let copy: unknown[];
    try {
      copy = structuredClone(args);
    } catch {
      throw new Error('An object could not be cloned.');
    }
    return codec.encode(copy);
  };

  class IpcRenderer extends Events {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const cloned = clone(args);
      return request((id) => ({ kind: 'invoke', id, channel, args: cloned }));
    }

    send(channel: string, ...args: unknown[]): void {
      toMain({ kind: 'send', channel, args: clone(args) });
    }
  }
  const ipcRenderer = new IpcRenderer();
  const ipcFacade = strict('ipcRenderer', ipcRenderer);

  /** Chromium does not tell a page the paths of dragged files, so the host does. */
  let dragged: string[] = [];
  const receive = (message: ToRenderer): void => {
    if (message.kind === 'dragged') {
      dragged = message.paths;
      return;
    }
    if (message.kind === 'event') {
      const args = codec.decode(message.args) as unknown[];
      ipcRenderer.emit(message.channel, { sender: ipcFacade, ports: [] }, ...args);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'reply') call?.resolve(codec.decode(message.value));
    else call?.reject(new Error(message.message));
  };
  Object.defineProperty(globalThis, info.receiver, { value: receive });

  bridge.answer('open-window', (details: WindowRequest) => toMain({ kind: 'open-window', details }));
  bridge.answer('permission', (kind: string, name: string) =>
    request((id) => ({ kind: 'permission', id, check: kind === 'check', name })),
  );

  const tellInput = (event: Event): void => {
    const { type, key, code, repeat, shiftKey, ctrlKey, altKey, metaKey } = event as KeyboardEvent;
    const modifiers = { shift: shiftKey, control: ctrlKey, alt: altKey, meta: metaKey };
    const kind = type === 'keydown' ? 'keyDown' : 'keyUp';
    toMain({ kind: 'input', input: { type: kind, key, code, isAutoRepeat: repeat, ...modifiers } });
  };
  window.addEventListener('keydown', tellInput, true);
  window.addEventListener('keyup', tellInput, true);

  /** Returns the editable text field at a target, by Chromium's rules. */
  const fieldAt = (target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null => {
    const isText =
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && /^(text|search|url|tel|email|number|password)$/.test(target.type));
    return isText && !target.disabled && !target.readOnly ? target : null;
  };
  const menuAt = ({ target, clientX, clientY, button }: MouseEvent): MenuRequest => {
    const field = fieldAt(target);
    const isSecret = field?.type === 'password';
    const { value = '', selectionStart, selectionEnd } = field ?? {};
    const inField = value.slice(selectionStart ?? 0, selectionEnd ?? 0);
    const selectionText = field ? inField : String(getSelection() ?? '');
    const isSelected = selectionText !== '';
    const can = (command: string): boolean => field !== null && document.queryCommandEnabled(command);
    return {
      x: clientX,
      y: clientY,
      isEditable: field !== null,
      selectionText,
      editFlags: {
        canUndo: can('undo'),
        canRedo: can('redo'),
        canCut: field !== null && isSelected && !isSecret,
        canCopy: isSelected && !isSecret,
        canPaste: field !== null,
        canDelete: field !== null && isSelected,
        canSelectAll: true,
        canEditRichly: false,
      },
      menuSourceType: button === 2 ? 'mouse' : 'keyboard',
    };
  };
  // This listener comes last, because a page that prevents the event has handled it.
  window.addEventListener('contextmenu', (event) => {
    setTimeout(() => event.defaultPrevented || toMain({ kind: 'context-menu', params: menuAt(event) }));
  });

  const modules: Record<string, object> = {
    electron: strict('electron (in a preload)', {
      contextBridge: strict('contextBridge', {
        exposeInMainWorld: (key: string, api: unknown) => void bridge.ask('expose', key, api),
      }),
      ipcRenderer: ipcFacade,
      webUtils: strict('webUtils', {
        getPathForFile(file: File): string {
          if (!(file instanceof File))
            throw new TypeError('getPathForFile expected to receive a File object but one was not provided');
          return dragged.find((path) => path.endsWith(`/${file.name}`)) ?? '';
        },
      }),
    }),
    events: Object.assign(Events, { EventEmitter: Events }),
    timers: { setTimeout, setInterval, clearTimeout, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (id: string): unknown => {
    const found = modules[id.replace(/^node:/, '').replace(/^electron\/(renderer|common)$/, 'electron')];
    if (!found) throw new Error(`module not found: ${id}`);
    return found;
  };
  const process = strict('process (in a preload)', {
    type: 'renderer',
    platform: info.platform,
    versions: info.versions,
    sandboxed: true,
    contextIsolated: true,
    env: {},
  });

  try {
    const module = { exports: {} };
    preload(module.exports, require, module, info.filename, process);
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    toMain({ kind: 'preload-error', message, stack, filename: info.filename });
  }
}
