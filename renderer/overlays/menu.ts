import { createSignal } from 'solid-js';
import type { IconName } from '../components/icon.tsx';

/**
 * The contents of a menu. A `choice` is a group with exactly one chosen option.
 * `id`: unique in its menu; an entry with the same id keeps the focus, whatever else changes.
 */
export type MenuEntry = { id: string } & (
  | { kind: 'item'; icon?: IconName; label: string; shortcut?: string; onSelect: () => void }
  /** On or off. */
  | { kind: 'check'; icon: IconName; label: string; checked: boolean; onChange: (checked: boolean) => void }
  | { kind: 'separator' }
  | {
      kind: 'choice';
      label: string;
      value: string;
      options: MenuOption[];
      onChoose: (value: string) => void;
    }
);

/** `detail`: a further line of text. `tint`: the colour of an account instead of an icon. */
export type MenuOption = {
  value: string;
  label: string;
  icon?: IconName;
  detail?: string;
  tint?: number;
  unread?: number;
};

/** `anchor`: the element below which the menu opens, or a point (px from the window's top left). */
export type MenuRequest = {
  label: string;
  anchor: HTMLElement | { x: number; y: number };
  /** Called again when a signal that it reads changes, so that an open menu stays correct. */
  entries: () => MenuEntry[];
};

/** `returnTo` gets the focus when the menu has closed. `byKeyboard`: the first entry gets a visible focus. */
export type OpenMenu = MenuRequest & { returnTo: HTMLElement | null; byKeyboard: boolean };

const [menu, setMenu] = createSignal<OpenMenu | null>(null);

/** The open menu; there is one at most. */
export { menu };

/** Opens a menu instead of the open one. The focus will return to the element that has it now. */
export const openMenu = (request: MenuRequest) => {
  const active = document.activeElement;
  const focused = active instanceof HTMLElement && active !== document.body ? active : null;
  setMenu((before) => ({
    ...request,
    // The focus is still in the replaced menu, so it will return to where that menu came from.
    returnTo: focused?.closest('[role="menu"]') ? (before?.returnTo ?? null) : focused,
    byKeyboard: focused?.matches(':focus-visible') ?? false,
  }));
};

export const closeMenu = () => setMenu(null);

/** Returns whether a menu is open; it then handles Esc. */
export const overlayOpen = (): boolean => menu() !== null;
