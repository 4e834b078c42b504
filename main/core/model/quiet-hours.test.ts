import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_QUIET_HOURS, nextQuietChange, QuietHours, quietUntil, Weekday } from './quiet-hours.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A local time as a clock in that place shows it. */
const wall = (text: string): number => new Date(text).getTime();
const hours = (from: string, to: string, days: Weekday[] = [...Weekday.options]): QuietHours => ({
  on: true,
  days,
  from,
  to,
});

describe('quiet hours in Germany', () => {
  // 2026-05-04 is a Monday.
  it.each([
    ['begin on time', hours('22:00', '06:00'), '2026-05-04T22:00', '2026-05-05T06:00'],
    ['not before', hours('22:00', '06:00'), '2026-05-04T21:59:59.999', null],
    ['go on after midnight', hours('22:00', '06:00'), '2026-05-05T03:00', '2026-05-05T06:00'],
    ['end on time', hours('22:00', '06:00'), '2026-05-05T06:00', null],
    ['lie within a day', hours('12:00', '14:00'), '2026-05-04T13:00', '2026-05-04T14:00'],
    ['end at midnight', hours('20:00', '00:00'), '2026-05-04T23:59', '2026-05-05T00:00'],
    ['begin at midnight', hours('00:00', '06:00'), '2026-05-04T00:00', '2026-05-04T06:00'],
    ['last a whole day', hours('00:00', '00:00', ['sat']), '2026-05-09T23:59', '2026-05-10T00:00'],
    ['last a whole day from the evening on', hours('18:00', '18:00', ['sat']), '2026-05-10T17:59', '2026-05-10T18:00'],
    ['belong to the day on which they begin', hours('22:00', '06:00', ['mon']), '2026-05-05T05:00', '2026-05-05T06:00'],
    ['do not begin on another day', hours('22:00', '06:00', ['mon']), '2026-05-05T22:30', null],
    ['did not begin the day before', hours('22:00', '06:00', ['mon']), '2026-05-04T05:00', null],
    ['go from Sunday to Monday', hours('22:00', '06:00', ['sun']), '2026-05-04T05:00', '2026-05-04T06:00'],
    ['of one day may end in those of the next', hours('22:00', '22:00'), '2026-05-04T22:00', '2026-05-05T22:00'],
    ['are none without a day', hours('00:00', '00:00', []), '2026-05-04T12:00', null],
    ['may be off', { ...hours('00:00', '00:00'), on: false }, '2026-05-04T12:00', null],
    ['go over the end of a year', hours('22:00', '06:00'), '2026-12-31T23:00', '2027-01-01T06:00'],
  ])('%s', (_, quiet, now, end) => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(quietUntil(quiet, wall(now))).toBe(end === null ? null : wall(end));
  });

  it('last an hour less or more when the clocks change', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const spring = wall('2026-03-28T22:00');
    const autumn = wall('2026-10-24T22:00');
    expect((quietUntil(hours('22:00', '06:00'), spring) ?? 0) - spring).toBe(7 * 3_600_000);
    expect((quietUntil(hours('22:00', '06:00'), autumn) ?? 0) - autumn).toBe(9 * 3_600_000);
  });

  // In UTC, because a local time may exist twice or not at all. The clocks change at 01:00 UTC.
  it.each([
    ['begin when the clock skips their time', '02:30', '05:00', '2026-03-29T00:59:59Z', null],
    ['begin when the clock skips their time', '02:30', '05:00', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00Z'],
    ['end when the clock skips their time', '22:00', '02:30', '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z'],
    ['end when the clock skips their time', '22:00', '02:30', '2026-03-29T01:00:00Z', null],
    ['are none within the skipped hour', '02:10', '02:50', '2026-03-29T01:00:00Z', null],
    ['go on when the clock shows an hour again', '02:30', '05:00', '2026-10-25T01:10:00Z', '2026-10-25T04:00:00Z'],
    ['begin at the first of two', '02:30', '05:00', '2026-10-25T00:30:00Z', '2026-10-25T04:00:00Z'],
    ['end at the first of two', '22:00', '02:30', '2026-10-25T00:29:59Z', '2026-10-25T00:30:00Z'],
    ['do not come back at the second', '22:00', '02:30', '2026-10-25T01:10:00Z', null],
  ])('%s: from %s to %s at %s', (_, from, to, now, end) => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(quietUntil(hours(from, to), Date.parse(now))).toBe(end === null ? null : Date.parse(end));
  });
});

