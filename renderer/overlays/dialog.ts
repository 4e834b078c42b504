import { createSignal } from 'solid-js';

/** The dialogs that are opened by name. */
export type DialogName = 'settings' | 'doctor' | 'shortcuts';

/** A question with two answers; `confirm` is what the button says that does it. */
export type Question = { title: string; text: string; confirm: string; danger?: boolean };

/** A dialog on screen, and where the focus goes when it closes. */
export type OpenDialog = { returnTo: Element | null } & (
  | { name: DialogName }
  /** Whether this account, by id, is to be disconnected. */
  | { name: 'disconnect'; account: string }
  | { name: 'confirm'; question: Question; answer: (yes: boolean) => void }
);

const [dialogs, setDialogs] = createSignal<readonly OpenDialog[]>([]);

/** What is open, the topmost last. */
export { dialogs };

/** Esc, / and the like belong to a dialog as long as there is one. */
export const dialogOpen = (): boolean => dialogs().length > 0;

/** Opens a dialog by name; one that is open already stays as it is. */
export const openDialog = (name: DialogName) => {
  if (dialogs().some((dialog) => dialog.name === name)) return;
  setDialogs((open) => [...open, { name, returnTo: focusPlace() }]);
};

/** Asks whether an account is to be disconnected, unless that is being asked already. @param account its id */
export const askToDisconnect = (account: string) => {
  if (dialogs().some((dialog) => dialog.name === 'disconnect' && dialog.account === account)) return;
  setDialogs((open) => [...open, { name: 'disconnect', account, returnTo: focusPlace() }]);
};

/** Asks a question; anything but the button that confirms it, Esc included, is a no. */
export const confirm = (question: Question): Promise<boolean> =>
  new Promise((answer) => {
    setDialogs((open) => [...open, { name: 'confirm', question, answer, returnTo: focusPlace() }]);
  });

/** Closes a dialog. Does nothing to one that is closed already. */
export const closeDialog = (dialog: OpenDialog) => {
  setDialogs((open) => open.filter((other) => other !== dialog));
  if (dialog.name === 'confirm') dialog.answer(false);
};

/** Closes whatever is open: what it was about is gone. */
export const closeAllDialogs = () => {
  for (const dialog of dialogs()) closeDialog(dialog);
};

/** Closes what asks about all that is shown: that is something else now. */
export const closeQuestions = () => {
  for (const dialog of dialogs()) if (dialog.name === 'confirm') closeDialog(dialog);
};

/** Closes what asks about accounts that are gone. @param accounts ids of those that are there */
export const closeDialogsOfOthers = (accounts: readonly string[]) => {
  for (const dialog of dialogs())
    if (dialog.name === 'disconnect' && !accounts.includes(dialog.account)) closeDialog(dialog);
};

let lastOutsideMenus: Element | null = null;

/** A menu is gone when the dialog closes that was opened from it: the focus then goes where it was before the menu. */
const focusPlace = (): Element | null => {
  const active = document.activeElement;
  return active === null || active === document.body || isInMenu(active) ? lastOutsideMenus : active;
};

const isInMenu = (element: Element) => element.closest('[role=menu]') !== null;

/** Remembers where the focus is outside of menus. @returns stops it */
export const watchFocus = (page: Pick<Document, 'addEventListener' | 'removeEventListener'>) => {
  const remember = ({ target }: Event) => {
    if (target instanceof Element && !isInMenu(target)) lastOutsideMenus = target;
  };
  page.addEventListener('focusin', remember);
  return () => page.removeEventListener('focusin', remember);
};
