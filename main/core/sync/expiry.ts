import type { Clock } from '../ports.ts';

/** A timer that is set for longer may be late, or fire at once. */
const LONGEST_TIMER_MS = 60 * 60_000;

export interface ExpiryDeps {
  clock: Clock;
  /** When the next message expires, seconds by the server's clock; null: none. */
  next: () => number | null;
  /** Something has expired. @param now seconds by the server's clock */
  expire: (now: number) => void;
}

export type Expiry = ReturnType<typeof createExpiry>;

/**
 * Calls back when messages expire, which no list reports. Uses the server's clock, whatever the computer's is set to.
 */
export function createExpiry({ clock, next, expire }: ExpiryDeps) {
  /** How far the server's clock is ahead of the monotonic clock, in milliseconds. */
  let ahead = clock.now() - clock.monotonic();
  let cancel = (): void => {};
  let stopped = false;

  const serverMs = (): number => clock.monotonic() + ahead;
  const now = (): number => Math.floor(serverMs() / 1_000);

  function arm(): void {
    cancel();
    const at = next();
    if (at === null) return;
    const delay = Math.min(LONGEST_TIMER_MS, Math.max(0, at * 1_000 - serverMs()));
    cancel = clock.after(delay, check);
  }

  /** Removes expired messages. Must be called whenever a message may expire earlier than known before. */
  function check(): void {
    if (stopped) return;
    const at = next();
    if (at !== null && at <= now()) expire(now());
    arm();
  }

  return {
    /** Seconds since 1970 by the server's clock. */
    now,
    /** A list contains the server's time. @param seconds since 1970; null: the list does not contain it */
    setServerTime(seconds: number | null): void {
      if (seconds !== null) ahead = seconds * 1_000 - clock.monotonic();
    },
    check,
    /** Stops the timer for good. */
    stop(): void {
      stopped = true;
      cancel();
    },
  };
}
