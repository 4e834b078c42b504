/**
 * The sync engine against random schedules of actions of people, servers, networks and machines. The embedded server,
 * the push websockets and the app are real; time and chance are the model's. Nine schedules in ten pass their HTTP
 * requests to the embedded server's handler in process; one in ten sends them over the network (over-wire.test.ts).
 *
 * A failure prints a seed and a path; TALKMELDER_SEED=… TALKMELDER_PATH=… replays that counterexample.
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

it('rings exactly once for each due message, shows the server’s list, and respects the request limits', async () => {
  await fc.assert(
    fc.asyncProperty(schedules(), (schedule) => runSchedule(schedule, { port, overWire: false, tally })),
    { ...replay, numRuns: inProcessRuns },
  );
  if (replay.path === undefined) expect(tally.total('schedules')).toBe(inProcessRuns);
});
