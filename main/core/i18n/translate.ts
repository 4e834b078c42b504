import type { Language } from '../model/settings.ts';

/** European English: a German station writes "21 Nov", never 11/21, and has 24 hours. */
export const LOCALES: Record<Language, string> = { de: 'de', en: 'en-GB' };

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const UNITS = [
  { unit: 'day', seconds: 24 * HOUR_S },
  { unit: 'hour', seconds: HOUR_S },
  { unit: 'minute', seconds: MINUTE_S },
] as const;

/** A larger unit is used once it is exact enough: "90 minutes", then "2 hours". */
const ENOUGH = 1.75;

/** Returns a length of time in words, in one unit and rounded: "3 Stunden", "90 Sekunden". */
export function durationInWords(seconds: number, language: Language): string {
  const length = Math.max(0, Math.round(seconds));
  const isFit = (size: number): boolean => length === size || length / size >= ENOUGH;
  const { unit, seconds: size } = UNITS.find((one) => isFit(one.seconds)) ?? { unit: 'second', seconds: 1 };
  const format = new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    useGrouping: false,
  });
  return bound(format.format(Math.round(length / size)), language);
}

/** "5 Min.", "8:00 Uhr", "128 MB": a number, or the placeholder of one, before its unit. */
const UNIT =
  /(?<=[\d}]) (?=(?:Uhr|Min\.|Std\.|Sek\.|Sekunden?|Minuten?|Stunden?|Tag(?:en?)?|ms|s|kB|MB|GB|%)(?!\p{L}))/gu;

/** Returns a sentence in which "…" stays with the word before it, and a unit with its number. English has no such space. */
const bound = (sentence: string, language: Language): string =>
  language === 'de' ? sentence.replaceAll(' …', '\u00a0…').replace(UNIT, '\u00a0') : sentence;

/**
 * Returns when a pause ends: "14:30 Uhr", "morgen, 8:00 Uhr", or "So, 8:00 Uhr" on a later day.
 * @param until milliseconds since 1970
 * @param now milliseconds since 1970
 */
export function endOfPause(until: number, now: number, language: Language): string {
  const end = new Date(until);
  const minutes = String(end.getMinutes()).padStart(2, '0');
  const hours = String(end.getHours());
  const time = language === 'de' ? `${hours}:${minutes}\u00a0Uhr` : `${hours.padStart(2, '0')}:${minutes}`;
  const today = new Date(now);
  const tomorrow = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1);
  if (end.toDateString() === today.toDateString()) return time;
  if (end.toDateString() === tomorrow.toDateString()) return `${language === 'de' ? 'morgen' : 'tomorrow'}, ${time}`;
  return `${end.toLocaleDateString(LOCALES[language], { weekday: 'short' })}, ${time}`;
}

/**
 * Fills the `{name}` placeholders of a sentence: the one way to translate, for main, the terminal and the window. A value
 * called `duration` is a number of seconds and is given in words; numbers of things have separators ("1.210"). What
 * belongs together stays in one line ("Einstellungen …").
 */
export const fill = (sentence: string, values: Partial<Record<string, string | number>>, language: Language): string =>
  bound(sentence, language).replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = values[name];
    if (typeof value !== 'number') return value ?? '';
    if (name === 'duration') return durationInWords(value, language);
    // Rows show small numbers by the hundred, and the locale's own way is slow.
    return value >= 1_000 && NUMBERS_OF_THINGS.has(name) ? value.toLocaleString(LOCALES[language]) : String(value);
  });

/** Other numbers, such as years, ports and codes, have no separators. */
const NUMBERS_OF_THINGS: ReadonlySet<string> = new Set(['count', 'conversations', 'rooms']);
