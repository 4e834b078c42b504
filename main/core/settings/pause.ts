import * as v from 'valibot';
import { NotSaved } from '../errors.ts';
import { type PauseLength, pauseEnd } from '../model/pause-length.ts';
import type { Clock, SettingsStore } from '../ports.ts';

const NAME = 'pause';
/** Milliseconds since 1970. */
const Span = v.object({ since: v.number(), until: v.number() });
const NONE: v.InferOutput<typeof Span> = { since: 0, until: 0 };

/** A pause of notifications; it outlives a restart, or else `begin` and `end` throw NotSaved. @param onChange it has begun or ended */
export function createPause(clock: Clock, store: SettingsStore, onChange: () => void) {
  const stored = v.safeParse(Span, store.read(NAME));
  let span = stored.success ? stored.output : NONE;
  let cancelTimer = () => {};
  watch();

  /** Only between its beginning and its end: a clock that was set back must not stretch it. */
  function until(): number | null {
    const now = clock.now();
    return span.since <= now && now < span.until ? span.until : null;
  }

  /** A timer that the computer slept through is caught by whoever asks. */
  function watch(): void {
    cancelTimer();
    const end = until();
    if (end === null) return;
    cancelTimer = clock.after(end - clock.now(), () => {
      // Timers may fire a little early.
      watch();
      onChange();
    });
  }

  function set(next: typeof span): void {
    span = next;
    // A full disk must not keep anybody from ending a pause: it lets go of a file.
    const isSaved = span === NONE ? store.remove(NAME) : store.write(NAME, span);
    watch();
    onChange();
    if (!isSaved) throw new NotSaved('a pause');
  }

  return {
    /** When it ends, milliseconds since 1970; null: there is none. */
    until,
    begin: (length: PauseLength): void => set({ since: clock.now(), until: pauseEnd(length, clock.now()) }),
    end: (): void => set(NONE),
    stop: (): void => cancelTimer(),
  };
}
