import { electronBinary } from '../../build/electron-binary.mjs';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { launchOnElectron } from './driver-electron.ts';
import { launchOnHost } from './driver-host.ts';

let announced = false;

/** Starts the built app: on real Electron where its binary is, on the host elsewhere. Says once which. */
export async function launchApp(options: LaunchOptions = {}): Promise<AppDriver> {
  const binary = electronBinary();
  if (!announced) {
    announced = true;
    console.log(
      binary ? `On Electron (${binary})` : "On the Chromium host (test/electron): Electron's binary is not here",
    );
  }
  return binary ? launchOnElectron(binary, options) : launchOnHost(options);
}
