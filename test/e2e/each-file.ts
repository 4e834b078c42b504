import { afterAll, afterEach, inject, TestRunner } from 'vitest';
import { skipWith } from './abilities.ts';
import { shareChromium } from './driver-host.ts';
import { launchLike } from './launch.ts';
import { isProfiling, takeProfile } from './profile.ts';
import { endIdleStation } from './station.ts';

// Runs before each test file. Workers are counted from 1.
const mine = inject('chromiums')[Number(process.env.VITEST_POOL_ID) - 1];
if (mine) shareChromium(mine);
launchLike(inject('launching'));
skipWith((reason) => TestRunner.getCurrentTest()?.context.skip(reason));
// The hooks of the file itself, which stop the app, have run by then.
afterEach(async ({ task }) => {
  // Nobody knows what a test that failed has left behind.
  if (task.result?.state === 'fail') await endIdleStation();
  // The first test also has what went before it.
  if (isProfiling) task.meta.profile = takeProfile();
});
afterAll(endIdleStation);
