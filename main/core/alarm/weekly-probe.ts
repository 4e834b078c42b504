import * as v from 'valibot';
import { lastWeekly, type WeeklyTime } from '../model/quiet-hours.ts';
import type { Clock, SettingsStore } from '../ports.ts';

const DOCUMENT = 'alarm-weekly-probe';
const Stored = v.object({ doneAt: v.number() });
/** After this long, the test is no longer made up for: people do not expect it any more. */
const LATE_MS = 30 * 60_000;
/** The computer's clock may be set, and its time zone may change. */
const LOOK_MS = 10 * 60_000;

export interface WeeklyProbeDeps {
  clock: Clock;
  settings: SettingsStore;
  /** Null: the app does not test by itself. */
  schedule: WeeklyTime | null;
  /** Makes the test. Never rejects. */
  run: () => Promise<unknown>;
  /** The computer was off at this time, milliseconds since 1970, so there was no test. */
  onMissed: (at: number) => void;
}

/** Makes the weekly test alarm at its time, once, also after a restart; a missed one is told. */
export function createWeeklyProbe({ clock, settings, schedule, run, onMissed }: WeeklyProbeDeps) {
  const stored = v.safeParse(Stored, settings.read(DOCUMENT));
  /** The last test that has been made or missed, or when the schedule began, milliseconds since 1970. */
  let doneAt = stored.success ? stored.output.doneAt : null;
  let cancel = (): void => undefined;

  function done(at: number): void {
    doneAt = at;
    settings.write(DOCUMENT, { doneAt });
  }

  function look(): void {
    cancel();
    if (schedule === null) return;
    const now = clock.now();
    const due = lastWeekly(schedule, now);
    // A clock that was set back must not keep the next test from being made.
    if (doneAt === null || doneAt > now) done(now);
    else if (doneAt < due) {
      done(due);
      if (now - due <= LATE_MS) void run();
      else onMissed(due);
    }
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((minute) => now + minute * 60_000);
    const next = minutes.find((at) => lastWeekly(schedule, at) > due);
    cancel = clock.after(next === undefined ? LOOK_MS : lastWeekly(schedule, next) - now, look);
  }

  return {
    /** There is an account, or the computer is awake again. */
    look,
    stop: (): void => cancel(),
  };
}
