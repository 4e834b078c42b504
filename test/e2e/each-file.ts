import { afterAll, inject } from 'vitest';
import { shareChromium } from './driver-host.ts';
import { endIdleStation } from './station.ts';

// Runs before each test file. Workers are counted from 1.
const mine = inject('chromiums')[Number(process.env.VITEST_POOL_ID) - 1];
if (mine) shareChromium(mine);
afterAll(endIdleStation);
