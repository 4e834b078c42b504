import { app } from 'electron';
import type { Logger } from '../core/ports.ts';
import { autostartFile, removeEntry, writeEntry } from './autostart-entry.ts';

/** Tells a start by the system from one by a person, who wants to see a window. */
export const HIDDEN = '--hidden';

/**
 * Starting with the session: a login item on macOS and Windows, an XDG autostart file elsewhere, for which Electron
 * has nothing. Touched only where it differs, so that what the person switched off in the system's own settings
 * stays off until they choose anew here.
 */
export function createAutostart(log: Logger) {
  const linux = process.platform === 'linux';
  // From a checkout, Electron's own executable has to be told which app it is.
  const args = [...(app.isPackaged ? [] : [app.getAppPath()]), HIDDEN];
  let failed = false;

  function useLoginItem(on: boolean): void {
    // Electron puts the arguments into the registry as they are.
    const quoted = args.map((arg) => (arg === HIDDEN ? arg : `"${arg}"`));
    if (app.getLoginItemSettings({ args: quoted }).openAtLogin !== on)
      app.setLoginItemSettings({ openAtLogin: on, args: quoted });
  }

  function useFile(on: boolean): void {
    const file = autostartFile();
    if (on) writeEntry(file, [process.execPath, ...args]);
    else removeEntry(file);
  }

  return {
    use(on: boolean): void {
      try {
        if (linux) useFile(on);
        else useLoginItem(on);
        failed = false;
      } catch (error) {
        failed = true;
        log.error(`autostart: ${error instanceof Error && 'code' in error ? String(error.code) : 'refused'}`);
      }
    },
    /** False after the system has refused. */
    possible: (): boolean => !failed,
  };
}
