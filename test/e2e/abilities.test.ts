import { expect, it } from 'vitest';
import { checkForElectron, OnlyOnHost } from './abilities.ts';
import type { LaunchOptions } from './driver.ts';

it.each<[LaunchOptions, NodeJS.Platform, reason: RegExp | null]>([
  [{}, 'linux', null],
  [{ locale: 'en-GB', theme: 'dark', packaged: false, safeStorageBackend: 'basic_text' }, 'win32', null],
  [{ trayAvailable: false }, 'linux', null],
  [{ trayAvailable: false }, 'darwin', /trayAvailable: only a Linux desktop/],
  [{ platform: 'win32' }, 'linux', /platform: Electron cannot pass/],
  [{ platform: 'win32' }, 'win32', null],
  [{ wayland: true }, 'linux', /wayland: Electron finds out itself/],
  [{ machineFiles: {} }, 'linux', /machineFiles: .*below \/etc/],
])('a test’s demands on real Electron: %o on %s', (options, system, reason) => {
  const check = () => checkForElectron(options, system);
  if (reason === null) return expect(check).not.toThrow();
  expect(check).toThrow(OnlyOnHost);
  expect(check).toThrow(reason);
});
