import type { LaunchOptions } from './driver.ts';

/** Abilities that real Electron lacks, each with the reason for skipping its tests. */
const REASONS = {
  platform: 'Electron cannot pass for another system',
  wayland: 'Electron finds out itself how the desktop speaks',
  machineFiles: "Electron finds the machine's own files only, and a test must not write below /etc",
  trayAvailable: 'only a Linux desktop can be without a tray',
  screens: "the screens and the pointer are the tester's own",
  hold: 'the probe shows notifications at once',
  chooseEarlier: 'only Windows itself tells of a toast that an earlier run has left',
  topWindows: 'the desktop of the tester decides what is above all other windows',
  playing: "the tester's own machine plays the sounds",
  allow: "the system's settings for notifications are the tester's own",
} as const;

/** Only the host can do this: on Electron the test is skipped. */
export class OnlyOnHost extends Error {
  constructor(what: keyof typeof REASONS) {
    super(`not on Electron: ${what}: ${REASONS[what]}`);
  }
}

/** @throws OnlyOnHost if real Electron cannot meet these options */
export function checkForElectron(options: LaunchOptions, system: NodeJS.Platform = process.platform): void {
  if (options.platform !== undefined && options.platform !== system) throw new OnlyOnHost('platform');
  if (options.wayland !== undefined) throw new OnlyOnHost('wayland');
  if (options.screens !== undefined) throw new OnlyOnHost('screens');
  if (options.machineFiles !== undefined) throw new OnlyOnHost('machineFiles');
  if (options.trayAvailable === false && system !== 'linux') throw new OnlyOnHost('trayAvailable');
}

let skip: (reason: string) => void = () => {};

/** Sets how the running test is skipped; without this, a missing ability is an error. */
export function skipWith(skipping: (reason: string) => void): void {
  skip = skipping;
}

/** Skips the running test if it needs the host. */
export async function orSkip<T>(doing: () => T | Promise<T>): Promise<T> {
  try {
    return await doing();
  } catch (error) {
    if (error instanceof OnlyOnHost) skip(error.message);
    throw error;
  }
}
