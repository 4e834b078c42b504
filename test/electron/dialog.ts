import { getName } from './app-paths.ts';
import { desk } from './desk.ts';
import { assertReady } from './lifecycle.ts';
import { strict } from './strict.ts';
import { surroundings } from './surroundings.ts';

const surface = [
  'showMessageBox',
  'showOpenDialog',
  'showSaveDialog',
  'showErrorBox',
] as const satisfies (keyof Electron.Dialog)[];
type Window = Electron.BaseWindow;

/** @returns the chosen button's number; without `cancelId`, closing the box means its first "Cancel" or "No", else 0 */
async function showMessageBox(
  first: Window | Electron.MessageBoxOptions,
  second?: Electron.MessageBoxOptions,
): Promise<Electron.MessageBoxReturnValue> {
  assertReady('dialog.showMessageBox()');
  const options = second ?? (first as Electron.MessageBoxOptions);
  if (typeof options?.message !== 'string') throw new TypeError('message must be a string');
  const { message, detail = '', buttons: given = [], title = getName() } = options;
  // If the app names no buttons, the system offers its "OK".
  const buttons = given.length > 0 ? given : ['OK'];
  const cancelId =
    options.cancelId ??
    Math.max(
      0,
      buttons.findIndex((label) => /^(cancel|no)$/i.test(label)),
    );
  const response = await surroundings().ask({ title, message, detail, buttons, cancelId });
  return { response, checkboxChecked: false };
}

/** A person can accept the offered path ("Save") or cancel. */
async function showSaveDialog(
  first: Window | Electron.SaveDialogOptions,
  second?: Electron.SaveDialogOptions,
): Promise<Electron.SaveDialogReturnValue> {
  assertReady('dialog.showSaveDialog()');
  const { title = getName(), defaultPath = '' } = second ?? (first as Electron.SaveDialogOptions);
  if (typeof defaultPath !== 'string') throw new TypeError('Default path must be a string');
  const box = { title, message: defaultPath, detail: '', buttons: ['Save', 'Cancel'], cancelId: 1 };
  const canceled = (await surroundings().ask(box)) === box.cancelId;
  return { canceled, filePath: canceled ? '' : defaultPath };
}

/** The files that the person chooses in the next dialog for files. */
let chosen: string[] = [];
desk.offer('dialog.files', (paths: string[]) => {
  chosen = paths;
});

/** A person can choose files before ("Open") or cancel. */
async function showOpenDialog(
  first: Window | Electron.OpenDialogOptions,
  second?: Electron.OpenDialogOptions,
): Promise<Electron.OpenDialogReturnValue> {
  assertReady('dialog.showOpenDialog()');
  const { title = getName(), properties } = second ?? (first as Electron.OpenDialogOptions);
  if (!Array.isArray(properties)) throw new TypeError('Properties must be an array');
  const box = { title, message: title, detail: '', buttons: ['Open', 'Cancel'], cancelId: 1 };
  const canceled = (await surroundings().ask(box)) === box.cancelId;
  const filePaths = canceled ? [] : properties.includes('multiSelections') ? chosen : chosen.slice(0, 1);
  chosen = [];
  return { canceled, filePaths };
}

/** Electron's box waits for the person. The host writes to the terminal, because the app may have no browser yet. */
function showErrorBox(title: string, content: string): void {
  if (typeof title !== 'string' || typeof content !== 'string')
    throw new TypeError('title and content must be strings');
  console.error(`host: error box "${title}": ${content}`);
}

export const dialog = strict(
  { showMessageBox, showOpenDialog, showSaveDialog, showErrorBox } satisfies Pick<
    Electron.Dialog,
    (typeof surface)[number]
  >,
  {
    name: 'dialog',
    surface,
  },
);
