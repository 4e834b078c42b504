import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactTime, relativeTime } from './relative-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Saturday noon, local time: the words depend on calendar days. */
const now = new Date(2026, 10, 21, 12, 0).getTime();

describe('relativeTime', () => {
  it.each([
    ['half a minute', 30_000, 'jetzt', 'now'],
    ['5 minutes', 5 * MINUTE, 'vor 5\u00a0Min.', '5 min ago'],
    ['3 hours', 3 * HOUR, 'vor 3\u00a0Std.', '3 hr ago'],
    ['a day', DAY, 'gestern', 'yesterday'],
    ['the evening before', 13 * HOUR, 'gestern', 'yesterday'],
    ['2 days', 2 * DAY, 'vorgestern', '2 days ago'],
    ['4 days', 4 * DAY, 'vor 4\u00a0Tagen', '4 days ago'],
    ['6 days', 6 * DAY, 'vor 6\u00a0Tagen', '6 days ago'],
    ['7 days', 7 * DAY, '14. Nov.', '14 Nov'],
    ['a year', 365 * DAY, '21.11.2025', '21/11/2025'],
  ])('says %s ago', (_, ago, german, english) => {
    expect(relativeTime(now - ago, now, 'de')).toBe(german);
    expect(relativeTime(now - ago, now, 'en')).toBe(english);
  });

  it.each([
    [MINUTE, 'vor 1\u00a0Minute', '1 minute ago'],
    [5 * MINUTE, 'vor 5\u00a0Minuten', '5 minutes ago'],
    [HOUR, 'vor 1\u00a0Stunde', '1 hour ago'],
    [3 * HOUR, 'vor 3\u00a0Stunden', '3 hours ago'],
    [DAY, 'gestern', 'yesterday'],
    [7 * DAY, '14. November', '14 November'],
    [365 * DAY, '21. November 2025', '21 November 2025'],
  ])('has whole words for screen readers', (ago, german, english) => {
    expect(relativeTime(now - ago, now, 'de', 'long')).toBe(german);
    expect(relativeTime(now - ago, now, 'en', 'long')).toBe(english);
  });

  it('recognises yesterday on every day of a year, including days of 23 and 25 hours', () => {
    for (let day = 1; day <= 365; day += 1) {
      const at = new Date(2026, 0, day, 0, 30).getTime();
      expect(relativeTime(at, new Date(2026, 0, day + 1, 23, 30).getTime(), 'de')).toBe('gestern');
    }
  });

  it('treats the future as now, because the server clock may be ahead', () => {
    expect(relativeTime(now + 3 * MINUTE, now, 'de')).toBe('jetzt');
  });

  it('never speaks of seconds or of the future', () => {
    fc.assert(
      fc.property(fc.integer({ min: -DAY, max: 400 * DAY }), (ago) => {
        const text = relativeTime(now - ago, now, 'de');
        expect(text).not.toMatch(/Sek|^in |morgen/);
        expect(text.length).toBeLessThanOrEqual(12);
      }),
    );
  });
});

it("uses the same words as the browser's Intl at any time", () => {
  const locales = { de: 'de', en: 'en-GB' } as const;
  fc.assert(
    fc.property(fc.integer({ min: MINUTE, max: 800 * DAY }), fc.constantFrom('de', 'en'), (ago, language) => {
      const long = relativeTime(now - ago, now, language, 'long');
      const at = new Date(now - ago);
      const days = Math.round((new Date(now).setHours(12, 0, 0, 0) - new Date(at).setHours(12, 0, 0, 0)) / DAY);
      const distance = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' });
      const sameYear = at.getFullYear() === new Date(now).getFullYear();
      const format: Intl.DateTimeFormatOptions = {
        day: 'numeric',
        month: 'long',
        year: sameYear ? undefined : 'numeric',
      };
      expect(long.replace('\u00a0', ' ')).toBe(
        ago < HOUR
          ? distance.format(-Math.floor(ago / MINUTE), 'minute')
          : days < 1
            ? distance.format(-Math.floor(ago / HOUR), 'hour')
            : days < 7
              ? distance.format(-days, 'day')
              : new Intl.DateTimeFormat(locales[language], format).format(at),
      );
    }),
  );
});

describe('exactTime', () => {
  it('names day, date and time', () => {
    expect(exactTime(now, 'de')).toBe('Samstag, 21. November 2026 um 12:00\u00a0Uhr');
    expect(exactTime(now, 'en')).toMatch(/^Saturday,? 21 November 2026 at 12:00$/);
  });
});
