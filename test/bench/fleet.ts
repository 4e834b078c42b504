import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Fetch } from '../../main/core/ports.ts';
import { signedInSession } from '../day/signed-in.ts';
import { createSimulatedClock, type SimulatedClock } from '../day/simulated-clock.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { openNodeSocket } from '../fakes/socket.ts';
import { targetOf } from '../fuzz/answer.ts';
import { createRandom } from '../fuzz/random.ts';
import type { Figures } from './budgets.ts';
import { listText } from './list-text.ts';

const PCS = 100;
const CONVERSATIONS = 20;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const SEED = 7;
const SERVER = 'https://cloud.example.org';

const ocs = (data: unknown): string => JSON.stringify({ ocs: { meta: { statuscode: 200 }, data } });
const CAPABILITIES = ocs({ version: { string: '32.0.1' }, capabilities: { spreed: { features: [] } } });
const EMPTY = ocs([]);

/** Answers at once: only when a fleet asks is of interest, not how fast it is answered. */
function createCountingServer(list: string, clock: () => SimulatedClock) {
  const askedAt: number[] = [];
  const fetch: Fetch = async (input, init) => {
    const { method, url } = input instanceof Request ? input : new Request(input, init);
    askedAt.push(clock().elapsed());
    const headers = {
      'x-nextcloud-talk-hash': 'same',
      'x-nextcloud-talk-modified-before': String(Math.floor(clock().now() / SECOND)),
    };
    const target = targetOf(method, url);
    if (target === 'capabilities') return new Response(CAPABILITIES, { headers });
    if (target === 'user') return new Response(ocs({ id: 'alice', displayname: 'Alice' }), { headers });
    if (target !== 'rooms') return new Response('', { status: 404 });
    return new Response(new URL(url).searchParams.has('modifiedSince') ? EMPTY : list, { headers });
  };
  return { fetch, askedAt };
}

/** The most requests within any second, however it is laid. */
function peakPerSecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let first = 0;
  let peak = 0;
  for (const [last, time] of sorted.entries()) {
    while (time - (sorted[first] ?? time) >= SECOND) first += 1;
    peak = Math.max(peak, last - first + 1);
  }
  return peak;
}

/** A hundred PCs start within a second, as after a power cut; the peak of the hour that follows the first minute. */
async function fleetPeak(list: string, jitter: () => number): Promise<number> {
  const starts = createRandom(SEED);
  const clock: SimulatedClock = createSimulatedClock({
    random: jitter,
    quiet: async () => {
      for (let turns = 0; turns < 2; turns += 1) await nextTurn();
    },
  });
  const { fetch, askedAt } = createCountingServer(list, () => clock);
  const sessions = Array.from({ length: PCS }, (_, pc) =>
    signedInSession({
      ...{ server: SERVER, user: `pc${pc}`, appPassword: 'secret', clock, fetch },
      ...{ openSocket: openNodeSocket, notifier: createFakeNotifier() },
    }),
  );
  for (const session of sessions) clock.after(starts.int(SECOND), () => void session.start());
  await clock.pass(MINUTE + HOUR);
  for (const session of sessions) session.stop();
  if (askedAt.length < PCS * 100) throw new Error(`a fleet that asked only ${askedAt.length} times`);
  return peakPerSecond(askedAt.filter((at) => at >= MINUTE));
}

export async function fleetFigures(): Promise<Figures> {
  const list = await listText(CONVERSATIONS);
  return {
    fleet_100_peak_requests_per_s: await fleetPeak(list, createRandom(SEED).next),
    fleet_100_peak_requests_per_s_unjittered: await fleetPeak(list, () => 0.5),
  };
}
