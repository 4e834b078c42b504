/**
 * The sync engine against random schedules of what people, servers, networks and machines do. The embedded server, the
 * push websockets and the app are real; time and chance are the model's. Nine schedules in ten hand their HTTP requests
 * to the embedded server's handler in process, one in ten sends them over the network: see over-wire.test.ts.
 *
 * A failure prints a seed and a path; TALKMELDER_SEED=… TALKMELDER_PATH=… plays that counterexample again.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { schedules } from './generate.ts';
import { runSchedule } from './run.ts';
import { openPort, type Port } from './server.ts';
import { inProcessRuns, replay } from './settings.ts';
import { createTally } from './tally.ts';

const tally = createTally();
let port: Port;

beforeAll(async () => {
  port = await openPort();
});

afterAll(async () => {
  await port.close();
  console.log(`Model test, requests in process (seed ${replay.seed}):\n${tally}`);
});

it('rings exactly once for what should ring, shows the server’s list, and asks no more than it may', async () => {
  await fc.assert(
    fc.asyncProperty(schedules(), (schedule) => runSchedule(schedule, { port, overWire: false, tally })),
    { ...replay, numRuns: inProcessRuns },
  );
  if (replay.path === undefined) expect(tally.total('schedules')).toBe(inProcessRuns);
});
