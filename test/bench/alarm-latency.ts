import { setTimeout as pause } from 'node:timers/promises';
import type { AlarmBell } from '../../main/core/ports.ts';
import { NO_POLICY } from '../../main/core/settings/policy.ts';
import { systemClock } from '../../main/electron/clock.ts';
import { seedCrowd } from '../day/crowd.ts';
import { startSignedIn } from '../day/signed-in.ts';
import { createSimulatedClock } from '../day/simulated-clock.ts';
import { createWire } from '../day/wire.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { openNodeSocket } from '../fakes/socket.ts';
import { createRandom } from '../fuzz/random.ts';
import { startNextcloud } from '../nextcloud/server.ts';
import type { Figures } from './budgets.ts';
import { percentile } from './statistics.ts';

const CONVERSATIONS = 200;
const MESSAGES = 30;
const SEED = 11;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WITH_LANE = { ...NO_POLICY, alarmLane: true };

/** Creates a bell that says when an alarm is on its card. */
function createWatchedBell() {
  let seen = 0;
  let onAlarm = (): void => undefined;
  const bell: AlarmBell = {
    show(card) {
      const count = card?.alarms.length ?? 0;
      if (count > seen) onAlarm();
      seen = count;
    },
  };
  return {
    bell,
    /** Resolves at the next alarm with the result of `read` at that moment. */
    next: <T>(read: () => T): Promise<T> =>
      new Promise((resolve) => {
        onAlarm = () => resolve(read());
      }),
  };
}

/** Fills a server, and returns the conversation whose messages are alarms. */
function seed(control: Parameters<typeof seedCrowd>[0]): string {
  const room = seedCrowd(control, CONVERSATIONS).find(
    ({ level, archived, sensitive }) => level === 1 && !archived && !sensitive,
  );
  if (!room) throw new Error('no conversation that always rings');
  return room.token;
}

/** Measures in real time, over real HTTP on loopback. @returns milliseconds, one for each message */
async function realLatencies(by: 'push' | 'lane'): Promise<number[]> {
  const random = createRandom(SEED);
  const nextcloud = await startNextcloud();
  const { control } = nextcloud;
  const token = seed(control);
  control.setPush(by === 'push' ? 'on' : 'off');
  const watched = createWatchedBell();
  const talkmelder = startSignedIn({
    server: nextcloud.url,
    user: 'alice',
    appPassword: control.createAppPassword('alice'),
    clock: systemClock,
    fetch: globalThis.fetch,
    openSocket: openNodeSocket,
    notifier: createFakeNotifier(),
    alarms: [token],
    bell: watched.bell,
    policy: by === 'lane' ? WITH_LANE : NO_POLICY,
  });
  const state = by === 'push' ? 'live' : 'polling';
  const ready = new Promise<void>((resolve) => {
    talkmelder.subscribe(({ phase }) => phase.kind === 'connected' && phase.connection.state === state && resolve());
  });
  await talkmelder.start();
  await ready;
  await pause(1_000);
  const latencies: number[] = [];
  while (latencies.length < MESSAGES) {
    await pause(200 + random.int(1_800));
    const shown = watched.next(() => performance.now());
    const stored = performance.now();
    control.send('bob', token, `Einsatz ${latencies.length}`);
    latencies.push((await shown) - stored);
  }
  talkmelder.stop();
  await nextcloud.close();
  return latencies;
}

/** A PC in simulated time over real HTTP, from its second hour on. */
async function simulated(push: 'on' | 'off', random: () => number) {
  let now = Date.now;
  const nextcloud = await startNextcloud({ now: () => now() });
  const { control } = nextcloud;
  const token = seed(control);
  control.setPush(push);
  const wire = createWire(nextcloud, 'alice');
  const clock = createSimulatedClock({ random, quiet: wire.quiet });
  now = clock.now;
  const watched = createWatchedBell();
  let askedAt: number | null = null;
  const talkmelder = startSignedIn({
    server: nextcloud.url,
    user: 'alice',
    appPassword: control.createAppPassword('alice'),
    clock,
    fetch(input, init) {
      askedAt ??= performance.now();
      return wire.fetch(input, init);
    },
    openSocket: wire.openSocket,
    notifier: createFakeNotifier(),
    alarms: [token],
    bell: watched.bell,
  });
  await talkmelder.start();
  await clock.pass(push === 'on' ? HOUR + MINUTE : MINUTE);
  return {
    control,
    clock,
    token,
    watched,
    traffic: wire.traffic,
    /** Forgets when the last request began. */
    listen(): void {
      askedAt = null;
    },
    /** Milliseconds since the first request after `listen`. */
    trip: (): number => performance.now() - (askedAt ?? performance.now()),
    async end(): Promise<void> {
      talkmelder.stop();
      await wire.quiet();
      await nextcloud.close();
    },
  };
}

async function pollLatencies(): Promise<number[]> {
  const random = createRandom(SEED);
  const pc = await simulated('off', random.next);
  const latencies: number[] = [];
  while (latencies.length < MESSAGES) {
    await pc.clock.pass(random.int(10_000));
    const stored = pc.clock.elapsed();
    pc.listen();
    const shown = pc.watched.next(() => pc.clock.elapsed() - stored + pc.trip());
    pc.control.send('bob', pc.token, `Einsatz ${latencies.length}`);
    await pc.clock.pass(10_000);
    latencies.push(await shown);
  }
  await pc.end();
  return latencies;
}

async function idleHour(push: 'on' | 'off'): Promise<{ requests: number; bytes: number }> {
  const pc = await simulated(push, createRandom(SEED).next);
  const before = { ...pc.traffic };
  await pc.clock.pass(HOUR);
  const requests = pc.traffic.requests - before.requests;
  const bytes = pc.traffic.bytes - before.bytes;
  await pc.end();
  return { requests, bytes };
}

/** Measures how fast an alarm is on the card, and what waiting for it costs the server. */
export async function alarmFigures(): Promise<Figures> {
  const push = await realLatencies('push');
  const lane = await realLatencies('lane');
  const poll = await pollLatencies();
  const withPush = await idleHour('on');
  const polling = await idleHour('off');
  return {
    alarm_latency_push_p95_ms: percentile(push, 0.95),
    alarm_latency_poll_p95_ms: percentile(poll, 0.95),
    alarm_latency_lane_p95_ms: percentile(lane, 0.95),
    alarm_requests_per_hour_push: withPush.requests,
    alarm_requests_per_hour_poll: polling.requests,
    alarm_bytes_per_hour_poll: polling.bytes,
  };
}
