import { EventEmitter } from 'node:events';
import * as paths from './app-paths.ts';
import { commandLine } from './command-line.ts';
import { desk } from './desk.ts';
import { hostEvent } from './host-event.ts';
import { assertFirstTick, assertReady, end, isEnding, isReady, startLifecycle } from './lifecycle.ts';
import { loginItem, setLoginItem } from './login-item.ts';
import { options } from './options.ts';
import { takeLock } from './single-instance.ts';
import { strict } from './strict.ts';
import { events, surface } from './surface/app.ts';

/** The part of a window that quitting needs; window.ts registers each window. */
type Closable = { close(): void; isDestroyed(): boolean };

class HostApp extends EventEmitter implements Pick<Electron.App, (typeof surface)[number]> {
  readonly isPackaged = options.packaged;
  // Only macOS has a dock; elsewhere Electron leaves it undefined.
  readonly dock = undefined;
  readonly commandLine = commandLine as unknown as Electron.CommandLine;
  readonly windows = new Set<Closable>();
  readonly #ready = Promise.withResolvers<void>();
  #quitting = false;
  #hasLock = false;

  get name(): string {
    return paths.getName();
  }

  set name(name: string) {
    paths.setName(name);
  }

  /** Runs the app's start. Called once, when the app has loaded the host. */
  start(): void {
    startLifecycle(() => this.#becomeReady()).catch((error) => {
      console.error(error);
      void end(1);
    });
  }

  #becomeReady(): void {
    paths.makeUserData();
    this.emit('will-finish-launching');
    this.emit('ready', hostEvent(), {});
    this.#ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return isReady();
  }

  /** Quits: `before-quit`, then each window's `close`, then `will-quit`; each of them can stop it. */
  quit(): void {
    if (this.#quitting || isEnding()) return;
    const event = hostEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    setImmediate(() => {
      for (const window of this.windows) window.close();
      if (this.windows.size > 0) this.#quitting = false;
      else this.#finish();
    });
  }

  #finish(): void {
    const event = hostEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.#quitting = false;
    else this.exit(0);
  }

  exit(code = 0): void {
    if (isEnding()) return;
    this.emit('quit', hostEvent(), code);
    void end(code);
  }

  /** Called by window.ts. Electron quits by itself only without a listener. */
  windowClosed(window: Closable): void {
    this.windows.delete(window);
    if (this.windows.size > 0 || this.#quitting || isEnding()) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    assertFirstTick('app.requestSingleInstanceLock()');
    if (this.#hasLock) return true;
    this.#hasLock = takeLock(this.getPath('userData'), additionalData ?? null, (second) => {
      void this.whenReady().then(() =>
        this.emit('second-instance', hostEvent(), second.argv, second.cwd, second.additionalData),
      );
    });
    return this.#hasLock;
  }

  hasSingleInstanceLock(): boolean {
    return this.#hasLock;
  }

  /** Does nothing, because the host's windows are always sandboxed. */
  enableSandbox(): void {
    assertFirstTick('app.enableSandbox()');
  }

  setAppUserModelId(id: string): void {
    if (typeof id !== 'string' || id === '') throw new TypeError('app.setAppUserModelId needs an id');
  }

  /**
   * Exists only on Windows, as in Electron. An app calls it before it shows a notification, because Electron then
   * writes the id into the shortcut.
   */
  setToastActivatorCLSID(id: string): void {
    if (process.platform !== 'win32') throw new TypeError('app.setToastActivatorCLSID is not a function');
    if (!/^(\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i.test(id))
      throw new TypeError(`Invalid CLSID format: ${id}`);
    assertFirstTick('app.setToastActivatorCLSID()');
  }

  /** Returns Chromium's locale: the language alone, unless Chromium has one per region. */
  getLocale(): string {
    assertReady('app.getLocale()');
    const { language, region } = new Intl.Locale(options.locale);
    if (language === 'en') return ['GB', 'AU', 'NZ', 'IE', 'ZA', 'IN'].includes(region ?? '') ? 'en-GB' : 'en-US';
    return ['pt', 'zh'].includes(language) ? options.locale : language;
  }

  getSystemLocale(): string {
    assertReady('app.getSystemLocale()');
    return options.locale;
  }

  getPreferredSystemLanguages(): string[] {
    return [options.locale];
  }

  getVersion(): string {
    return paths.manifest.version ?? process.versions.electron ?? '';
  }

  getName(): string {
    return paths.getName();
  }

  setName(name: string): void {
    paths.setName(name);
  }

  getPath(name: string): string {
    return paths.getPath(name);
  }

  setPath(name: string, path: string): void {
    paths.setPath(name, path);
  }

  getAppPath(): string {
    return paths.appFolder;
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    setLoginItem(settings);
  }

  getLoginItemSettings(options?: Electron.LoginItemSettingsOptions): Electron.LoginItemSettings {
    return loginItem(options);
  }

  /** Sets the badge; without a number, only macOS shows one. */
  setBadgeCount(count?: number): boolean {
    if (count === undefined) return false;
    if ((count | 0) !== count) throw new TypeError('host: app.setBadgeCount needs a whole number of 32 bits');
    desk.show({ badge: count });
    return true;
  }

  getBadgeCount(): number {
    return desk.snapshot().badge;
  }
}

/** The host's own side of `app`. */
export const hostApp = new HostApp();
export const app = strict(hostApp, { name: 'app', surface, events });

desk.offer('app.ready', () => hostApp.whenReady());
desk.offer('app.quit', () => hostApp.quit());
// These signals ask the app to quit, as Electron does on Linux and macOS.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => hostApp.quit());
