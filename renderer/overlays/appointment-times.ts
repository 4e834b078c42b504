/** A day and two times as the form's fields have them: `2026-12-01`, `19:00`. */
export type FormTimes = { day: string; from: string; to: string };

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 2;

const two = (number: number) => String(number).padStart(2, '0');
const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const timeOf = (date: Date) => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** Returns the times with which the form begins: two hours from the next full hour on. @param now since 1970, in ms */
export const firstTimes = (now: number): FormTimes => {
  const start = new Date(Math.ceil((now + 1) / HOUR_MS) * HOUR_MS);
  return { day: dayOf(start), from: timeOf(start), to: timeOf(new Date(start.getTime() + DEFAULT_HOURS * HOUR_MS)) };
};

/** Further days are chosen in the browser. */
const OFFERED_DAYS = 60;

/** Returns the days that the form offers, today first. @param now since 1970, in ms */
export const offeredDays = (now: number): { day: string; at: number }[] => {
  const today = new Date(now);
  return Array.from({ length: OFFERED_DAYS }, (_, ahead) => {
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() + ahead);
    return { day: dayOf(date), at: date.getTime() };
  });
};

/**
 * Returns the times of the appointment, milliseconds since 1970. An end that is not after the start is on the next day.
 * @returns null while a field is empty or wrong
 */
export const appointmentTimes = ({ day, from, to }: FormTimes): { start: number; end: number } | null => {
  if (day === '' || from === '' || to === '') return null;
  const [year = Number.NaN, month = 1, date = 1] = day.split('-').map(Number);
  const at = (time: string, ahead: number) => {
    const [hour = Number.NaN, minute = Number.NaN] = time.split(':').map(Number);
    return new Date(year, month - 1, date + ahead, hour, minute).getTime();
  };
  const start = at(from, 0);
  const sameDay = at(to, 0);
  const end = sameDay > start ? sameDay : at(to, 1);
  return Number.isNaN(start) || Number.isNaN(end) ? null : { start, end };
};
