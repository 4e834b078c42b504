import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** After the user logs in, the app may start before the panel. */
const SLOW_PANEL_MS = 30_000;

/**
 * Returns whether the desktop shows tray icons, or will before long.
 * @param mayWait the desktop is asked again as long as this returns true, for half a minute at most
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
 * Returns whether the desktop shows tray icons. On Linux it does only where a StatusNotifierWatcher runs (GNOME: with
 * the AppIndicator extension), elsewhere always. Electron cannot tell. A desktop that does not answer counts as having
 * no tray, so that the window is shown rather than lost.
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
