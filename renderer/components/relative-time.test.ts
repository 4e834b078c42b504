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
    ['5 minutes', 5 * MINUTE, 'vor 5 Min.', '5 min ago'],
    ['3 hours', 3 * HOUR, 'vor 3 Std.', '3 hr ago'],
    ['a day', DAY, 'gestern', 'yesterday'],
    ['the evening before', 13 * HOUR, 'gestern', 'yesterday'],
    ['4 days', 4 * DAY, 'vor 4 Tagen', '4 days ago'],
    ['6 days', 6 * DAY, 'vor 6 Tagen', '6 days ago'],
    ['7 days', 7 * DAY, '14. Nov.', '14 Nov'],
    ['a year', 365 * DAY, '21.11.2025', '21/11/2025'],
  ])('says %s ago', (_, ago, german, english) => {
    expect(relativeTime(now - ago, now, 'de')).toBe(german);
    expect(relativeTime(now - ago, now, 'en')).toBe(english);
  });

  it.each([
    [5 * MINUTE, 'vor 5 Minuten', '5 minutes ago'],
    [DAY, 'gestern', 'yesterday'],
    [7 * DAY, '14. November', '14 November'],
    [365 * DAY, '21. November 2025', '21 November 2025'],
  ])('has whole words to be read aloud', (ago, german, english) => {
    expect(relativeTime(now - ago, now, 'de', 'long')).toBe(german);
    expect(relativeTime(now - ago, now, 'en', 'long')).toBe(english);
  });

  it('takes a server clock that is ahead for now', () => {
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

describe('exactTime', () => {
  it('names day, date and time', () => {
    expect(exactTime(now, 'de')).toBe('Samstag, 21. November 2026 um 12:00');
    expect(exactTime(now, 'en')).toMatch(/^Saturday,? 21 November 2026 at 12:00$/);
  });
});
