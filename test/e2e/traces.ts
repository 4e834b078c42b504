import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AppDriver } from './driver.ts';

/** A page that is on no screen may never be painted: its picture is not waited for any longer. */
const PICTURE_MS = 10_000;
/** Longer file names are refused by some systems. */
const LONGEST_NAME = 120;

/** The apps of the test that runs, those that have ended in it included; each says whether it has. */
const apps = new Map<AppDriver, { hasEnded: boolean }>();

/** Keeps an app until the end of the test in which it ends. */
export function keepForTraces(app: AppDriver): AppDriver {
  const state = { hasEnded: false };
  apps.set(app, state);
  const end = (): void => {
    state.hasEnded = true;
  };
  app.ended().then(end, end);
  return app;
}

/** To be called before each test. */
export function forgetEndedApps(): void {
  for (const [app, { hasEnded }] of apps) if (hasEnded) apps.delete(app);
}

/** A failed test, as far as its traces are concerned. */
export interface FailedTest {
  /** The path of its file. */
  file: string;
  /** With the names of the suites around it. */
  name: string;
  errors: readonly string[];
}

/** Writes, for each app of a failed test, its output and the picture of its window. */
export async function leaveTraces(folder: string, { file, name, errors }: FailedTest): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const readable = `${basename(file, '.test.ts')} ${name}`.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, LONGEST_NAME);
  let number = 0;
  for (const [app, { hasEnded }] of apps) {
    number += 1;
    const place = join(folder, `${readable}-${number}`);
    const picture = hasEnded ? 'No picture: the app has ended.' : await takePicture(app, `${place}.png`);
    writeFileSync(`${place}.txt`, [`${file}: ${name}`, ...errors, picture, app.output()].join('\n\n'));
  }
}

/** @returns what is to be said of it */
async function takePicture(app: AppDriver, path: string): Promise<string> {
  try {
    const state = await app.windowState();
    if (!state.exists) return 'No picture: the app has no window.';
    await (await app.window()).screenshot({ path, timeout: PICTURE_MS });
    return `The window: ${JSON.stringify(state)}`;
  } catch (error) {
    return `No picture: ${error}`;
  }
}
