import { afterAll, afterEach, inject } from 'vitest';
import { shareChromium } from './driver-host.ts';
import { isProfiling, takeProfile } from './profile.ts';
import { endIdleStation } from './station.ts';

// Runs before each test file. Workers are counted from 1.
const mine = inject('chromiums')[Number(process.env.VITEST_POOL_ID) - 1];
if (mine) shareChromium(mine);
// Hooks of the file itself, which stop the app, have run by then; the first test also has what went before it.
if (isProfiling) {
  afterEach(({ task }) => {
    task.meta.profile = takeProfile();
  });
}
afterAll(endIdleStation);
