import { EventEmitter } from 'node:events';
import { hostApp } from './app.ts';
import { desk } from './desk.ts';
import { hostEvent } from './host-event.ts';
import { assertReady } from './lifecycle.ts';
import { imageOf } from './native-image.ts';
import type { OnScreen } from './page.ts';
import { facade, strictClass } from './strict.ts';
import { events, surface } from './surface/browser-window.ts';
import { HostContents } from './web-contents.ts';
import { statics, windows } from './window-list.ts';
import { checkOptions, parseColour, sessionFor } from './window-options.ts';

export class HostWindow extends EventEmitter implements Pick<Electron.BrowserWindow, (typeof surface)[number]> {
  readonly contents: HostContents;
  #bounds: Electron.Rectangle;
  #visible = false;
  #minimized = false;
  #focused = false;
  #destroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    assertReady('Cannot create BrowserWindow');
    checkOptions(options);
    super();
    const { width = 800, height = 600, webPreferences } = options;
    const { x = (1920 - width) / 2, y = (1040 - height) / 2, show = true, backgroundColor = '#FFF' } = options;
    this.#bounds = { x, y, width, height };
    this.contents = new HostContents({
      session: sessionFor(webPreferences),
      preload: webPreferences?.preload,
      width,
      height,
    });
    this.contents.once('host-painted', () => this.#destroyed || this.emit('ready-to-show'));
    this.contents.on('host-person', (state: OnScreen) => this.#follow(state));
    // It cannot be kept open, as an app could in Electron, and there is no tray to bring it back.
    this.contents.on('host-closed', () => hostApp.quit());
    this.setBackgroundColor(backgroundColor);
    windows.push(this);
    hostApp.windows.add(this);
    hostApp.emit('browser-window-created', hostEvent(), facade(this));
    if (show) this.show();
    else this.#tell();
  }

  get id(): number {
    return this.contents.id;
  }

  get webContents(): Electron.WebContents {
    return facade(this.contents);
  }

  /** The desk shows the oldest window: an app like this has one. */
  #tell(): void {
    if (windows.length > 0 && windows[0] !== this) return;
    const { x, y, width, height } = this.#bounds;
    const bounds = { x, y, width, height };
    const state = { visible: this.isVisible(), minimized: this.#minimized, focused: this.#focused, bounds };
    desk.show({ window: { exists: !this.#destroyed, ...state } });
  }

  /** Desktops report what happened to a window later than the call that caused it. */
  #later(event: 'show' | 'hide' | 'minimize' | 'restore' | 'focus' | 'blur' | 'move' | 'resize'): void {
    setImmediate(() => {
      if (this.#destroyed) return;
      this.emit(event);
      if (event === 'focus' || event === 'blur') hostApp.emit(`browser-window-${event}`, hostEvent(), facade(this));
    });
  }

  /** The person minimises, restores or chooses a window that is on the screen. */
  #follow({ visible, focused }: OnScreen): void {
    if (this.#destroyed || !this.#visible) return;
    if (visible === this.#minimized) {
      if (!visible) this.blur();
      this.#minimized = !visible;
      this.#later(visible ? 'restore' : 'minimize');
    }
    if (focused) this.focus();
    else this.blur();
    this.#tell();
  }

  async loadURL(url: string): Promise<void> {
    await this.contents.loadURL(url);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.contents.onPage((page) => page.setVisible(this.isVisible()));
    this.#later('show');
    this.#tell();
  }

  hide(): void {
    if (!this.#visible) return;
    this.blur();
    this.#visible = false;
    this.contents.onPage((page) => page.setVisible(false));
    this.#later('hide');
    this.#tell();
  }

  focus(): void {
    if (this.#focused || !this.isVisible()) return;
    this.#focused = true;
    this.#later('focus');
    this.#tell();
  }

  blur(): void {
    if (!this.#focused) return;
    this.#focused = false;
    this.#later('blur');
    this.#tell();
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  minimize(): void {
    if (this.#minimized) return;
    this.blur();
    this.#minimized = true;
    this.contents.onPage((page) => page.setVisible(false));
    this.#later('minimize');
    this.#tell();
  }

  restore(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.contents.onPage((page) => page.setVisible(this.#visible));
    this.#later('restore');
    this.#tell();
  }

  /** As the X of the window: the app may prevent it. */
  close(): void {
    const event = hostEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.contents.destroyContents();
    this.#destroyed = true;
    this.#visible = false;
    this.#focused = false;
    windows.splice(windows.indexOf(this), 1);
    this.#tell();
    this.emit('closed');
    hostApp.windowClosed(this);
  }

  isVisible(): boolean {
    return this.#visible && !this.#minimized;
  }

  isFocused(): boolean {
    return this.#focused;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    if (![x, y, width, height].every(Number.isInteger))
      throw new TypeError('Error processing argument: bounds must be integers');
    if (x !== before.x || y !== before.y) this.#later('move');
    if (width !== before.width || height !== before.height) {
      this.contents.onPage((page) => page.resize({ width, height }));
      this.#later('resize');
    }
    this.#tell();
  }

  setBackgroundColor(colour: string): void {
    this.contents.onPage((page) => page.setBackground(parseColour(colour)));
  }

  /** Windows only; elsewhere Electron ignores it, but the image must be one. */
  setOverlayIcon(overlay: Electron.NativeImage | null, _description: string): void {
    if (overlay) imageOf(overlay);
  }
}

export const BrowserWindow = strictClass(Object.assign(HostWindow, statics), 'BrowserWindow', Object.keys(statics), {
  surface,
  events,
  guard: (property, window) => {
    if (window.isDestroyed() && property !== 'isDestroyed') throw new TypeError('Object has been destroyed');
  },
});
