import * as v from 'valibot';

/** The days of the week in the order in which a German calendar shows them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const Weekday = v.picklist(WEEKDAYS);
export type Weekday = v.InferOutput<typeof Weekday>;

/** A time of day on a clock with 24 hours: `07:30`. */
export const TimeOfDay = v.pipe(v.string(), v.regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/));

/**
 * Hours in which nothing rings, by this computer's clock. They begin at `from` on each of the days, and end at the next
 * `to`, which may be on the day after. The same time twice means a whole day.
 */
export const QuietHours = v.strictObject({
  on: v.boolean(),
  days: v.pipe(v.array(Weekday), v.maxLength(7)),
  from: TimeOfDay,
  to: TimeOfDay,
});
export type QuietHours = v.InferOutput<typeof QuietHours>;

export const NO_QUIET_HOURS: QuietHours = { on: false, days: [...WEEKDAYS], from: '22:00', to: '06:00' };

/** The whole day, every day. */
export const ALWAYS_ON: QuietHours = { on: true, days: [...WEEKDAYS], from: '00:00', to: '00:00' };

/** By `Date.getDay`. */
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies Weekday[];
const MINUTE = 60_000;

/**
 * Returns when the quiet hours that now hold end; null: there are none now. Everything is computed from the clock that
 * people see, at each call, so a new time zone counts at once. When the clocks change, the hours begin and end the first
 * time that the clock shows their time, or a later one if it skips that time.
 * @param now milliseconds since 1970 @returns milliseconds since 1970
 */
export function quietUntil({ on, days, from, to }: QuietHours, now: number): number | null {
  if (!on) return null;
  const ends = [-1, 0].flatMap((offset) => {
    const begin = firstTime(now, offset, from);
    const end = firstTime(now, to > from ? offset : offset + 1, to);
    const isChosen = days.includes(dayOf(now, offset));
    return isChosen && begin <= now && now < end ? [end] : [];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

/** A time in each week, by this computer's clock. */
export const WeeklyTime = v.strictObject({ day: Weekday, time: TimeOfDay });
export type WeeklyTime = v.InferOutput<typeof WeeklyTime>;

/** The same, switched on or off; what was chosen stays while it is off. */
export const WeeklyChoice = v.strictObject({ on: v.boolean(), ...WeeklyTime.entries });
export type WeeklyChoice = v.InferOutput<typeof WeeklyChoice>;

/** Returns the last time of this kind at or before `now`; both are milliseconds since 1970. */
export function lastWeekly({ day, time }: WeeklyTime, now: number): number {
  const times = [0, -1, -2, -3, -4, -5, -6, -7].flatMap((offset) =>
    dayOf(now, offset) === day ? firstTime(now, offset, time) : [],
  );
  return Math.max(...times.filter((at) => at <= now));
}

/**
 * Returns when quiet hours next begin or end, or at the latest after an hour: until then the clock may have been set, or
 * the time zone may have changed. @param now milliseconds since 1970 @returns milliseconds since 1970; null: never
 */
export function nextQuietChange(quiet: QuietHours, now: number): number | null {
  if (!quiet.on || quiet.days.length === 0) return null;
  const limit = now + 60 * MINUTE;
  const times = [-1, 0, 1].flatMap((offset) => [firstTime(now, offset, quiet.from), firstTime(now, offset, quiet.to)]);
  return Math.min(limit, ...times.filter((time) => time > now));
}

const noon = (now: number, offset: number): Date => {
  const day = new Date(now);
  // Noon exists on every day of every time zone.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + offset, 12);
};

const dayOf = (now: number, offset: number): Weekday => DAYS[noon(now, offset).getDay()] ?? 'mon';

/**
 * Returns the first moment at which the clock shows `time` or a later time of the day.
 * @param offset of the day from today
 */
function firstTime(now: number, offset: number, time: string): number {
  const day = noon(now, offset);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wanted = hours * 60 + minutes;
  const shows = (at: number): boolean => {
    const shown = new Date(at);
    return shown.getDate() === day.getDate() && shown.getHours() * 60 + shown.getMinutes() >= wanted;
  };
  // For a time that occurs twice, this is the first. A time that is skipped becomes one after the gap.
  let at = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes).getTime();
  while (shows(at - MINUTE)) at -= MINUTE;
  return at;
}