it('follow the computer into another time zone', () => {
  const now = Date.parse('2026-05-04T21:00:00Z');
  vi.stubEnv('TZ', 'Europe/Berlin');
  expect(quietUntil(hours('22:00', '06:00'), now)).toBe(Date.parse('2026-05-05T04:00:00Z'));
  vi.stubEnv('TZ', 'America/New_York');
  expect(quietUntil(hours('22:00', '06:00'), now)).toBeNull();
  vi.stubEnv('TZ', 'Asia/Tokyo');
  expect(quietUntil(hours('22:00', '06:00'), now)).toBeNull();
  expect(quietUntil(hours('22:00', '06:30'), now)).toBe(Date.parse('2026-05-04T21:30:00Z'));
});

const ZONES = [
  'Europe/Berlin',
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  // Here the clocks change at midnight.
  'America/Santiago',
  'Asia/Kathmandu',
];
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const anyHours = fc.record({
  on: fc.constant(true),
  days: fc.uniqueArray(fc.constantFrom(...Weekday.options)),
  from: time,
  to: time,
});
/** Half of the moments lie in the nights of 2026 in which the clocks change in Berlin. */
const moment = fc.oneof(
  fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2028-01-01') }),
  fc.integer({ min: Date.parse('2026-03-28T20:00Z'), max: Date.parse('2026-03-30T06:00Z') }),
  fc.integer({ min: Date.parse('2026-10-24T20:00Z'), max: Date.parse('2026-10-26T06:00Z') }),
);

describe('whatever the hours, the time zone and the moment', () => {
  it('they hold until their end without a gap, and at most for a day and two hours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        anyHours,
        moment,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (...given) => {
          const [zone, quiet, now, part] = given;
          vi.stubEnv('TZ', zone);
          const end = quietUntil(quiet, now);
          if (end === null) return;
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThanOrEqual(26 * 3_600_000);
          const between = Math.floor(now + part * (end - 1 - now));
          expect(quietUntil(quiet, between)).toBeGreaterThanOrEqual(end);
        },
      ),
    );
  });

  it('they change only when the app looks again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        anyHours,
        moment,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (...given) => {
          const [zone, quiet, now, part] = given;
          vi.stubEnv('TZ', zone);
          const next = nextQuietChange(quiet, now);
          if (next === null) return;
          expect(next).toBeGreaterThan(now);
          expect(next - now).toBeLessThanOrEqual(3_600_000);
          const between = Math.floor(now + part * (next - 1 - now));
          expect(quietUntil(quiet, between) === null).toBe(quietUntil(quiet, now) === null);
        },
      ),
    );
  });

  it('on a day without a change of the clocks, they are what the clock shows', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    fc.assert(
      fc.property(time, time, time, (from, to, now) => {
        const shown = quietUntil(hours(from, to), wall(`2026-05-06T${now}`)) !== null;
        expect(shown).toBe(from < to ? from <= now && now < to : now >= from || now < to);
      }),
    );
  });
});

it('accept only times and days that exist', () => {
  expect(v.is(QuietHours, NO_QUIET_HOURS)).toBe(true);
  for (const wrong of [
    { from: '24:00' },
    { to: '6:00' },
    { to: '06:60' },
    { days: ['funday'] },
    { on: 1 },
    { more: 1 },
  ])
    expect(v.is(QuietHours, { ...NO_QUIET_HOURS, ...wrong })).toBe(false);
});
