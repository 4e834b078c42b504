import type { Clock } from '../../main/core/ports.ts';

export interface ModelClock extends Clock {
  /** Lets `ms` pass: timers fire in order, and the app comes to rest after each. */
  advance(ms: number): Promise<void>;
  /** Sets the app's wall clock without letting time pass; the server's own clock stays. */
  jump(ms: number): void;
  /** Returns the milliseconds that have really passed since the start. */
  elapsed(): number;
}

export const START_MS = 1_800_000_000_000;

/**
 * Creates a clock whose time passes only on request.
 * @param seed of `random()`, so that jitter differs between schedules and not between replays of one
 * @param rest resolves when all work of a timer is done
 */
export function createModelClock(seed: number, rest: () => Promise<void>): ModelClock {
  let elapsed = 0;
  let offset = START_MS;
  const timers = new Set<{ at: number; callback: () => void }>();

  function nextDue(until: number) {
    let next: { at: number; callback: () => void } | undefined;
    for (const timer of timers) if (timer.at <= until && (!next || timer.at < next.at)) next = timer;
    return next;
  }

  return {
    now: () => elapsed + offset,
    monotonic: () => elapsed,
    elapsed: () => elapsed,
    random: createRandom(seed),
    after(ms, callback) {
      const timer = { at: elapsed + Math.max(0, Math.ceil(ms)), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const until = elapsed + ms;
      await rest();
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        elapsed = Math.max(elapsed, timer.at);
        timer.callback();
        await rest();
      }
      elapsed = until;
    },
    jump(ms) {
      offset += ms;
    },
  };
}

/** Creates small repeatable random numbers (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
