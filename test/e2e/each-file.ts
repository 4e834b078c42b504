import { afterAll, afterEach, inject, TestRunner } from 'vitest';
import { skipWith } from './abilities.ts';
import { shareChromium } from './driver-host.ts';
import { launchLike } from './launch.ts';
import { isProfiling, takeProfile } from './profile.ts';
import { endIdleStation } from './station.ts';

// This file runs before each test file. Workers are numbered from 1.
const mine = inject('chromiums')[Number(process.env.VITEST_POOL_ID) - 1];
if (mine) shareChromium(mine);
launchLike(inject('launching'));
skipWith((reason) => TestRunner.getCurrentTest()?.context.skip(reason));
// The file's own hooks, which stop the app, have already run.
afterEach(async ({ task }) => {
  // The state after a failed test is unknown.
  if (task.result?.state === 'fail') await endIdleStation();
  // The first test also gets the time before it.
  if (isProfiling) task.meta.profile = takeProfile();
});
afterAll(endIdleStation);
