import * as v from 'valibot';
import { NotSaved } from '../errors.ts';
import { type PauseLength, pauseEnd } from '../model/pause-length.ts';
import type { Clock, SettingsStore } from '../ports.ts';

const NAME = 'pause';
/** Milliseconds since 1970. */
const Span = v.object({ since: v.number(), until: v.number() });
const NONE: v.InferOutput<typeof Span> = { since: 0, until: 0 };

/**
 * A pause of notifications. It survives a restart; when it cannot be stored, `begin` and `end` throw NotSaved.
 * @param onChange called when it has begun or ended
 */
export function createPause(clock: Clock, store: SettingsStore, onChange: () => void) {
  const stored = v.safeParse(Span, store.read(NAME));
  let span = stored.success ? stored.output : NONE;
  let cancelTimer = () => {};
  watch();

  /** A pause counts only between its begin and its end, so that a clock that was set back cannot stretch it. */
  function until(): number | null {
    const now = clock.now();
    return span.since <= now && now < span.until ? span.until : null;
  }

  /** If the computer sleeps through the timer, the next caller of `until` notices the end. */
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
    // Removing the file ends a pause even when the disk is full.
    const isSaved = span === NONE ? store.remove(NAME) : store.write(NAME, span);
    watch();
    onChange();
    if (!isSaved) throw new NotSaved('a pause');
  }

  return {
    /** The end of the pause, milliseconds since 1970; null: there is none. */
    until,
    begin: (length: PauseLength): void => set({ since: clock.now(), until: pauseEnd(length, clock.now()) }),
    end: (): void => set(NONE),
    stop: (): void => cancelTimer(),
  };
}
