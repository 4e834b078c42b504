import { EventEmitter } from 'node:events';
import { hostApp } from './app.ts';
import { desk } from './desk.ts';
import { hostEvent } from './host-event.ts';
import type { EditRole } from './page-requests.ts';
import type { MenuEntry } from './snapshot.ts';
import { facade, notImplemented, rawOf, strictClass } from './strict.ts';
import { windows } from './window-list.ts';

const itemSurface = [
  'id',
  'label',
  'type',
  'enabled',
  'visible',
  'checked',
  'role',
  'submenu',
  'click',
  'icon',
  'accelerator',
  'sublabel',
  'toolTip',
  'menu',
] as const satisfies (keyof Electron.MenuItem)[];

/** Applies an editing role to the focused window, as Electron does to the focused webContents. */
const edit = (role: EditRole) => (): void => windows.find((window) => window.isFocused())?.contents.edit(role);

/** The effects of roles; other roles exist only in a menu bar, which the host does not draw. */
const roles: Record<string, () => void> = {
  quit: () => hostApp.quit(),
  undo: edit('undo'),
  redo: edit('redo'),
  cut: edit('cut'),
  copy: edit('copy'),
  paste: edit('paste'),
  selectall: edit('selectall'),
};

/** The open context menu; a screen shows one at a time. */
let popped: { menu: HostMenu; closed: (() => void) | undefined } | undefined;
function closePopup(): void {
  const closing = popped;
  popped = undefined;
  desk.show({ popup: null });
  closing?.menu.emit('menu-will-close', hostEvent());
  closing?.closed?.();
}

const types: readonly string[] = ['normal', 'separator', 'submenu', 'checkbox', 'radio'] satisfies MenuEntry['type'][];

function typeOf({ type, submenu }: Electron.MenuItemConstructorOptions): MenuEntry['type'] {
  const named = type ?? (submenu ? 'submenu' : 'normal');
  if (named === 'submenu' && !submenu) throw new Error('Invalid submenu');
  if (named === 'header' || named === 'palette') throw notImplemented(`a menu item of type ${named}`);
  if (!types.includes(named)) throw new Error(`Unknown menu item type: ${named}`);
  return named;
}

type Entry = Electron.MenuItemConstructorOptions | HostMenuItem;

/** @throws for invalid entries, and by name for fields that the host lacks */
function checkEntry(entry: Entry | null | undefined): void {
  if (entry instanceof HostMenuItem) return;
  const isEntry = typeof entry === 'object' && entry !== null;
  if (!isEntry || !('label' in entry || 'role' in entry || entry.type === 'separator'))
    throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
  const unknown = Object.keys(entry).find((key) => !(itemSurface as readonly string[]).includes(key));
  if (unknown) throw notImplemented(`the menu item's ${unknown}`);
}

/** Electron removes separators that follow another one, then those at either end; hidden ones stay. */
function withoutNeedlessSeparators(entries: Entry[]): Entry[] {
  const isSeparator = (entry: Entry | undefined): boolean => entry?.type === 'separator';
  const separates = (entry: Entry): boolean => isSeparator(entry) && entry.visible !== false;
  return entries
    .filter((entry, at, all) => !separates(entry) || !isSeparator(all[at - 1]))
    .filter((entry, at, all) => !separates(entry) || (at > 0 && at < all.length - 1));
}

export class HostMenuItem {
  id: string;
  label: string;
  readonly type: MenuEntry['type'];
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly role: Electron.MenuItemConstructorOptions['role'];
  readonly submenu: HostMenu | undefined;
  readonly icon: Electron.MenuItemConstructorOptions['icon'];
  readonly accelerator: Electron.Accelerator | undefined;
  sublabel: string;
  toolTip: string;
  readonly menu: HostMenu | undefined;
  readonly #onClick: Electron.MenuItemConstructorOptions['click'];

  constructor(options: Electron.MenuItemConstructorOptions, menu?: HostMenu) {
    this.id = options.id ?? '';
    this.label = options.label ?? '';
    this.type = typeOf(options);
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.role = options.role;
    this.submenu = Array.isArray(options.submenu)
      ? rawOf<HostMenu>(HostMenu.buildFromTemplate(options.submenu))
      : options.submenu && rawOf<HostMenu>(options.submenu);
    this.icon = options.icon;
    this.accelerator = options.accelerator;
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.menu = menu;
    this.#onClick = options.click;
    for (const name of ['type', 'role', 'submenu', 'accelerator'] as const)
      Object.defineProperty(this, name, { value: this[name], enumerable: true, writable: false });
  }

