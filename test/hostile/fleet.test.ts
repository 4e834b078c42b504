import { expect, it } from 'vitest';
import { createFleet, type Fleet, peakPerSecond } from '../day/fleet.ts';
import { createRandom } from '../fuzz/random.ts';

const PCS = 100;
/** Most requests in any one second. */
const MOST = 25;
const MINUTE = 60_000;

/** A hundred PCs on one server, all with live push. */
async function fleetWithPush(jitter: () => number): Promise<Fleet> {
  const fleet = createFleet({ pcs: PCS, jitter, push: true });
  fleet.start();
  await fleet.untilLive();
  return fleet;
}

/** Returns the most requests in any one second since the given time. */
const peakSince = (fleet: Fleet, since: number): number => peakPerSecond(fleet.askedAt.filter((at) => at >= since));

it.each([1, 2, 3])('a hundred PCs that lose push together do not poll together (%d)', async (seed) => {
  const fleet = await fleetWithPush(createRandom(seed).next);
  const lostAt = fleet.clock.elapsed();
  fleet.losePush();
  await fleet.clock.pass(3 * MINUTE);
  expect(peakSince(fleet, lostAt)).toBeLessThanOrEqual(MOST);
  // All of them have polled, and have push again.
  expect(fleet.askedAt.filter((at) => at >= lostAt).length).toBeGreaterThanOrEqual(3 * PCS);
  expect(fleet.live()).toBe(PCS);
  fleet.stop();
});

it('each PC polls within half a minute of the loss, whether push returns or not', async () => {
  const fleet = await fleetWithPush(createRandom(4).next);
  const lostAt = fleet.clock.elapsed();
  fleet.losePush();
  await fleet.clock.pass(30_000);
  expect(new Set(fleet.lists.filter(({ at }) => at >= lostAt).map(({ user }) => user)).size).toBe(PCS);
  fleet.stop();
});

it('a hundred PCs come back spread out after the server was away for a minute', async () => {
  const fleet = await fleetWithPush(createRandom(5).next);
  fleet.setDown(true);
  fleet.losePush();
  await fleet.clock.pass(MINUTE);
  fleet.setDown(false);
  const backAt = fleet.clock.elapsed();
  await fleet.clock.pass(15 * MINUTE);
  expect(peakSince(fleet, backAt)).toBeLessThanOrEqual(MOST);
  expect(fleet.live()).toBe(PCS);
  fleet.stop();
});

it('a hundred PCs that start together after a power cut do not stay in step', async () => {
  const fleet = createFleet({ pcs: PCS, jitter: createRandom(6).next });
  fleet.start();
  await fleet.clock.pass(10 * MINUTE);
  fleet.stop();
  expect(fleet.askedAt.length).toBeGreaterThan(10 * PCS);
  expect(peakSince(fleet, 90_000)).toBeLessThanOrEqual(MOST);
});
