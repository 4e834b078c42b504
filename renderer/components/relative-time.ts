import { LOCALES } from '../../main/core/i18n/translate.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { type MessageKey, sentence } from '../i18n/index.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** `short` is for reading, `long` for screen readers, which would spell out "vor 5 Min.". */
type Wording = 'short' | 'long';

/**
 * Returns in few words how long ago something was: "jetzt", "vor 5 Min.", "gestern", and the date after a week. A time
 * in the future (the server's clock is ahead) counts as now. The words are the window's own, because the first use of
 * Intl takes longer than drawing the rows.
 * @param at milliseconds since 1970
 * @param now milliseconds since 1970
 */
export const relativeTime = (at: number, now: number, language: Language, wording: Wording = 'short'): string => {
  const long = wording === 'long';
  const minutes = Math.floor((now - at) / MINUTE);
  if (minutes < 1) return say(language, 'now');
  if (minutes < 60) return ago(language, minutes, long ? ['minuteLong', 'minutesLong'] : ['minutes']);
  const days = calendarDays(at, now);
  if (days < 1) return ago(language, Math.floor(minutes / 60), long ? ['hourLong', 'hoursLong'] : ['hours']);
  if (days < 7) return ago(language, days, ['yesterday', 'twoDays', 'days']);
  return date(new Date(at), new Date(now), language, long);
};

/** Counts the midnights between two times. Rounded, because a day has 23 or 25 hours when the clocks change. */
const calendarDays = (from: number, to: number): number =>
  Math.round((new Date(to).setHours(0, 0, 0, 0) - new Date(from).setHours(0, 0, 0, 0)) / DAY);

type TimeKey = Extract<MessageKey, `time.${string}`> extends `time.${infer K}` ? K : never;

const say = (language: Language, key: TimeKey, values: Record<string, string | number> = {}): string =>
  sentence(language, `time.${key}`, values);

/** @param words for a count of 1, 2 …; the last one serves for every higher count */
const ago = (language: Language, count: number, words: [TimeKey, ...TimeKey[]]): string =>
  say(language, words[count - 1] ?? words.at(-1) ?? words[0], { count });

/** Returns the exact date and time, for the tooltip. @param at milliseconds since 1970 */
export const exactTime = (at: number, language: Language): string => {
  exact[language] ??= new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'full', timeStyle: 'short' });
  return say(language, 'exact', { time: exact[language].format(at) });
};

/** Cached, because making one takes longer than formatting a hundred times. */
const exact: Partial<Record<Language, Intl.DateTimeFormat>> = {};

/** Leaves out the year if it is the current one. */
const date = (at: Date, now: Date, language: Language, long: boolean): string => {
  const day = at.getDate();
  const year = at.getFullYear();
  const month = say(language, long ? 'monthsLong' : 'months').split(' ')[at.getMonth()] ?? '';
  if (year === now.getFullYear()) return say(language, 'dayMonth', { day, month });
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  return long
    ? say(language, 'dateLong', { day, month, year })
    : say(language, 'date', { dd: twoDigits(day), mm: twoDigits(at.getMonth() + 1), year });
};
