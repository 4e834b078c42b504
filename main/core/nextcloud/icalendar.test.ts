import { afterEach, describe, expect, it, vi } from 'vitest';
import { readOccurrences } from './icalendar.ts';
import { instantOf } from './wall-time.ts';

afterEach(() => vi.unstubAllEnvs());

const HOUR = 3_600_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
const two = (number: number): string => String(number).padStart(2, '0');

const event = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:x', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
const only = (...lines: string[]) => readOccurrences(event(...lines))[0];

/** Returns what the clocks of a zone show, `2026-03-29 02:30`: the oracle knows no offsets, only what clocks show. */
const shownIn = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (at: number): string => format.format(at);
};

/** Returns each moment of a year at which the clocks show a time, a quarter of an hour apart. */
function momentsOf(zone: string): Map<string, number[]> {
  const shows = shownIn(zone);
  const moments = new Map<string, number[]>();
  for (let at = Date.UTC(2025, 11, 30); at < Date.UTC(2027, 0, 3); at += HOUR / 4) {
    const wall = shows(at);
    moments.set(wall, [...(moments.get(wall) ?? []), at]);
  }
  return moments;
}

describe.each(ZONES)('every half hour of a year with two clock changes in %s', (zone) => {
  it('is read as the moment at which the clocks there show it', () => {
    const moments = momentsOf(zone);
    let twice = 0;
    let never = 0;
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 24 * HOUR) {
      const date = new Date(day);
      const ymd = [date.getUTCFullYear(), two(date.getUTCMonth() + 1), two(date.getUTCDate())];
      for (let half = 0; half < 48; half += 1) {
        const [hour, minute] = [two(Math.floor(half / 2)), two((half % 2) * 30)];
        const found = moments.get(`${ymd.join('-')} ${hour}:${minute}`) ?? [];
        const read = only(`DTSTART;TZID=${zone}:${ymd.join('')}T${hour}${minute}00`)?.start;
        if (found.length > 0) expect(read, `${ymd} ${hour}:${minute}`).toBe(found[0]);
        // The clocks leave the time out: the clock before the change counts.
        else expect(shownIn(zone)(read ?? 0) > `${ymd.join('-')} ${hour}:${minute}`).toBe(true);
        if (found.length > 1) twice += 1;
        if (found.length === 0) never += 1;
      }
    }
    expect([twice, never].every((count) => count > 0)).toBe(true);
  });

  it('has whole days from midnight to midnight, also those of 23 and 25 hours', () => {
    vi.stubEnv('TZ', zone);
    const lengths = new Set<number>();
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 24 * HOUR) {
      const ymd = new Date(day).toISOString().slice(0, 10);
      const read = only(`DTSTART;VALUE=DATE:${ymd.replaceAll('-', '')}`);
      const [start, end] = [read?.start ?? 0, read?.end ?? 0];
      expect([shownIn(zone)(start), shownIn(zone)(end).slice(11)]).toEqual([`${ymd} 00:00`, '00:00']);
      lengths.add((end - start) / HOUR);
    }
    expect(lengths.size).toBe(3);
  });
});

describe('a length of time', () => {
  it('of days follows the calendar, and of hours the clock', () => {
    const start = 'DTSTART;TZID=Europe/Berlin:20260328T190000';
    expect((only(start, 'DURATION:P1D')?.end ?? 0) - (only(start)?.start ?? 0)).toBe(23 * HOUR);
    expect((only(start, 'DURATION:PT24H')?.end ?? 0) - (only(start)?.start ?? 0)).toBe(24 * HOUR);
  });
});

describe('an event', () => {
  it('has what the server says, with texts cleaned', () => {
    expect(
      only(
        'DTSTART:20261130T180000Z',
        'DTEND:20261130T200000Z',
        'SUMMARY:  Übung\\, Teil 1\\nmit \u202EZeile ',
        'LOCATION:Geräte',
        ' haus',
        'STATUS:CANCELLED',
        'RECURRENCE-ID:20261130T180000Z',
      ),
    ).toEqual({
      uid: 'x',
      recurrence: '2026-11-30T18:00:00Z',
      title: 'Übung, Teil 1 mit Zeile',
      place: 'Gerätehaus',
      allDay: false,
      start: Date.UTC(2026, 10, 30, 18),
      end: Date.UTC(2026, 10, 30, 20),
      cancelled: true,
      reminders: [],
    });
  });

  it('needs neither a title nor an end', () => {
    const at = Date.UTC(2026, 11, 2, 9);
    expect(only('DTSTART:20261202T090000Z')).toMatchObject({ title: '', place: '', start: at, end: at });
  });

  it('that ends before it begins ends when it begins', () => {
    const read = only('DTSTART:20261130T180000Z', 'DTEND:20261130T170000Z');
    expect(read?.end).toBe(read?.start);
  });

  it('reminds when its alarms say so, from its start, its end, or at a time; not by mail', () => {
    const alarm = (...lines: string[]) => ['BEGIN:VALARM', ...lines, 'END:VALARM'];
    const [start, end] = [Date.UTC(2026, 10, 30, 18), Date.UTC(2026, 10, 30, 20)];
    expect(
      only(
        'DTSTART:20261130T180000Z',
        'DTEND:20261130T200000Z',
        ...alarm('ACTION:DISPLAY', 'TRIGGER:-PT30M'),
        ...alarm('ACTION:AUDIO', 'TRIGGER;RELATED=END:PT0S'),
        ...alarm('TRIGGER;VALUE=DATE-TIME:20261130T120000Z'),
        ...alarm('ACTION:EMAIL', 'TRIGGER:-P1D'),
        ...alarm('ACTION:DISPLAY', 'TRIGGER:nonsense'),
      )?.reminders,
    ).toEqual([start - HOUR / 2, end, Date.UTC(2026, 10, 30, 12)]);
  });

  it.each([
    ['DTSTART:garbage'],
    ['DTSTART:20260230T100000Z'],
    ['DTSTART:99999999T999999Z'],
    ['SUMMARY:no time'],
    ['DTSTART;VALUE=DATE:'],
  ])('without a usable time is left out: %s', (line) => {
    expect(readOccurrences(event(line))).toEqual([]);
  });

  it('does not spoil the others, whatever it contains', () => {
    const bad = ['BEGIN:VEVENT', 'UID:bad', 'DTSTART:garbage', 'RRULE:FREQ=NEVER', 'END:VEVENT'];
    const good = ['BEGIN:VEVENT', 'UID:good', 'DTSTART:20261130T180000Z', 'RRULE:FREQ=NEVER', 'END:VEVENT'];
    const text = ['BEGIN:VCALENDAR', ...bad, ...good, ...bad, 'END:VCALENDAR'].join('\n');
    expect(readOccurrences(text).map(({ uid }) => uid)).toEqual(['good']);
  });
});

it('a zone that the system does not know is the computer’s own', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const wall = { year: 2026, month: 7, day: 1, hour: 12, minute: 0, second: 0 };
  for (const zone of [null, 'W. Europe Standard Time', '../../etc/passwd', ''])
    expect(instantOf(wall, zone)).toBe(Date.UTC(2026, 6, 1, 10));
});
