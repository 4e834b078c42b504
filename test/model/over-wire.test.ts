/** The schedules of model.test.ts, a tenth as many, with every HTTP request over a real connection. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { schedules } from './generate.ts';
import { runSchedule } from './run.ts';
import { openPort, type Port } from './server.ts';
import { overWireRuns, replay } from './settings.ts';
import { createTally } from './tally.ts';

const tally = createTally();
let port: Port;

beforeAll(async () => {
  port = await openPort();
});

afterAll(async () => {
  await port.close();
  console.log(`Model test, requests over the network (seed ${replay.seed}):\n${tally}`);
});

it('holds over real connections as well', async () => {
  await fc.assert(
    fc.asyncProperty(schedules(), (schedule) => runSchedule(schedule, { port, overWire: true, tally })),
    { ...replay, numRuns: overWireRuns },
  );
  if (replay.path === undefined) expect(tally.total('schedules')).toBe(overWireRuns);
});
