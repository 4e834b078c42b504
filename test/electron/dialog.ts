import { desk } from './desk.ts';
import { assertReady } from './lifecycle.ts';
import type { OpenDialog } from './snapshot.ts';
import { strict } from './strict.ts';

const surface = ['showMessageBox', 'showErrorBox'] as const satisfies (keyof Electron.Dialog)[];
type Window = Electron.BaseWindow;

const open = new Map<OpenDialog, (answer: Electron.MessageBoxReturnValue) => void>();
const tell = (): void => desk.show({ dialogs: [...open.keys()] });

/** Message boxes wait on the desk until the person presses a button. */
function showMessageBox(
  first: Window | Electron.MessageBoxOptions,
  second?: Electron.MessageBoxOptions,
): Promise<Electron.MessageBoxReturnValue> {
  assertReady('dialog.showMessageBox()');
  const options = second ?? (first as Electron.MessageBoxOptions);
  if (typeof options?.message !== 'string') throw new TypeError('message must be a string');
  const { message, detail = '', buttons = [] } = options;
  return new Promise((resolve) => {
    // Without buttons of the app's own, the system offers its "OK".
    open.set({ message, detail, buttons: buttons.length > 0 ? buttons : ['OK'] }, resolve);
    tell();
  });
}

/** Electron's waits for the person; here nobody is there, and what it says goes to the terminal. */
function showErrorBox(title: string, content: string): void {
  if (typeof title !== 'string' || typeof content !== 'string')
    throw new TypeError('title and content must be strings');
  console.error(`host: error box "${title}": ${content}`);
}

export const dialog = strict(
  { showMessageBox, showErrorBox } satisfies Pick<Electron.Dialog, (typeof surface)[number]>,
  {
    name: 'dialog',
    surface,
  },
);

desk.offer('dialog.press', (label: string | RegExp) => {
  const fits = (button: string): boolean => (typeof label === 'string' ? button === label : label.test(button));
  for (const [shown, answer] of open) {
    const response = shown.buttons.findIndex(fits);
    if (response < 0) continue;
    open.delete(shown);
    tell();
    answer({ response, checkboxChecked: false });
    return;
  }
  throw new Error(`no open dialog has a button ${label}: ${JSON.stringify([...open.keys()])}`);
});
