import { app } from 'electron';
import type { Logger } from '../core/ports.ts';
import { autostartFile, isSwitchedOn, removeEntry, writeEntry } from './autostart-entry.ts';

/** Tells a start by the system from one by a person, who wants to see a window. */
export const HIDDEN = '--hidden';
const ARGUMENTS = [HIDDEN];

/**
 * Starting with the session: a login item on macOS and Windows, an XDG autostart file elsewhere, for which Electron
 * has nothing. Touched only where it differs, so that what the person switched off in the system's own settings
 * stays off until they choose anew here. Only the installed app starts with the session: a checkout may be gone
 * tomorrow, and there is one entry per person.
 */
export function createAutostart(log: Logger) {
  let failed = false;

  function useLoginItem(on: boolean): void {
    if (app.getLoginItemSettings({ args: ARGUMENTS }).openAtLogin !== on)
      app.setLoginItemSettings({ openAtLogin: on, args: ARGUMENTS });
  }

  function useFile(on: boolean): void {
    const file = autostartFile();
    if (on) writeEntry(file, [process.execPath, ...ARGUMENTS]);
    else removeEntry(file);
  }

  return {
    use(on: boolean): void {
      if (!app.isPackaged) return;
      try {
        if (isLinux()) useFile(on);
        else useLoginItem(on);
        failed = false;
      } catch (error) {
        failed = true;
        log.error(`autostart: ${error instanceof Error && 'code' in error ? String(error.code) : 'refused'}`);
      }
    },
    /** False after the system has refused, and for an app that is not installed. */
    possible: (): boolean => app.isPackaged && !failed,
  };
}

/** What Windows adds where it starts the app for a click on a toast: that opens a conversation, not the window. */
export const FOR_TOAST = '-Embedding';

/** Did the system start the app, with the session or for a toast? On macOS, a login item has no arguments. */
export const startedBySystem = (): boolean =>
  [HIDDEN, FOR_TOAST].some((arg) => process.argv.includes(arg)) ||
  (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

/** Will the system start the app with the session? False where it was switched off in the system's own settings. */
export function startsAtLogin(): boolean {
  if (!app.isPackaged) return false;
  if (isLinux()) return isSwitchedOn(autostartFile());
  const { openAtLogin, launchItems } = app.getLoginItemSettings({ args: ARGUMENTS });
  // Windows: the entry stays in the registry while the task manager has it switched off.
  const ours = process.platform === 'win32' ? launchItems.filter(({ path }) => path === process.execPath) : [];
  return openAtLogin && ours.every(({ enabled }) => enabled);
}

const isLinux = (): boolean => process.platform === 'linux';
