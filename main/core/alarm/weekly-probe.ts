import * as v from 'valibot';
import { isEqual } from '../model/is-equal.ts';
import { lastWeekly, WeeklyChoice } from '../model/quiet-hours.ts';
import type { Clock, SettingsStore } from '../ports.ts';

const DOCUMENT = 'alarm-weekly-probe';
const Stored = v.object({ doneAt: v.number(), schedule: WeeklyChoice });
/** After this long, the test is no longer made up for: people do not expect it any more. */
const LATE_MS = 30 * 60_000;
/** The computer's clock may be set, and its time zone may change. */
const LOOK_MS = 10 * 60_000;

export interface WeeklyProbeDeps {
  clock: Clock;
  settings: SettingsStore;
  schedule: () => WeeklyChoice;
  /** Makes the test. Never rejects. */
  run: () => Promise<unknown>;
  /** The computer was off at this time, milliseconds since 1970, so there was no test. */
  onMissed: (at: number) => void;
}

/** Makes the weekly test alarm at its time, once, also after a restart; a missed one is told. */
export function createWeeklyProbe({ clock, settings, schedule, run, onMissed }: WeeklyProbeDeps) {
  const stored = v.safeParse(Stored, settings.read(DOCUMENT));
  /**
   * The last test that has been made or missed, or when the schedule began, milliseconds since 1970, and the schedule
   * that it belongs to; null: none has begun.
   */
  let last = stored.success ? stored.output : null;
  let cancel = (): void => undefined;

  function done(doneAt: number): void {
    last = { doneAt, schedule: schedule() };
    settings.write(DOCUMENT, last);
  }

  function look(): void {
    cancel();
    const wanted = schedule();
    const now = clock.now();
    if (!wanted.on) {
      if (last !== null) settings.remove(DOCUMENT);
      last = null;
      return;
    }
    const due = lastWeekly(wanted, now);
    // A new schedule has missed nothing. A clock that was set back must not keep the next test from being made.
    if (last === null || last.doneAt > now || !isEqual(last.schedule, wanted)) done(now);
    else if (last.doneAt < due) {
      done(due);
      if (now - due <= LATE_MS) void run();
      else onMissed(due);
    }
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((minute) => now + minute * 60_000);
    const next = minutes.find((at) => lastWeekly(wanted, at) > due);
    cancel = clock.after(next === undefined ? LOOK_MS : lastWeekly(wanted, next) - now, look);
  }

  return {
    /** There is an account, the computer is awake again, or the schedule has changed. */
    look,
    stop: (): void => cancel(),
  };
}
