import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findHeadlessShell } from '../../build/chromium.mjs';
import { launchChromium } from '../electron/chromium/launch.ts';
import { isFull } from '../full.ts';
import { describeMachine, thisMachine } from '../machine.ts';
import { removeFolder } from '../remove-folder.ts';
import { type Launching, prepareLaunch } from './launch.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The endpoint of each worker's Chromium, in the workers' order; empty on Electron, which has its own. */
    chromiums: string[];
    launching: Launching;
  }
}

/**
 * Starts one Chromium for each worker before the first test. A worker's apps have their windows there, one app after
 * the other, each in browser contexts of its own. Prints where the suite runs.
 */
export default async function startChromiums(project: TestProject): Promise<() => Promise<void>> {
  const { end: endLaunch, ...launching } = await prepareLaunch('test');
  project.provide('launching', launching);
  const isHost = launching.plan.where === 'host';
  const folder = mkdtempSync(join(tmpdir(), 'talkmelder-chromiums-'));
  // test:full uses a complete browser instead of the headless shell, which takes longer.
  const program = (!isFull && findHeadlessShell()) || (launching.chromium ?? '');
  const start = (_: unknown, index: number) =>
    launchChromium({ profile: join(folder, String(index)), lang: 'de-DE', headful: false, lifeline: null, program });
  for (const line of describeMachine(thisMachine, launching.plan.binary, program)) console.log(line);
  const count = isHost ? project.vitest.config.maxWorkers : 0;
  const starting = await Promise.allSettled(Array.from({ length: count }, start));
  const chromiums = starting.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const end = async (): Promise<void> => {
    await Promise.all([endLaunch(), ...chromiums.map((chromium) => chromium.end())]);
    await removeFolder(folder);
  };
  const failed = starting.find((start) => start.status === 'rejected');
  if (failed) {
    await end();
    throw failed.reason;
  }
  project.provide(
    'chromiums',
    chromiums.map(({ endpoint }) => endpoint),
  );
  return end;
}
