import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** After logging in, the app may be there before the panel. */
export const SLOW_PANEL_MS = 30_000;

/**
 * Does the desktop show tray icons, or will it before long?
 * @param patience milliseconds; asked again until then while there is none
 */
export async function hasTrayHost(patience = 0): Promise<boolean> {
  const until = performance.now() + patience;
  while (!(await isTrayHostThere())) {
    if (performance.now() >= until) return false;
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
