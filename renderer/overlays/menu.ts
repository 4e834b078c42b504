import { createSignal } from 'solid-js';
import type { IconName } from '../components/icon.tsx';

/**
 * What a menu can hold. A `choice` is a group of which exactly one is chosen.
 * `id`: unique in its menu; an entry with the same one stays where the focus is, whatever else of it changes.
 */
export type MenuEntry = { id: string } & (
  | { kind: 'item'; icon?: IconName; label: string; shortcut?: string; onSelect: () => void }
  | { kind: 'separator' }
  | {
      kind: 'choice';
      label: string;
      value: string;
      options: MenuOption[];
      onChoose: (value: string) => void;
    }
);

/** `detail`: more, on a line of its own. `tint`: the colour of an account, in place of an icon. */
export type MenuOption = {
  value: string;
  label: string;
  icon?: IconName;
  detail?: string;
  tint?: number;
  unread?: number;
};

/** `anchor`: the element below which the menu opens, or the point (px from the window's top left). */
export type MenuRequest = {
  label: string;
  anchor: HTMLElement | { x: number; y: number };
  /** Asked again whenever what it reads changes, so that an open menu tells the truth. */
  entries: () => MenuEntry[];
};

/** `returnTo` gets the focus when the menu has closed. `byKeyboard`: the first entry has the focus, so that it shows. */
export type OpenMenu = MenuRequest & { returnTo: HTMLElement | null; byKeyboard: boolean };

const [menu, setMenu] = createSignal<OpenMenu | null>(null);

/** The menu that is open; there is one at most. */
export { menu };

/** Opens a menu, in place of one that is open. What it opens for is kept as the place to which the focus returns. */
export const openMenu = (request: MenuRequest) => {
  const active = document.activeElement;
  const focused = active instanceof HTMLElement && active !== document.body ? active : null;
  setMenu((before) => ({
    ...request,
    // The focus is still in the menu that this one replaces: it returns to where that one came from.
    returnTo: focused?.closest('[role="menu"]') ? (before?.returnTo ?? null) : focused,
    byKeyboard: focused?.matches(':focus-visible') ?? false,
  }));
};

export const closeMenu = () => setMenu(null);

/** A menu is open: Esc belongs to it. */
export const overlayOpen = (): boolean => menu() !== null;
