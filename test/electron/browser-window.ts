import { EventEmitter } from 'node:events';
import { hostApp } from './app.ts';
import { desk } from './desk.ts';
import { hostEvent } from './host-event.ts';
import { assertReady } from './lifecycle.ts';
import { imageOf } from './native-image.ts';
import { options as machine } from './options.ts';
import type { OnScreen } from './page.ts';
import { screenMatching } from './screen.ts';
import type { TopWindow, WindowState } from './snapshot.ts';
import { facade, strictClass } from './strict.ts';
import { events, surface } from './surface/browser-window.ts';
import { HostContents } from './web-contents.ts';
import { fillingWindow, ordinaryWindow, statics, topWindows, windows } from './window-list.ts';
import { checkOptions, parseColour, sessionFor } from './window-options.ts';

export class HostWindow extends EventEmitter implements Pick<Electron.BrowserWindow, (typeof surface)[number]> {
  readonly contents: HostContents;
  #bounds: Electron.Rectangle;
  #visible = false;
  /** The desktop's state, which Wayland never reports to the app. */
  #minimized = false;
  #painted = false;
  #focused = false;
  #destroyed = false;
  #fullScreen = false;
  /** The bounds to which it returns when it no longer fills the screen. */
  #before: Electron.Rectangle | undefined;
  /** The level above other programs' windows; null: among them. */
  #level: string | null = null;
  #everywhere = false;
  #flashing = false;
  readonly #focusable: boolean;
  readonly #fullScreenable: boolean;
  readonly #resizable: boolean;
  #smallest = { width: 0, height: 0 };
  /** Zero: no limit. */
  #largest = { width: 0, height: 0 };

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    assertReady('Cannot create BrowserWindow');
    checkOptions(options);
    super();
    const { width = 800, height = 600, webPreferences } = options;
    const { x = (1920 - width) / 2, y = (1040 - height) / 2, show = true, backgroundColor = '#FFF' } = options;
    this.#bounds = { x, y, width, height };
    this.#fullScreenable = options.fullscreenable ?? true;
    this.#focusable = options.focusable ?? true;
    if (options.alwaysOnTop) this.#level = 'floating';
    this.#resizable = options.resizable ?? true;
    this.contents = new HostContents({
      session: sessionFor(webPreferences),
      preload: webPreferences?.preload,
      devTools: webPreferences?.devTools ?? true,
      width,
      height,
    });
    this.contents.once('host-painted', () => {
      this.#painted = true;
      if (!this.#destroyed) this.emit('ready-to-show');
    });
    // This listener must run before the app's: some apps show their window when its page has loaded, because Wayland
    // paints no hidden window.
    this.contents.once('did-finish-load', () => {
      this.#painted = true;
    });
    this.contents.on('host-dev-tools', () => this.#tell());
    this.contents.on('host-person', (state: OnScreen) => this.#follow(state));
    // The app cannot keep it open, as it could in Electron, and no tray could bring it back.
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

  state(): WindowState {
    const { x, y, width, height } = this.#bounds;
    return {
      exists: !this.#destroyed,
      visible: this.isOnScreen() && !desk.snapshot().locked,
      minimized: this.#minimized,
      focused: this.#focused,
      devTools: this.contents.isDevToolsOpened(),
      bounds: { x, y, width, height },
      fullScreen: this.#fullScreen,
    };
  }

  topState(): TopWindow {
    return {
      ...this.state(),
      url: this.contents.getURL(),
      level: this.#level ?? 'normal',
      everywhere: this.#everywhere,
      flashing: this.#flashing,
    };
  }

  /**
   * Shows on the desk the oldest ordinary window, the one that fills its screen, and those above all others: an app like
   * this has no more.
   */
  #tell(): void {
    const gone = { ...desk.snapshot().window, exists: false, visible: false, focused: false };
    desk.show({
      window: ordinaryWindow()?.state() ?? gone,
      fullScreenWindow: fillingWindow()?.state() ?? null,
      topWindows: topWindows().map((window) => window.topState()),
    });
  }

  /** The screen was locked or unlocked: a locked one shows no window and gives none the focus. */
  followLock(): void {
    if (desk.snapshot().locked) this.loseFocus();
    this.#tell();
  }

  /** Emits an event later, because desktops report a window's changes after the call that caused them. */
  #later(
    event:
      | 'show'
      | 'hide'
      | 'minimize'
      | 'restore'
      | 'focus'
      | 'blur'
      | 'move'
      | 'resize'
      | 'enter-full-screen'
      | 'leave-full-screen',
  ): void {
    setImmediate(() => {
      if (this.#destroyed) return;
      this.emit(event);
      if (event === 'focus' || event === 'blur') hostApp.emit(`browser-window-${event}`, hostEvent(), facade(this));
    });
  }

  /** Follows the person, who minimises, restores or chooses a window on the screen. */
  #follow({ visible, focused }: OnScreen): void {
    if (this.#destroyed || !this.#visible) return;
    if (visible === this.#minimized) {
      if (!visible) this.loseFocus();
      this.#minimized = !visible;
      this.#later(visible ? 'restore' : 'minimize');
    }
    if (focused) this.focus();
    else this.loseFocus();
    this.#tell();
  }

  async loadURL(url: string): Promise<void> {
    await this.contents.loadURL(url);
  }

  show(): void {
    this.showInactive();
    // The app cannot know that the window is minimised, so the desktop itself restores an activated window.
    if (machine.wayland) this.#unminimize();
    this.focus();
  }

  showInactive(): void {
    // Electron would show an empty frame until the page is painted.
    if (!this.#painted) throw new Error('host: the window is shown before its page has been painted');
    this.#later('show');
    if (this.#visible) return;
    this.#visible = true;
    this.contents.onPage((page) => page.setVisible(this.isOnScreen()));
    this.#tell();
    // Wayland knows no window that appears without the focus.
    if (machine.wayland) this.focus();
  }

  /** Emits `hide` with each call, even if the window is already hidden. */
  hide(): void {
    this.loseFocus();
    this.#later('hide');
    if (!this.#visible) return;
    this.#visible = false;
    this.contents.onPage((page) => page.setVisible(false));
    this.#tell();
  }

  focus(): void {
    if (this.#focused || !this.isOnScreen() || !this.#focusable || desk.snapshot().locked) return;
    for (const other of windows) if (other !== this) other.loseFocus();
    this.#focused = true;
    // The taskbar's entry stops to flash.
    this.#flashing = false;
    this.#later('focus');
    this.#tell();
  }

  /** Gives the focus away, which Wayland does not allow. */
  blur(): void {
    if (!machine.wayland) this.loseFocus();
  }

  /** Takes the focus away, as a desktop does for another program. */
  loseFocus(): void {
    if (!this.#focused) return;
    this.#focused = false;
    this.#later('blur');
    this.#tell();
  }

  isMinimized(): boolean {
    return this.#minimized && !machine.wayland;
  }

  /** Minimises the window; a hidden one appears on the taskbar. */
  minimize(): void {
    if (this.#minimized && this.#visible) return;
    this.loseFocus();
    this.#visible = true;
    this.#minimized = true;
    this.contents.onPage((page) => page.setVisible(false));
    if (!machine.wayland) this.#later('minimize');
    this.#tell();
  }

  /** Does nothing on Wayland, where the window does not count as minimised. */
  restore(): void {
    if (this.isMinimized()) this.#unminimize();
  }

  #unminimize(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.contents.onPage((page) => page.setVisible(this.#visible));
    if (!machine.wayland) this.#later('restore');
    this.#tell();
  }

  /** Closes the window like its X; the app may prevent it. */
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

  /** On Linux, a minimised window counts as visible. */
  isVisible(): boolean {
    return this.#visible && (process.platform === 'linux' || !this.#minimized);
  }

  /** Returns whether the person sees the window. */
  isOnScreen(): boolean {
    return this.#visible && !this.#minimized;
  }

  isFocused(): boolean {
    return this.#focused;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isFocusable(): boolean {
    return this.#focusable;
  }

  /** Returns whether the window stays above those of other programs. On Wayland none does. */
  isOnTop(): boolean {
    return this.#level !== null;
  }

  setAlwaysOnTop(flag: boolean, level = 'floating'): void {
    const levels = ['normal', 'floating', 'torn-off-menu', 'modal-panel', 'main-menu', 'status', 'pop-up-menu'];
    if (![...levels, 'screen-saver', 'dock'].includes(level)) throw new TypeError(`Invalid level: ${level}`);
    this.#level = flag && level !== 'normal' ? level : null;
    this.#tell();
  }

  /** Does nothing on Windows. */
  setVisibleOnAllWorkspaces(visible: boolean): void {
    if (process.platform !== 'win32') this.#everywhere = visible;
    this.#tell();
  }

  /** Does nothing while the window has the focus. */
  flashFrame(flag: boolean): void {
    this.#flashing = flag && !this.#focused;
    this.#tell();
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds, ...(machine.wayland ? { x: 0, y: 0 } : {}) };
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    const wanted = { ...before, ...bounds };
    if (!Object.values(wanted).every(Number.isInteger))
      throw new TypeError('Error processing argument: bounds must be integers');
    if (wanted.width !== before.width || wanted.height !== before.height) this.#checkLimits(wanted);
    this.#move(wanted);
  }

  /** Windows of the person's desktop keep to these limits; an app that breaks them itself would get another size. */
  #checkLimits({ width, height }: Electron.Size): void {
    const isTooSmall = width < this.#smallest.width || height < this.#smallest.height;
    if (isTooSmall || width > (this.#largest.width || width) || height > (this.#largest.height || height))
      throw new Error(`host: ${width} × ${height} is beyond the window's own limits`);
  }

  #move(wanted: Electron.Rectangle): void {
    const before = this.#bounds;
    // Wayland places windows itself.
    this.#bounds = machine.wayland ? { ...wanted, x: before.x, y: before.y } : wanted;
    const { x, y, width, height } = this.#bounds;
    if (x !== before.x || y !== before.y) this.#later('move');
    if (width !== before.width || height !== before.height) {
      this.contents.onPage((page) => page.resize({ width, height }));
      this.#later('resize');
    }
    this.#tell();
  }

  setMinimumSize(width: number, height: number): void {
    assertIntegers(width, height);
    this.#smallest = { width, height };
  }

  setMaximumSize(width: number, height: number): void {
    assertIntegers(width, height);
    this.#largest = { width, height };
  }

  /** On Linux a hidden window appears (NativeWindowViews::SetFullScreen). */
  setFullScreen(flag: boolean): void {
    if (!this.#fullScreenable) throw new Error('host: the window was made with fullscreenable: false');
    if (flag === this.#fullScreen) return;
    this.#fullScreen = flag;
    if (flag) {
      this.#before = { ...this.#bounds };
      this.#move({ ...screenMatching(this.#bounds).bounds });
    } else if (this.#before) this.#move(this.#before);
    this.#later(flag ? 'enter-full-screen' : 'leave-full-screen');
    if (flag && !this.#visible && process.platform === 'linux') this.showInactive();
    else this.#tell();
  }

  isFullScreen(): boolean {
    return this.#fullScreen;
  }

  /** The person drags an edge or the window itself; the desktop keeps to the window's limits. */
  drag(bounds: Partial<Electron.Rectangle>): void {
    const wanted = { ...this.#bounds, ...bounds };
    const isOther = wanted.width !== this.#bounds.width || wanted.height !== this.#bounds.height;
    if (isOther && !this.#resizable) throw new Error('the window cannot be resized');
    const limited = (length: number, least: number, most: number): number =>
      Math.max(least, Math.min(most || length, length));
    this.#move({
      ...wanted,
      width: limited(wanted.width, this.#smallest.width, this.#largest.width),
      height: limited(wanted.height, this.#smallest.height, this.#largest.height),
    });
  }

  setBackgroundColor(colour: string): void {
    this.contents.onPage((page) => page.setBackground(parseColour(colour)));
  }

  /** Works only on Windows; elsewhere Electron ignores the call, but still checks the image. */
  setOverlayIcon(overlay: Electron.NativeImage | null, _description: string): void {
    if (overlay) imageOf(overlay);
  }
}

function assertIntegers(...numbers: number[]): void {
  if (!numbers.every(Number.isInteger)) throw new TypeError('Error processing argument: a size must be integers');
}

export const BrowserWindow = strictClass(Object.assign(HostWindow, statics), 'BrowserWindow', Object.keys(statics), {
  surface,
  events,
  guard: (property, window) => {
    if (window.isDestroyed() && !['isDestroyed', 'id'].includes(property))
      throw new TypeError('Object has been destroyed');
  },
});
