import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pauseEnd } from './pause-length.ts';

/** A local time as a clock in Germany shows it. */
const wall = (text: string): number => new Date(text).getTime();
const HOUR = 3_600_000;

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it('is counted from now, even across a clock change', () => {
  const beforeSummer = wall('2026-03-29T01:45');
  expect(pauseEnd('half-hour', beforeSummer) - beforeSummer).toBe(HOUR / 2);
  expect(pauseEnd('hour', beforeSummer) - beforeSummer).toBe(HOUR);
  expect(pauseEnd('hour', beforeSummer)).toBe(wall('2026-03-29T03:45'));
});

describe('until tomorrow, 8:00', () => {
  it.each([
    ['in the evening', '2026-05-04T22:30', '2026-05-05T08:00'],
    ['just before midnight', '2026-05-04T23:59:59.999', '2026-05-05T08:00'],
    ['in the night, when the coming morning is meant', '2026-05-05T00:00', '2026-05-05T08:00'],
    ['late in the night', '2026-05-05T04:59:59.999', '2026-05-05T08:00'],
    ['early in the morning', '2026-05-05T05:00', '2026-05-06T08:00'],
    ['in the morning', '2026-05-05T07:59', '2026-05-06T08:00'],
    ['on the last day of a month', '2026-02-28T12:00', '2026-03-01T08:00'],
    ['on the last day of a year', '2026-12-31T23:00', '2027-01-01T08:00'],
  ])('%s', (_, now, end) => {
    expect(pauseEnd('morning', wall(now))).toBe(wall(end));
  });

  it('ends at 8:00 local time when the night is an hour shorter or longer', () => {
    const spring = wall('2026-03-28T20:00');
    const autumn = wall('2026-10-24T20:00');
    expect(pauseEnd('morning', spring) - spring).toBe(11 * HOUR);
    expect(pauseEnd('morning', autumn) - autumn).toBe(13 * HOUR);
    expect(pauseEnd('morning', autumn)).toBe(wall('2026-10-25T08:00'));
  });

  it('is always 3 to 28 hours ahead, at 8:00', () => {
    fc.assert(
      fc.property(fc.integer({ min: wall('2020-01-01T00:00'), max: wall('2040-01-01T00:00') }), (now) => {
        const end = pauseEnd('morning', now);
        expect(end - now).toBeGreaterThan(2 * HOUR - 1);
        expect(end - now).toBeLessThanOrEqual(28 * HOUR);
        expect(new Date(end).toTimeString()).toMatch(/^08:00:00/);
      }),
    );
  });
});
