/**
 * The app dies after its notifications and before it stores its cursors. It may then ring again for that one list, and
 * does, because it cannot know better, but for nothing else.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { schedules } from './generate.ts';
import { runSchedule } from './run.ts';
import type { Step } from './schedule.ts';
import { openPort, type Port } from './server.ts';
import { createTally } from './tally.ts';

const RUNS = isFull ? 150 : 20;
const tally = createTally();
let port: Port;

beforeAll(async () => {
  port = await openPort();
});
afterAll(() => port.close());

const crashing = fc.constant<Step>({ do: 'crash-before-storing' });

it('repeats at most the notifications of the last list before the crash, and loses none', async () => {
  await fc.assert(
    fc.asyncProperty(schedules([crashing]), (schedule) => runSchedule(schedule, { port, overWire: false, tally })),
    { seed: 5, numRuns: RUNS },
  );
  expect(tally.of('lives', 'died before storing')).toBeGreaterThan(3);
});
