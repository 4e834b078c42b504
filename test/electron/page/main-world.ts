import type { WorldBridge } from './world-bridge.ts';

/**
 * The host's side in the page's own world: it defines the preload's API there, and asks for permissions. The page
 * cannot reach any of it. Self-contained: its source text runs in the page.
 */
export function startMainWorld(bridge: WorldBridge): void {
  const deepFreeze = (value: unknown): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || Object.isFrozen(value)) return;
    if (ArrayBuffer.isView(value)) return;
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  };

  bridge.answer('expose', (key: string, api: unknown) => {
    if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
    deepFreeze(api);
    Object.defineProperty(window, key, { value: api, enumerable: true });
  });

  // Electron asks the app first, and a denied window is null for the page.
  window.open = (url = '', windowName = '_blank', features = '') => {
    const address = new URL(url, document.baseURI).href;
    bridge.ask('open-window', { url: address, windowName, windowFeatures: features ? features.split(',') : [] });
    return null;
  };

  /** Runs `method` only after asking the app; Chromium itself refuses if the app did not allow it. */
  const askFirst = (
    holder: object | undefined,
    method: string,
    permission: string,
    kind: 'request' | 'check',
  ): void => {
    const original: unknown = holder && Reflect.get(holder, method);
    if (!holder || typeof original !== 'function') return;
    const asking = function (this: unknown, ...args: unknown[]): unknown {
      const name = permission || String(Reflect.get(Object(args[0]), 'name'));
      const asked = bridge.ask('permission', kind, name) as Promise<unknown>;
      return asked.then(() => Reflect.apply(original, this, args));
    };
    Object.defineProperty(holder, method, { value: asking, configurable: true, writable: true });
  };

  if (!window.isSecureContext) return;
  askFirst(globalThis.Geolocation?.prototype, 'getCurrentPosition', 'geolocation', 'request');
  askFirst(globalThis.Notification, 'requestPermission', 'notifications', 'request');
  askFirst(globalThis.MediaDevices?.prototype, 'getUserMedia', 'media', 'request');
  askFirst(globalThis.Clipboard?.prototype, 'readText', 'clipboard-read', 'request');
  askFirst(globalThis.Permissions?.prototype, 'query', '', 'check');
}
