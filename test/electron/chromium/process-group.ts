import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { endChromium } from './launch.ts';

/** The option of `spawn` that makes a program and all that it starts one group. Windows has no groups. */
export const ownGroup = { detached: process.platform !== 'win32' };

/**
 * Ends a Chromium that was started with `ownGroup`, and what is left of its other processes: one of them would write
 * its state a moment later, and create the profile's folder anew.
 */
export async function endGroup(child: ChildProcess): Promise<void> {
  await endChromium(child, true);
  const { pid } = child;
  if (!ownGroup.detached || pid === undefined) return;
  // A container may have no process that collects the dead, which then stay in the group and write nothing.
  for (let left = 40; left > 0 && kill(pid); left -= 1) await pause(50);
}

/** Returns whether the group still had a process. */
function kill(group: number): boolean {
  try {
    return process.kill(-group, 'SIGKILL');
  } catch {
    return false;
  }
}
