import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AppDriver } from './driver.ts';

/** A page that is not on a screen may never be painted, so the wait for its picture ends after this time. */
const PICTURE_MS = 10_000;
/** Some systems refuse longer file names. */
const LONGEST_NAME = 120;

/** The apps of the running test, including ended ones, each with whether it has ended. */
const apps = new Map<AppDriver, { hasEnded: boolean }>();

/** Keeps an app for the traces until the end of the test in which it ends. */
export function keepForTraces(app: AppDriver): AppDriver {
  const state = { hasEnded: false };
  apps.set(app, state);
  const end = (): void => {
    state.hasEnded = true;
  };
  app.ended().then(end, end);
  return app;
}

/** Forgets ended apps. Call it before each test. */
export function forgetEndedApps(): void {
  for (const [app, { hasEnded }] of apps) if (hasEnded) apps.delete(app);
}

/** The data of a failed test that its traces need. */
export interface FailedTest {
  /** The path of its file. */
  file: string;
  /** The test's name with those of its suites. */
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

/** @returns a line about the picture for the traces */
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
