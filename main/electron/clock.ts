import type { Clock } from '../core/ports.ts';

/** The longest delay of setTimeout: 31 bits of milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST_MS));
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
