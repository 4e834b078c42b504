import type { Clock } from '../../main/core/ports.ts';

export interface SimulatedClock extends Clock {
  /** Lets `ms` pass: timers fire in order, each after the work of the one before is done. */
  pass(ms: number): Promise<void>;
  /** Returns the milliseconds since the start. */
  elapsed(): number;
}

export interface SimulatedClockOptions {
  /** Returns a number in [0, 1), for jitter. */
  random: () => number;
  /** Resolves when all started work is done, including real requests. */
  quiet: () => Promise<void>;
  /** Milliseconds since 1970. */
  start?: number;
}

/** Creates a clock without real waits: an hour passes as fast as the server answers its requests. */
export function createSimulatedClock({
  random,
  quiet,
  start = Date.UTC(2027, 0, 15, 8),
}: SimulatedClockOptions): SimulatedClock {
  let elapsed = 0;
  const timers = new Set<{ at: number; callback: () => void }>();

  function nextDue(until: number) {
    let next: { at: number; callback: () => void } | null = null;
    for (const timer of timers)
      if (timer.at <= until && timer.at < (next?.at ?? Number.POSITIVE_INFINITY)) next = timer;
    return next;
  }

  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    elapsed: () => elapsed,
    random,
    after(ms, callback) {
      const timer = { at: elapsed + Math.max(0, ms), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async pass(ms) {
      const until = elapsed + ms;
      await quiet();
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        elapsed = Math.max(elapsed, timer.at);
        timer.callback();
        await quiet();
      }
      elapsed = until;
    },
  };
}
