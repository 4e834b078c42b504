import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Fetch, OpenSocket } from '../../main/core/ports.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { targetOf } from '../fuzz/answer.ts';
import { createRandom } from '../fuzz/random.ts';
import { startSignedIn } from './signed-in.ts';
import { createSimulatedClock, type SimulatedClock } from './simulated-clock.ts';

const SECOND = 1_000;
const SERVER = 'https://cloud.example.org';
const SEED = 7;

const ocs = (data: unknown): string => JSON.stringify({ ocs: { meta: { statuscode: 200 }, data } });
const EMPTY = ocs([]);
const ENDPOINTS = {
  websocket: `${SERVER.replace('https', 'wss')}/push/ws`,
  pre_auth: `${SERVER}/apps/notify_push/pre_auth`,
};
const capabilities = (push: boolean): string =>
  ocs({
    version: { string: '32.0.1' },
    capabilities: { spreed: { features: [] }, ...(push && { notify_push: { endpoints: ENDPOINTS } }) },
  });

export interface FleetOptions {
  pcs: number;
  /** The answer to a request for the full list. */
  list?: string;
  /** Returns a number in [0, 1) for the jitter of all PCs. */
  jitter: () => number;
  /** Whether the server has notify_push. */
  push?: boolean;
  /** The alarm conversations of each PC. */
  alarms?: readonly string[];
}

export type Fleet = ReturnType<typeof createFleet>;

/**
 * Creates many PCs of one server, in simulated time. The server answers at once, because only the times of the requests
 * matter.
 */
export function createFleet({ pcs, list = EMPTY, jitter, push = false, alarms = [] }: FleetOptions) {
  const starts = createRandom(SEED);
  const askedAt: number[] = [];
  const lists: { at: number; user: string }[] = [];
  /** Functions that end the open push connections. */
  const open = new Set<() => void>();
  let down = false;
  /** PCs that are starting. */
  const starting: Promise<unknown>[] = [];
  const clock: SimulatedClock = createSimulatedClock({
    random: jitter,
    quiet: async () => {
      // Hashing the name of an account runs outside the event loop, and takes real time.
      await Promise.all(starting.splice(0));
      for (let turns = 0; turns < 3; turns += 1) await nextTurn();
    },
  });

  const fetch: Fetch = async (input, init) => {
    const { method, url, headers: sent } = input instanceof Request ? input : new Request(input, init);
    askedAt.push(clock.elapsed());
    if (down) throw new TypeError('connection refused');
    const headers = {
      'x-nextcloud-talk-hash': 'same',
      'x-nextcloud-talk-modified-before': String(Math.floor(clock.now() / SECOND)),
    };
    const target = targetOf(method, url);
    if (target === 'capabilities') return new Response(capabilities(push), { headers });
    if (target === 'user') return new Response(ocs({ id: 'alice', displayname: 'Alice' }), { headers });
    if (target === 'pre-auth') return new Response('x'.repeat(32), { headers });
    if (target !== 'rooms') return new Response('', { status: 404 });
    lists.push({ at: clock.elapsed(), user: atob(sent.get('authorization')?.slice('Basic '.length) ?? '') });
    return new Response(new URL(url).searchParams.has('modifiedSince') ? EMPTY : list, { headers });
  };

  const openSocket: OpenSocket = (_url, { onOpen, onMessage, onClose }) => {
    const end = (): void => {
      open.delete(end);
      onClose('closed (1006)');
    };
    let sent = 0;
    open.add(end);
    queueMicrotask(onOpen);
    return {
      send() {
        sent += 1;
        // The client sends an empty text, then the token.
        if (sent === 2) queueMicrotask(() => onMessage('authenticated'));
      },
      close: () => open.delete(end),
    };
  };

  const sessions = Array.from({ length: pcs }, (_, pc) =>
    startSignedIn({
      server: SERVER,
      user: `pc${pc}`,
      appPassword: 'secret',
      clock,
      fetch,
      openSocket,
      notifier: createFakeNotifier(),
      alarms,
    }),
  );

  return {
    clock,
    /** Times of the requests, in milliseconds since the beginning. */
    askedAt: askedAt as readonly number[],
    /** Answered lists of conversations, with time and user. */
    lists: lists as readonly { at: number; user: string }[],
    /** Starts all PCs within a second. */
    start(): void {
      for (const talkmelder of sessions) clock.after(starts.int(SECOND), () => void starting.push(talkmelder.start()));
    },
    /** Returns how many PCs have live push. */
    live: (): number => open.size,
    /** Lets minutes pass until all PCs have live push, and their lists are spread out. @throws if a PC never gets it */
    async untilLive(): Promise<void> {
      for (let minutes = 0; minutes < 5 || open.size < pcs; minutes += 1) {
        if (minutes > 30) throw new Error(`only ${open.size} of ${pcs} PCs have push`);
        await clock.pass(60 * SECOND);
      }
    },
    /** Ends every push connection. */
    losePush(): void {
      for (const end of [...open]) end();
    },
    /** Makes the server unreachable, or reachable again. */
    setDown(value: boolean): void {
      down = value;
    },
    stop(): void {
      for (const talkmelder of sessions) talkmelder.stop();
    },
  };
}

/** Returns the most requests within any period of one second. */
export function peakPerSecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let first = 0;
  let peak = 0;
  for (const [last, time] of sorted.entries()) {
    while (time - (sorted[first] ?? time) >= SECOND) first += 1;
    peak = Math.max(peak, last - first + 1);
  }
  return peak;
}
