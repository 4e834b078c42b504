import { lookForLaunch } from '../../build/launch-facts.ts';
import { type LaunchPlan, type Purpose, planLaunch } from '../../build/launch-plan.ts';
import { orSkip } from './abilities.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { launchOnElectron } from './driver-electron.ts';
import { launchOnHost } from './driver-host.ts';
import { timed } from './profile.ts';
import { keepForTraces } from './traces.ts';
import { startVirtualDisplay } from './virtual-display.ts';

/** How this process starts apps. Decided once for the whole run; can be sent to another process. */
export interface Launching {
  plan: LaunchPlan;
  /** The Chromium that plays the system browser. */
  chromium: string | null;
  /** The virtual display, as environment variables; empty without one. */
  display: Record<string, string>;
}

let current: Launching | undefined;

/** Sets how apps start from now on. */
export function launchLike(launching: Launching): void {
  current = launching;
}

/** @throws before `launchLike` was called */
export function howAppsStart(): Launching {
  if (!current) throw new Error('how apps are started has not been decided: prepareLaunch() comes first');
  return current;
}

/**
 * Examines the machine, decides how apps start, and starts the processes for that.
 * @param print gets lines about the decision; the first says where apps run
 * @returns the decision, and a function that ends the processes
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

/** Starts the built app for a test or the tour: on Electron if its binary can start, otherwise on the host. */
export async function launchApp(options: LaunchOptions = {}): Promise<AppDriver> {
  const launching = howAppsStart();
  const launch = () =>
    launching.plan.where === 'electron' ? launchOnElectron(launching, options) : launchOnHost(options);
  return keepForTraces(await timed('start', () => orSkip(launch)));
}