  /** Clicks like a person: toggles the check mark, then runs the role or the app's handler. */
  click(): void {
    const item = rawOf<HostMenuItem>(this);
    if (item.type === 'checkbox' || item.type === 'radio') item.checked = item.type === 'radio' || !item.checked;
    const act = item.role && roles[item.role.toLowerCase()];
    if (act) act();
    else if (item.role) throw notImplemented(`the menu role ${item.role}`);
    else item.#onClick?.(facade<Electron.MenuItem>(item), undefined, hostEvent() as unknown as Electron.KeyboardEvent);
  }

  entry(): MenuEntry {
    const { label, type, enabled, checked, submenu } = this;
    return { label, type, enabled, checked, submenu: submenu?.entries() ?? [] };
  }
}

const surface = [
  'items',
  'append',
  'insert',
  'getMenuItemById',
  'popup',
  'closePopup',
] as const satisfies (keyof Electron.Menu)[];

export class HostMenu extends EventEmitter implements Pick<Electron.Menu, (typeof surface)[number]> {
  static #application: Electron.Menu | null = null;
  readonly #items: HostMenuItem[] = [];

  static buildFromTemplate(template: (Electron.MenuItemConstructorOptions | Electron.MenuItem)[]): Electron.Menu {
    if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu: Menu template must be an array');
    const menu = new HostMenu();
    const entries = template.map((options) => rawOf<Entry>(options));
    entries.forEach(checkEntry);
    for (const entry of withoutNeedlessSeparators(entries))
      menu.#items.push(entry instanceof HostMenuItem ? entry : new HostMenuItem(entry, menu));
    return facade<Electron.Menu>(menu);
  }

  static setApplicationMenu(menu: Electron.Menu | null): void {
    if (menu && !(rawOf(menu) instanceof HostMenu)) throw new TypeError('Invalid menu');
    HostMenu.#application = menu;
  }

  static getApplicationMenu(): Electron.Menu | null {
    return HostMenu.#application;
  }

  get items(): Electron.MenuItem[] {
    return this.#items.map((item) => facade<Electron.MenuItem>(item));
  }

  append(item: Electron.MenuItem): void {
    this.insert(this.#items.length, item);
  }

  insert(position: number, item: Electron.MenuItem): void {
    if (!(rawOf(item) instanceof HostMenuItem)) throw new TypeError('Invalid item');
    if (position < 0) throw new RangeError(`Position ${position} cannot be less than 0`);
    if (position > this.#items.length)
      throw new RangeError(`Position ${position} cannot be greater than the total MenuItem count`);
    this.#items.splice(position, 0, rawOf<HostMenuItem>(item));
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    const found = this.flat().find((item) => item.id === id);
    return found ? facade<Electron.MenuItem>(found) : null;
  }

  /** Opens over a window on the screen: the given one, or the focused one. */
  popup(options: Electron.PopupOptions = {}): void {
    if (options === null || typeof options !== 'object') throw new TypeError('Options must be an object');
    const { window, x, y, callback } = options;
    const over = window ? windows.find(({ id }) => id === window.id) : windows.find((each) => each.isFocused());
    if (!over) throw new TypeError('Cannot open Menu without a BaseWindow present');
    if ((x === undefined) !== (y === undefined)) throw new TypeError('x and y must be given together');
    if (popped) closePopup();
    popped = { menu: this, closed: callback };
    this.emit('menu-will-show', hostEvent());
    desk.show({ popup: this.entries() });
  }

  closePopup(): void {
    if (popped?.menu === this) closePopup();
  }

  /** Returns every item, including submenus. */
  flat(): HostMenuItem[] {
    return this.#items.flatMap((item) => [item, ...(item.submenu?.flat() ?? [])]);
  }

  /** Returns the entries that the person sees now. */
  entries(): MenuEntry[] {
    return this.#items.filter(({ visible }) => visible).map((item) => item.entry());
  }
}

export const Menu = strictClass(HostMenu, 'Menu', ['buildFromTemplate', 'setApplicationMenu', 'getApplicationMenu'], {
  surface,
  events: ['menu-will-show', 'menu-will-close'],
});
export const MenuItem = strictClass(HostMenuItem, 'MenuItem', [], { surface: itemSurface });

desk.offer('popup.choose', (label: string) => {
  const item = popped?.menu.flat().find((each) => each.visible && each.label === label);
  if (!item) throw new Error(`no entry ${label} in an open menu: ${JSON.stringify(desk.snapshot().popup)}`);
  if (!item.enabled) throw new Error(`the entry ${label} of the open menu is disabled`);
  closePopup();
  item.click();
});
desk.offer('popup.close', () => closePopup());
desk.whenForgetting(() => closePopup());
