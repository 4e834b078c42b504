import * as v from 'valibot';
import type { Clock, SettingsStore } from '../ports.ts';

const NAME = 'seen';
/** When the user last saw the window, milliseconds since 1970. */
const Seen = v.object({ at: v.number() });
/** After this time, the next person at the computer may be another one. */
const FORGET_MS = 60 * 60_000;

export interface FilterMemoryDeps {
  clock: Clock;
  store: SettingsStore;
  /** The user has chosen a filter that may hide conversations. */
  isNarrowed: () => boolean;
  /** Removes the user's choice. */
  forget: () => void;
}

/**
 * Forgets the filter of the list when the window has not been seen for an hour, also across a restart: the next person
 * would find an empty list and not know why. A time that is missing or lies in the future counts as long ago.
 */
export function createFilterMemory({ clock, store, isNarrowed, forget }: FilterMemoryDeps) {
  const stored = v.safeParse(Seen, store.read(NAME));
  let seenAt = stored.success ? stored.output.at : Number.NEGATIVE_INFINITY;
  let isSeen = false;
  let cancelTimer = (): void => {};

  function check(): void {
    const age = clock.now() - seenAt;
    if (!isSeen && isNarrowed() && (age >= FORGET_MS || age < 0)) forget();
  }

  /** Stored only while there is a filter. */
  function remember(): void {
    seenAt = clock.now();
    if (isNarrowed()) store.write(NAME, { at: seenAt });
    else store.remove(NAME);
  }

  function unlook(): void {
    if (!isSeen) return;
    isSeen = false;
    remember();
    cancelTimer();
    cancelTimer = clock.after(FORGET_MS, check);
  }

  return {
    /** Must be called when the computer wakes up, because the timer does not run while it sleeps. */
    check,
    /** The window is shown. */
    look(): void {
      check();
      isSeen = true;
      cancelTimer();
    },
    /** The window is hidden. */
    unlook,
    /** The user has chosen a filter. */
    chosen: remember,
    stop(): void {
      unlook();
      cancelTimer();
    },
  };
}
