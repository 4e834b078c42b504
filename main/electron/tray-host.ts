import { execFile } from 'node:child_process';

/**
 * Does the desktop show tray icons? On Linux only where a StatusNotifierWatcher runs (GNOME: with the AppIndicator
 * extension); elsewhere always. Cannot be asked of Electron. A desktop that cannot be asked counts as having none, so
 * that the window is shown rather than lost.
 */
export function hasTrayHost(): Promise<boolean> {
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
