import { existsSync } from 'node:fs';
import { app } from 'electron';
import { describeError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import { autostartFile, isSwitchedOn, removeEntry, writeEntry } from './autostart-entry.ts';
import { agentFile, throughUnit } from './restart-entry.ts';

/** Marks a start by the system. A person who starts the app wants to see the window. */
export const HIDDEN = '--hidden';
const ARGUMENTS = [HIDDEN];

/** The command that starts the app without its window. */
export const hiddenStart = (): string[] => [process.execPath, ...ARGUMENTS];

/**
 * Starts the app with the session: by a login item on macOS and Windows, by an XDG autostart file elsewhere, because
 * Electron has nothing for it there. The entry is touched only where it differs from the setting, so that an entry that
 * the user switched off in the system's own settings stays off until the user changes the setting here. Only the
 * installed app starts with the session: a checkout may be gone tomorrow, and a user has only one entry.
 */
export function createAutostart(log: Logger) {
  let failed = false;

  function useLoginItem(on: boolean): void {
    if (app.getLoginItemSettings({ args: ARGUMENTS }).openAtLogin !== on)
      app.setLoginItemSettings({ openAtLogin: on, args: ARGUMENTS });
  }

  function useFile(on: boolean, isWatched: boolean): void {
    const file = autostartFile();
    const command = hiddenStart();
    if (on) writeEntry(file, isWatched ? throughUnit(command) : command);
    else removeEntry(file);
  }

  return {
    /** @param isWatched the system starts the app again after a crash (restart.ts), and starts it with the session */
    use(on: boolean, isWatched: boolean): void {
      if (!app.isPackaged) return;
      try {
        if (isLinux()) useFile(on, isWatched);
        // On macOS, the launch agent does it: a second start would only end, and launchd would watch that one.
        else useLoginItem(on && !isWatched);
        failed = false;
      } catch (error) {
        failed = true;
        log.error(`autostart: ${describeError(error)}`);
      }
    },
    /** False after the system has refused, and for an app that is not installed. */
    possible: (): boolean => app.isPackaged && !failed,
  };
}

/**
 * Windows adds this argument when it starts the app for a click on a toast, which opens a conversation, not the window.
 */
export const FOR_TOAST = '-Embedding';

/**
 * Returns whether the system started the app, with the session or for a toast. On macOS, a login item has no arguments.
 */
export const startedBySystem = (): boolean =>
  [HIDDEN, FOR_TOAST].some((arg) => process.argv.includes(arg)) ||
  (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

/**
 * Returns whether the system will start the app with the session; false where the user switched it off in the system's
 * own settings.
 */
export function startsAtLogin(): boolean {
  if (!app.isPackaged) return false;
  if (isLinux()) return isSwitchedOn(autostartFile());
  if (process.platform === 'darwin' && existsSync(agentFile())) return true;
  const { openAtLogin, launchItems } = app.getLoginItemSettings({ args: ARGUMENTS });
  // On Windows, the entry stays in the registry while the task manager has it switched off.
  const ours = process.platform === 'win32' ? launchItems.filter(({ path }) => path === process.execPath) : [];
  return openAtLogin && ours.every(({ enabled }) => enabled);
}

const isLinux = (): boolean => process.platform === 'linux';
