import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import { differenceInHours } from 'date-fns/differenceInHours';
import { differenceInMinutes } from 'date-fns/differenceInMinutes';
import type { Language } from '../../main/core/model/settings.ts';

/** English as in Europe: a German station speaks of "21 Nov", never of 11/21. */
const locales: Record<Language, string> = { de: 'de', en: 'en-GB' };

/** `short` is for the eye, `long` for the ear: "vor 5 Min." is read letter by letter. */
type Wording = 'short' | 'long';

const makeFormats = (locale: string, style: Wording) => ({
  distance: new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style }),
  dayAndMonth: new Intl.DateTimeFormat(locale, { day: 'numeric', month: style }),
  date: new Intl.DateTimeFormat(
    locale,
    style === 'long' ? { dateStyle: 'long' } : { day: '2-digit', month: '2-digit', year: 'numeric' },
  ),
  exact: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }),
});

// Kept, because making one takes longer than formatting a hundred times. (That is also why date-fns'
// intlFormatDistance, which makes one per call, does not do this work: 200 rows wait for it.)
const kept: { [K in `${Language}-${Wording}`]?: ReturnType<typeof makeFormats> } = {};
const formats = (language: Language, wording: Wording) => {
  const key = `${language}-${wording}` as const;
  kept[key] ??= makeFormats(locales[language], wording);
  return kept[key];
};

/**
 * How long ago something was, in few words: "jetzt", "vor 5 Min.", "gestern", and the date once a week has passed.
 * A time in the future (the server's clock is ahead) counts as now.
 * @param at milliseconds since 1970
 * @param now milliseconds since 1970
 */
export const relativeTime = (at: number, now: number, language: Language, wording: Wording = 'short'): string => {
  const { distance, dayAndMonth, date } = formats(language, wording);
  const minutes = differenceInMinutes(now, at);
  if (minutes < 1) return distance.format(0, 'second');
  if (minutes < 60) return distance.format(-minutes, 'minute');
  const days = differenceInCalendarDays(now, at);
  if (days < 1) return distance.format(-differenceInHours(now, at), 'hour');
  if (days < 7) return distance.format(-days, 'day');
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : date).format(at);
};

/** The exact date and time, for the tooltip. @param at milliseconds since 1970 */
export const exactTime = (at: number, language: Language): string => formats(language, 'short').exact.format(at);
