import { addDays } from 'date-fns/addDays';
import { setHours } from 'date-fns/setHours';
import { startOfDay } from 'date-fns/startOfDay';
import * as v from 'valibot';

/**
 * How long notifications can be paused. `morning`: until 8:00 tomorrow by this computer's clock; before 5:00 it means
 * the coming morning.
 */
export const PauseLength = v.picklist(['half-hour', 'hour', 'morning']);
export type PauseLength = v.InferOutput<typeof PauseLength>;

const MINUTE = 60_000;
const MORNING_HOUR = 8;
const NIGHT_ENDS_HOUR = 5;

/** Returns when a pause that starts now ends. @param now milliseconds since 1970 @returns milliseconds since 1970 */
export function pauseEnd(length: PauseLength, now: number): number {
  switch (length) {
    case 'half-hour':
      return now + 30 * MINUTE;
    case 'hour':
      return now + 60 * MINUTE;
    case 'morning':
      return setHours(startOfDay(addDays(now, isNight(now) ? 0 : 1)), MORNING_HOUR).getTime();
  }
}

const isNight = (now: number): boolean => new Date(now).getHours() < NIGHT_ENDS_HOUR;
