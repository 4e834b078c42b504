import { electronBinary } from '../../build/electron-binary.mjs';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { launchOnElectron } from './driver-electron.ts';
import { launchOnHost } from './driver-host.ts';
import { timed } from './profile.ts';

/** Where apps are started, for the first line of whatever starts some. */
export function whereAppsRun(): string {
  const binary = electronBinary();
  return binary ? `On Electron (${binary})` : "On the Chromium host (test/electron): Electron's binary is not here";
}

/** Starts the built app: on real Electron where its binary is, on the host elsewhere. */
export async function launchApp(options: LaunchOptions = {}): Promise<AppDriver> {
  const binary = electronBinary();
  return timed('start', () => (binary ? launchOnElectron(binary, options) : launchOnHost(options)));
}
