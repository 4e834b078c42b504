import { lookForLaunch } from '../../build/launch-facts.ts';
import { type LaunchPlan, type Purpose, planLaunch } from '../../build/launch-plan.ts';
import { orSkip } from './abilities.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { launchOnElectron } from './driver-electron.ts';
import { launchOnHost } from './driver-host.ts';
import { timed } from './profile.ts';
import { keepForTraces } from './traces.ts';
import { startVirtualDisplay } from './virtual-display.ts';

/** How this process starts apps. It was decided once, for the whole run, and can be sent to another process. */
export interface Launching {
  plan: LaunchPlan;
  /** The Chromium that plays the system browser. */
  chromium: string | null;
  /** The virtual display, as variables of the environment; empty where there is none. */
  display: Record<string, string>;
}

let current: Launching | undefined;

/** From now on, apps are started like this. */
export function launchLike(launching: Launching): void {
  current = launching;
}

/** @throws before that was decided */
export function howAppsStart(): Launching {
  if (!current) throw new Error('how apps are started has not been decided: prepareLaunch() comes first');
  return current;
}

/**
 * Looks at the machine, decides how apps are started, and begins what that needs.
 * @param print gets the words about it, the first of which says where apps run
 * @returns how, and what ends what was begun
 * @throws when nothing can be started
 */
export async function prepareLaunch(
  purpose: Purpose,
  print: (line: string) => void = console.log,
): Promise<Launching & { end: () => Promise<void> }> {
  const circumstances = await lookForLaunch(purpose);
  const plan = planLaunch(circumstances);
  if (plan.where === 'nowhere') throw new Error(plan.words.join('\n'));
  for (const line of plan.words) print(line);
  const needsDisplay = plan.display === 'virtual' && circumstances.xvfbRun !== null;
  const display = needsDisplay ? await startVirtualDisplay(circumstances.xvfbRun ?? '') : null;
  const launching = { plan, chromium: circumstances.chromium, display: display?.env ?? {} };
  launchLike(launching);
  return { ...launching, end: async () => display?.stop() };
}

/** Starts the built app for a test or the tour: on Electron where its binary can start, on the host elsewhere. */
export async function launchApp(options: LaunchOptions = {}): Promise<AppDriver> {
  const launching = howAppsStart();
  const launch = () =>
    launching.plan.where === 'electron' ? launchOnElectron(launching, options) : launchOnHost(options);
  return keepForTraces(await timed('start', () => orSkip(launch)));
}
