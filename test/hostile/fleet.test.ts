import { expect, it } from 'vitest';
import { createFleet, type Fleet, peakPerSecond } from '../day/fleet.ts';
import { createRandom } from '../fuzz/random.ts';

const PCS = 100;
/** Of requests in any second. */
const MOST = 25;
const MINUTE = 60_000;

/** A hundred PCs of one server, all of which are told by push. */
async function fleetWithPush(jitter: () => number): Promise<Fleet> {
  const fleet = createFleet({ pcs: PCS, jitter, push: true });
  fleet.start();
  await fleet.untilLive();
  return fleet;
}

/** The most requests in any second from a moment on. */
const peakSince = (fleet: Fleet, since: number): number => peakPerSecond(fleet.askedAt.filter((at) => at >= since));

it.each([1, 2, 3])(
  'a hundred PCs that lose push at the same moment do not ask at the same moment (%d)',
  async (seed) => {
    const fleet = await fleetWithPush(createRandom(seed).next);
    const lostAt = fleet.clock.elapsed();
    fleet.losePush();
    await fleet.clock.pass(3 * MINUTE);
    expect(peakSince(fleet, lostAt)).toBeLessThanOrEqual(MOST);
    // All of them have asked, and are told again.
    expect(fleet.askedAt.filter((at) => at >= lostAt).length).toBeGreaterThanOrEqual(3 * PCS);
    expect(fleet.live()).toBe(PCS);
    fleet.stop();
  },
);

it('each of them asks within half a minute of the loss, whatever becomes of push', async () => {
  const fleet = await fleetWithPush(createRandom(4).next);
  const lostAt = fleet.clock.elapsed();
  fleet.losePush();
  await fleet.clock.pass(30_000);
  expect(new Set(fleet.lists.filter(({ at }) => at >= lostAt).map(({ user }) => user)).size).toBe(PCS);
  fleet.stop();
});

it('a hundred PCs come back apart after the server was away for a minute', async () => {
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

it('a hundred PCs that start at once after a power cut do not beat in time afterwards', async () => {
  const fleet = createFleet({ pcs: PCS, jitter: createRandom(6).next });
  fleet.start();
  await fleet.clock.pass(10 * MINUTE);
  fleet.stop();
  expect(fleet.askedAt.length).toBeGreaterThan(10 * PCS);
  expect(peakSince(fleet, 90_000)).toBeLessThanOrEqual(MOST);
});
