import type { Clock } from '../../main/core/ports.ts';

export interface SimulatedClock extends Clock {
  /** Lets `ms` pass: timers fire in order, and what each of them started is over before the next one fires. */
  pass(ms: number): Promise<void>;
  /** Milliseconds since the start. */
  elapsed(): number;
}

export interface SimulatedClockOptions {
  /** In [0, 1), for jitter. */
  random: () => number;
  /** Resolves when nothing that was started is under way any more, real requests included. */
  quiet: () => Promise<void>;
  /** Milliseconds since 1970. */
  start?: number;
}

/** Time that takes no time: an hour passes as fast as its requests are answered. */
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
