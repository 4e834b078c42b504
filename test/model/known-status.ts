import type { Ledger } from './ledger.ts';
import type { DoNotDisturb } from './verdict.ts';

/** The design lets the app trust an answer without "do not disturb" for a minute, and an answer with it never. */
const FRESH_MS = 61_000;

/**
 * Tracks what the app can know about "do not disturb": it asks again before it stays silent, and rings if that fails.
 */
export function createKnownStatus(ledger: Ledger, elapsed: () => number) {
  let before = ledger.doNotDisturb();
  let changedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  /** A wall clock set back by less than a minute makes an answer look younger than it is. */
  let setBack = 0;
  const isRecent = (at: number): boolean => elapsed() - at <= FRESH_MS + setBack;

  return {
    /** Updates the knowledge. Call it after each event. */
    observe(): void {
      if (ledger.doNotDisturb() === before) return;
      before = ledger.doNotDisturb();
      changedAt = elapsed();
    },
    failed(): void {
      failedAt = elapsed();
    },
    clockMoved(by: number): void {
      if (by < 0 && by > -FRESH_MS) setBack -= by;
    },
    known(): DoNotDisturb {
      if (!before) return 'off';
      return isRecent(changedAt) || isRecent(failedAt) ? 'unsure' : 'on';
    },
  };
}
