import { EventEmitter } from 'node:events';
import { delimiter, join } from 'node:path';
import { desk } from './desk.ts';
import { hostEvent } from './host-event.ts';
import { assertReady } from './lifecycle.ts';
import { HostMenu, type HostMenuItem } from './menu.ts';
import { imageOf } from './native-image.ts';
import { options } from './options.ts';
import { movePointer, trayPoint } from './screen.ts';
import type { MenuEntry, TrayState } from './snapshot.ts';
import { rawOf, strictClass } from './strict.ts';
import { windows } from './window-list.ts';

const surface = [
  'setImage',
  'setToolTip',
  'setTitle',
  'getTitle',
  'setContextMenu',
  'popUpContextMenu',
  'getBounds',
  'destroy',
  'isDestroyed',
  'setIgnoreDoubleClickEvents',
] as const satisfies (keyof Electron.Tray)[];

/** The tray icon on the screen; a second one would be a bug of the app, and replaces the first here. */
let current: HostTray | undefined;

const NO_KEYS = { altKey: false, shiftKey: false, ctrlKey: false, metaKey: false };

class HostTray extends EventEmitter implements Pick<Electron.Tray, (typeof surface)[number]> {
  #icon = '';
  #tooltip = '';
  #title = '';
  #menu: HostMenu | undefined;
  /** The menu as the desktop got it: Linux ignores later changes to its items. */
  #shownMenu: MenuEntry[] = [];
  #destroyed = false;

  constructor(image: Electron.NativeImage | string) {
    assertReady('Cannot create Tray');
    super();
    this.#setIcon(image);
    current = this;
    this.#show();
  }

  #setIcon(given: Electron.NativeImage | string): void {
    const image = imageOf(given);
    // Electron would show an invisible icon, and tests would not notice.
    if (image.isEmpty()) throw new Error('host: the image of the tray icon is empty');
    this.#icon = image.label;
  }

  #show(): void {
    desk.show({ tray: this.state() });
  }

  state(): TrayState {
    return {
      exists: !this.#destroyed && options.trayAvailable,
      tooltip: this.#tooltip,
      icon: this.#icon,
      title: this.#title,
      menu: this.#shownMenu,
    };
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#setIcon(image);
    this.#show();
  }

  setToolTip(toolTip: string): void {
    this.#tooltip = toolTip;
    this.#show();
  }

  setTitle(title: string): void {
    this.#title = title;
    this.#show();
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: Electron.Menu | null): void {
    if (menu !== null && !(rawOf(menu) instanceof HostMenu)) throw new TypeError('Must pass Menu or null');
    this.#showMenu(menu);
  }

  /** Shows a menu, which stays on the desk until another one opens. Linux does not support it. */
  popUpContextMenu(menu?: Electron.Menu): void {
    if (process.platform !== 'linux' && menu) this.#showMenu(menu);
  }

  #showMenu(menu: Electron.Menu | null): void {
    this.#menu = menu === null ? undefined : rawOf<HostMenu>(menu);
    this.#shownMenu = this.#menu?.entries() ?? [];
    this.#show();
  }

  /** Returns all zeros, because Linux does not reveal the place of tray icons. */
  getBounds(): Electron.Rectangle {
    return process.platform === 'linux' || !options.trayAvailable
      ? { x: 0, y: 0, width: 0, height: 0 }
      : { ...trayPoint(), width: 24, height: 24 };
  }

  setIgnoreDoubleClickEvents(): void {}

  destroy(): void {
    this.#destroyed = true;
    this.#show();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  click(): void {
    movePointer(trayPoint());
    this.emit('click', hostEvent(NO_KEYS), this.getBounds(), trayPoint());
  }

  rightClick(): void {
    this.emit('right-click', hostEvent(NO_KEYS), this.getBounds());
  }

  /**
   * Clicks twice in quick succession. On Linux that is two clicks (`Activate` of the StatusNotifierItem, twice). On
   * Windows and macOS the second emits `double-click`. On Windows each press takes the focus away from the app's window before its
   * event (`WM_LBUTTONDBLCLK` in Electron's shell/browser/ui/win/notify_icon_host.cc).
   */
  async doubleClick(): Promise<void> {
    for (const event of ['click', process.platform === 'linux' ? 'click' : 'double-click']) {
      if (process.platform === 'win32') for (const window of windows) window.blur();
      // The window must get its event first.
      await new Promise((done) => setImmediate(done));
      if (event === 'click') this.click();
      else this.emit(event, hostEvent(), this.getBounds());
      // The effect of the click must be on the screen.
      await new Promise((done) => setImmediate(done));
    }
  }

  /** Chooses the first visible entry whose label is (or matches) `label`. */
  choose(label: string | RegExp): void {
    const fits = (item: HostMenuItem): boolean =>
      item.visible && (typeof label === 'string' ? item.label === label : label.test(item.label));
    const item = this.#menu?.flat().find(fits);
    if (!item) throw new Error(`no entry ${label} in the tray's menu: ${JSON.stringify(this.#shownMenu)}`);
    if (!item.enabled) throw new Error(`the entry ${label} in the tray's menu is disabled`);
    item.click();
  }
}

// An app on Linux can ask its desktop for this; see desktop/dbus-send.
process.env.ELECTRON_HOST_TRAY = String(options.trayAvailable);
process.env.PATH = [join(import.meta.dirname, 'desktop'), process.env.PATH].join(delimiter);

export const Tray = strictClass(HostTray, 'Tray', [], {
  surface,
  events: ['click', 'right-click', 'double-click'],
  guard: (property, tray) => {
    if (tray.isDestroyed() && property !== 'isDestroyed') throw new TypeError('Tray is destroyed');
  },
});

const shownTray = (): HostTray => {
  if (!current?.state().exists) throw new Error('there is no tray icon');
  return current;
};
desk.offer('tray.click', () => shownTray().click());
desk.offer('tray.rightClick', () => {
  if (process.platform === 'linux') throw new Error('Linux shows the menu by itself, and tells no app of it');
  shownTray().rightClick();
});
desk.offer('tray.doubleClick', () => shownTray().doubleClick());
desk.offer('tray.choose', (label: string | RegExp) => shownTray().choose(label));
