import { setTimeout as pause } from 'node:timers/promises';
import type { Fetch, Notifier } from '../../main/core/ports.ts';
import { systemClock } from '../../main/electron/clock.ts';
import { type CrowdRoom, seedCrowd } from '../day/crowd.ts';
import { startSignedIn } from '../day/signed-in.ts';
import { createSimulatedClock } from '../day/simulated-clock.ts';
import { createWire } from '../day/wire.ts';
import { openNodeSocket } from '../fakes/socket.ts';
import { createRandom } from '../fuzz/random.ts';
import { startNextcloud } from '../nextcloud/server.ts';
import type { Figures } from './budgets.ts';
import { median, percentile } from './statistics.ts';

const CONVERSATIONS = 200;
const MESSAGES = 30;
const SEED = 5;

const rings = ({ level, archived }: CrowdRoom): boolean => level === 1 && !archived;

function createWatchedNotifier() {
  let onShow = (): void => undefined;
  const notifier: Notifier = { show: () => onShow(), update: () => undefined, withdraw: () => undefined };
  return {
    notifier,
    /** Resolves at the next notification with the result of `read` at that moment. */
    next: <T>(read: () => T): Promise<T> =>
      new Promise((resolve) => {
        onShow = () => resolve(read());
      }),
  };
}

/** Measures in real time, over real HTTP and a real websocket on loopback. */
export async function pushLatency(): Promise<Figures> {
  const random = createRandom(SEED);
  const nextcloud = await startNextcloud();
  const { control } = nextcloud;
  const rooms = seedCrowd(control, CONVERSATIONS).filter(rings);
  control.setPush('on');
  const watched = createWatchedNotifier();
  const talkmelder = startSignedIn({
    server: nextcloud.url,
    user: 'alice',
    appPassword: control.createAppPassword('alice'),
    clock: systemClock,
    fetch: globalThis.fetch,
    openSocket: openNodeSocket,
    notifier: watched.notifier,
  });
  const live = new Promise<void>((resolve) => {
    talkmelder.subscribe(({ phase }) => phase.kind === 'connected' && phase.connection.state === 'live' && resolve());
  });
  await talkmelder.start();
  await live;
  const latencies: number[] = [];
  const processor: number[] = [];
  while (latencies.length < MESSAGES) {
    await pause(200 + random.int(1_800));
    const shown = watched.next(() => performance.now());
    const [stored, before] = [performance.now(), process.cpuUsage()];
    control.send('bob', random.pick(rooms).token, `Nachricht ${latencies.length}`);
    latencies.push((await shown) - stored);
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1_000);
  }
  talkmelder.stop();
  await nextcloud.close();
  return {
    notify_latency_push_p50_ms: median(latencies),
    notify_latency_push_p95_ms: percentile(latencies, 0.95),
    notify_latency_push_processor_p50_ms: median(processor),
  };
}

/** Simulates the wait for the next poll, and measures the real round trip; returns both. */
export async function pollLatency(): Promise<Figures> {
  const random = createRandom(SEED);
  let now = Date.now;
  const nextcloud = await startNextcloud({ now: () => now() });
  const { control } = nextcloud;
  const rooms = seedCrowd(control, CONVERSATIONS).filter(rings);
  const wire = createWire(nextcloud, 'alice');
  const clock = createSimulatedClock({ random: random.next, quiet: wire.quiet });
  now = clock.now;
  let asked: number | null = null;
  const fetch: Fetch = (input, init) => {
    asked ??= performance.now();
    return wire.fetch(input, init);
  };
  const watched = createWatchedNotifier();
  const talkmelder = startSignedIn({
    server: nextcloud.url,
    user: 'alice',
    appPassword: control.createAppPassword('alice'),
    clock,
    fetch,
    openSocket: wire.openSocket,
    notifier: watched.notifier,
  });
  await talkmelder.start();
  await clock.pass(60_000);
  const waits: number[] = [];
  const roundTrips: number[] = [];
  while (waits.length < MESSAGES) {
    await clock.pass(random.int(40_000));
    const stored = clock.elapsed();
    asked = null;
    const shown = watched.next(() => ({ elapsed: clock.elapsed(), at: performance.now() }));
    control.send('bob', random.pick(rooms).token, `Nachricht ${waits.length}`);
    await clock.pass(40_000);
    const { elapsed, at } = await shown;
    waits.push(elapsed - stored);
    roundTrips.push(at - (asked ?? at));
  }
  talkmelder.stop();
  await nextcloud.close();
  const latencies = waits.map((wait, index) => wait + (roundTrips[index] ?? 0));
  return {
    notify_latency_poll_p50_ms: median(latencies),
    notify_latency_poll_max_ms: Math.max(...latencies),
    notify_round_trip_poll_p50_ms: median(roundTrips),
    notify_round_trip_poll_max_ms: Math.max(...roundTrips),
  };
}
