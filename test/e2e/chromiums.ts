import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { electronBinary } from '../../build/electron-binary.mjs';
import { launchChromium } from '../electron/chromium/launch.ts';
import { whereAppsRun } from './launch.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each worker's Chromium listens, in the workers' order; none on Electron, which brings its own. */
    chromiums: string[];
  }
}

/**
 * Starts one Chromium for each worker, before the first test: the apps that a worker tests, one after the other, have
 * their windows there, each in browser contexts of its own. Says where the suite runs.
 */
export default async function startChromiums(project: TestProject): Promise<() => Promise<void>> {
  console.log(whereAppsRun());
  const folder = mkdtempSync(join(tmpdir(), 'talkmelder-chromiums-'));
  const start = (_: unknown, index: number) =>
    launchChromium({ profile: join(folder, String(index)), lang: 'de-DE', headful: false, lifeline: null });
  const count = electronBinary() ? 0 : project.vitest.config.maxWorkers;
  const chromiums = await Promise.all(Array.from({ length: count }, start));
  project.provide(
    'chromiums',
    chromiums.map(({ endpoint }) => endpoint),
  );
  return async () => {
    await Promise.all(chromiums.map(({ end }) => end()));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  };
}
