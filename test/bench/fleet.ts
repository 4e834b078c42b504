import { createFleet, peakPerSecond } from '../day/fleet.ts';
import { createRandom } from '../fuzz/random.ts';
import type { Figures } from './budgets.ts';
import { listText } from './list-text.ts';

const PCS = 100;
const CONVERSATIONS = 20;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SEED = 7;

/**
 * Starts a hundred PCs within a second, as after a power cut. Resolves with the peak of the hour after the first
 * minute.
 */
async function powerCutPeak(list: string, jitter: () => number): Promise<number> {
  const fleet = createFleet({ pcs: PCS, list, jitter });
  fleet.start();
  await fleet.clock.pass(MINUTE + HOUR);
  fleet.stop();
  if (fleet.askedAt.length < PCS * 100) throw new Error(`a fleet that asked only ${fleet.askedAt.length} times`);
  return peakPerSecond(fleet.askedAt.filter((at) => at >= MINUTE));
}

/**
 * A hundred PCs with an alarm conversation and without push, so that each requests the list every few seconds. Resolves
 * with the peak of ten minutes after the first.
 */
async function alarmPeak(list: string, jitter: () => number): Promise<number> {
  const token = /"token":"(\w+)"/.exec(list)?.[1] ?? '';
  const fleet = createFleet({ pcs: PCS, list, jitter, alarms: [token] });
  fleet.start();
  await fleet.clock.pass(11 * MINUTE);
  fleet.stop();
  if (fleet.lists.length < PCS * 100) throw new Error(`a fleet that asked only ${fleet.lists.length} times`);
  return peakPerSecond(fleet.lists.filter(({ at }) => at >= MINUTE).map(({ at }) => at));
}

/** Takes push from a hundred PCs at the same moment. Resolves with the peak of the next five minutes. */
async function pushLossPeak(jitter: () => number): Promise<number> {
  const fleet = createFleet({ pcs: PCS, jitter, push: true });
  fleet.start();
  await fleet.untilLive();
  const lostAt = fleet.clock.elapsed();
  fleet.losePush();
  await fleet.clock.pass(5 * MINUTE);
  fleet.stop();
  return peakPerSecond(fleet.askedAt.filter((at) => at >= lostAt));
}

export async function fleetFigures(): Promise<Figures> {
  const list = await listText(CONVERSATIONS);
  return {
    fleet_100_peak_requests_per_s: await powerCutPeak(list, createRandom(SEED).next),
    fleet_100_peak_requests_per_s_unjittered: await powerCutPeak(list, () => 0.5),
    fleet_100_alarm_peak_requests_per_s: await alarmPeak(list, createRandom(SEED).next),
    fleet_100_push_lost_peak_requests_per_s: await pushLossPeak(createRandom(SEED).next),
    fleet_100_push_lost_peak_requests_per_s_unjittered: await pushLossPeak(() => 0.5),
  };
}
