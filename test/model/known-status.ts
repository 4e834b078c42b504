import type { Ledger } from './ledger.ts';
import type { DoNotDisturb } from './verdict.ts';

/** The design lets the app believe for a minute that the user may be disturbed; that not, never. */
const FRESH_MS = 61_000;

/** What the app can know of "do not disturb": it asks anew before it keeps silent; when that fails, it disturbs. */
export function createKnownStatus(ledger: Ledger, elapsed: () => number) {
  let before = ledger.doNotDisturb();
  let changedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  /** A wall clock set back by less than a minute makes an answer look younger than it is. */
  let setBack = 0;
  const isRecent = (at: number): boolean => elapsed() - at <= FRESH_MS + setBack;

  return {
    /** To be called after each thing that happens. */
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
