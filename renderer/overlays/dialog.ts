import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';

/** The dialogs that are opened by name. */
type DialogName = 'settings' | 'doctor' | 'shortcuts' | 'choose-pin' | 'alarm-log';

/** An open dialog, and the element that gets the focus when it closes. */
export type OpenDialog = { returnTo: Element | null } & (
  | { name: DialogName }
  /** Asks whether to disconnect this account, given by id. */
  | { name: 'disconnect'; account: string }
  /** Declares this conversation an alarm conversation, or changes that. */
  | { name: 'alarm'; token: string }
  /** Creates an appointment. `token`: of the conversation in which it takes place; null: in none. */
  | { name: 'appointment'; token: string | null }
  /** Asks for the PIN of station mode. `answer`: called with whether it was right; only the first call counts. */
  | { name: 'pin'; answer: (isRight: boolean) => void }
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

/** Opens the dialog about a conversation's alarm, unless it is open already. */
export const openAlarmDialog = (token: string) => {
  if (dialogs().some((dialog) => dialog.name === 'alarm' && dialog.token === token)) return;
  setDialogs((open) => [...open, { name: 'alarm', token, returnTo: focusPlace() }]);
};

/** Opens the form for a new appointment, unless it is open already. @param token of the conversation; null: none */
export const openAppointmentDialog = (token: string | null) => {
  if (dialogs().some((dialog) => dialog.name === 'appointment')) return;
  setDialogs((open) => [...open, { name: 'appointment', token, returnTo: focusPlace() }]);
};

let asking: Promise<boolean> | null = null;

/** Asks for the PIN of station mode, once for all that need it now. Resolves with whether it was typed. */
export const askForPin = (): Promise<boolean> => {
  asking ??= new Promise<boolean>((answer) => {
    setDialogs((open) => [...open, { name: 'pin', answer, returnTo: focusPlace() }]);
  }).finally(() => {
    asking = null;
  });
  return asking;
};

/** Closes a dialog; does nothing if it is closed already. */
export const closeDialog = (dialog: OpenDialog) => {
  if (dialog.name === 'pin') dialog.answer(false);
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

/** Closes dialogs about conversations that are gone. @param tokens of the remaining conversations */
const closeDialogsOfGone = (tokens: readonly string[]) => {
  for (const dialog of dialogs()) if (dialog.name === 'alarm' && !tokens.includes(dialog.token)) closeDialog(dialog);
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
    if (current.kind !== 'connected') return;
    closeDialogsOfOthers(current.accounts.map(({ id }) => id));
    if (current.conversations && dialogs().some(({ name }) => name === 'alarm'))
      closeDialogsOfGone([...current.conversations, ...current.archived].map(({ token }) => token));
  });
  // Signing in or out, here or elsewhere, makes every open dialog pointless.
  createEffect(on(kind, closeAllDialogs, { defer: true }));
};
