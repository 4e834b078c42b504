import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';

/** The dialogs that are opened by name. */
type DialogName = 'settings' | 'doctor' | 'shortcuts';

/** An open dialog, and the element that gets the focus when it closes. */
export type OpenDialog = { returnTo: Element | null } & (
  | { name: DialogName }
  /** Asks whether to disconnect this account, given by id. */
  | { name: 'disconnect'; account: string }
);

const [dialogs, setDialogs] = createSignal<readonly OpenDialog[]>([]);

/** The open dialogs, the topmost last. */
export { dialogs };

/** Returns whether a dialog is open; it then handles Esc, / and the like. */
export const dialogOpen = (): boolean => dialogs().length > 0;

/** Opens a dialog by name; an open one stays as it is. */
export const openDialog = (name: DialogName) => {
  if (dialogs().some((dialog) => dialog.name === name)) return;
  setDialogs((open) => [...open, { name, returnTo: focusPlace() }]);
};

/** Asks whether to disconnect an account, unless that dialog is open already. @param account its id */
export const askToDisconnect = (account: string) => {
  if (dialogs().some((dialog) => dialog.name === 'disconnect' && dialog.account === account)) return;
  setDialogs((open) => [...open, { name: 'disconnect', account, returnTo: focusPlace() }]);
};

/** Closes a dialog; does nothing if it is closed already. */
export const closeDialog = (dialog: OpenDialog) => {
  setDialogs((open) => open.filter((other) => other !== dialog));
};

/** Closes every dialog, because their subject is gone. */
export const closeAllDialogs = () => {
  for (const dialog of dialogs()) closeDialog(dialog);
};

/** Closes dialogs about accounts that are gone. @param accounts the ids of the remaining accounts */
const closeDialogsOfOthers = (accounts: readonly string[]) => {
  for (const dialog of dialogs())
    if (dialog.name === 'disconnect' && !accounts.includes(dialog.account)) closeDialog(dialog);
};

let lastOutsideMenus: Element | null = null;

/**
 * The menu that opened a dialog is gone when the dialog closes, so the focus returns to the element before the menu.
 */
const focusPlace = (): Element | null => {
  const active = document.activeElement;
  return active === null || active === document.body || isInMenu(active) ? lastOutsideMenus : active;
};

const isInMenu = (element: Element) => element.closest('[role=menu]') !== null;

/** Remembers the focus outside of menus. @returns a function that stops it */
export const watchFocus = (page: Pick<Document, 'addEventListener' | 'removeEventListener'>) => {
  const remember = ({ target }: Event) => {
    if (target instanceof Element && !isInMenu(target)) lastOutsideMenus = target;
  };
  page.addEventListener('focusin', remember);
  return () => page.removeEventListener('focusin', remember);
};

/** Closes the dialogs whose subject is gone. */
export const followDialogs = (phase: () => AppState['phase']) => {
  const kind = createMemo(() => phase().kind);
  createEffect(() => {
    const current = phase();
    if (current.kind === 'connected') closeDialogsOfOthers(current.accounts.map(({ id }) => id));
  });
  // Signing in or out, here or elsewhere, makes every open dialog pointless.
  createEffect(on(kind, closeAllDialogs, { defer: true }));
};
