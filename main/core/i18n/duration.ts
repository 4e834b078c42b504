import type { Language } from '../model/settings.ts';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** Singular and plural of each unit. */
const WORDS: Record<Language, readonly { seconds: number; one: string; many: string }[]> = {
  de: [
    { seconds: DAY_S, one: 'Tag', many: 'Tage' },
    { seconds: HOUR_S, one: 'Stunde', many: 'Stunden' },
    { seconds: MINUTE_S, one: 'Minute', many: 'Minuten' },
    { seconds: 1, one: 'Sekunde', many: 'Sekunden' },
  ],
  en: [
    { seconds: DAY_S, one: 'day', many: 'days' },
    { seconds: HOUR_S, one: 'hour', many: 'hours' },
    { seconds: MINUTE_S, one: 'minute', many: 'minutes' },
    { seconds: 1, one: 'second', many: 'seconds' },
  ],
};

/** A larger unit is used once it is exact enough: "90 minutes", then "2 hours". */
const ENOUGH = 1.75;

/** Returns a length of time in words, in one unit and rounded: "3 Stunden", "90 Sekunden". */
export function durationInWords(seconds: number, language: Language): string {
  const length = Math.max(0, Math.round(seconds));
  const isFit = (unit: number): boolean => length === unit || length / unit >= ENOUGH;
  const unit = WORDS[language].find((one) => one.seconds === 1 || isFit(one.seconds));
  if (!unit) return String(length);
  const count = Math.round(length / unit.seconds);
  return `${count} ${count === 1 ? unit.one : unit.many}`;
}

/**
 * Returns the text for `{name}` in a sentence. A value called `duration` is a number of seconds and is given in words.
 */
export const filled = (name: string, value: string | number | undefined, language: Language): string =>
  name === 'duration' && typeof value === 'number' ? durationInWords(value, language) : String(value ?? '');
