import type { Clock } from '../../main/core/ports.ts';

export interface FakeClock extends Clock {
  /** Lets `ms` pass: timers fire in order, and promises settle between them. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock without letting time pass, as an administrator or NTP does. */
  jump(ms: number): void;
  /** Returns the number of timers that are set. */
  pending(): number;
}

/**
 * Creates a clock that stands still until a test advances it. `random()` is 0.5 unless given, so that jitter is zero.
 */
export function createFakeClock({ start = 1_800_000_000_000, random = (): number => 0.5 } = {}): FakeClock {
  let elapsed = 0;
  let offset = start;
  const timers = new Set<{ at: number; callback: () => void }>();

  const nextDue = (until: number) => [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];

  return {
    now: () => elapsed + offset,
    monotonic: () => elapsed,
    random,
    after(ms, callback) {
      const timer = { at: elapsed + Math.max(0, ms), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const until = elapsed + ms;
      await settle();
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        elapsed = Math.max(elapsed, timer.at);
        timer.callback();
        await settle();
      }
      elapsed = until;
    },
    jump(ms) {
      offset += ms;
    },
    pending: () => timers.size,
  };
}

/** Runs the continuations of resolved promises. It does not wait for real I/O: tests wait for its events themselves. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
