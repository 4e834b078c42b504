import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** After logging in, the app may be there before the panel. */
const SLOW_PANEL_MS = 30_000;

/**
 * Does the desktop show tray icons, or will it before long?
 * @param mayWait asked again while there is none, as long as this is true; for half a minute at most
 */
export async function hasTrayHost(mayWait = (): boolean => false): Promise<boolean> {
  const until = performance.now() + SLOW_PANEL_MS;
  while (!(await isTrayHostThere())) {
    if (!mayWait() || performance.now() >= until) return false;
    await setTimeout(1_000);
  }
  return true;
}

/**
 * Does the desktop show tray icons? On Linux only where a StatusNotifierWatcher runs (GNOME: with the AppIndicator
 * extension); elsewhere always. Cannot be asked of Electron. A desktop that cannot be asked counts as having none, so
 * that the window is shown rather than lost.
 */
function isTrayHostThere(): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(true);
  const args = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    'string:org.kde.StatusNotifierWatcher',
  ];
  return new Promise((resolve) => {
    execFile('dbus-send', args, { timeout: 2_000 }, (error, stdout) =>
      resolve(!error && stdout.includes('boolean true')),
    );
  });
}
