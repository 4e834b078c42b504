import { afterEach, expect, it, vi } from 'vitest';
import { appointmentTimes, firstTimes, offeredDays } from './appointment-times.ts';

afterEach(() => vi.unstubAllEnvs());
const at = (text: string): number => new Date(text).getTime();

it('begins with two hours from the next full hour on, also before midnight', () => {
  expect(firstTimes(at('2026-12-01T18:20'))).toEqual({ day: '2026-12-01', from: '19:00', to: '21:00' });
  expect(firstTimes(at('2026-12-31T22:59'))).toEqual({ day: '2026-12-31', from: '23:00', to: '01:00' });
});

it('an end that is not later is on the next day', () => {
  const day = '2026-12-01';
  expect(appointmentTimes({ day, from: '19:00', to: '21:00' })).toEqual({
    start: at(`${day}T19:00`),
    end: at(`${day}T21:00`),
  });
  expect(appointmentTimes({ day, from: '22:00', to: '06:00' })?.end).toBe(at('2026-12-02T06:00'));
  expect(appointmentTimes({ day, from: '22:00', to: '22:00' })?.end).toBe(at('2026-12-02T22:00'));
});

it('knows the night of the clock change', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const night = appointmentTimes({ day: '2026-03-28', from: '22:00', to: '06:00' });
  expect((night?.end ?? 0) - (night?.start ?? 0)).toBe(7 * 3_600_000);
});

it.each([
  { day: '', from: '19:00', to: '21:00' },
  { day: '2026-12-01', from: '', to: '21:00' },
  { day: '2026-12-01', from: '19:00', to: '' },
])('empty fields are no times: %o', (times) => {
  expect(appointmentTimes(times)).toBeNull();
});

it('offers each of the next days once, also where one has 23 or 25 hours', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  for (const start of ['2026-03-01T23:30', '2026-10-01T00:30']) {
    const days = offeredDays(at(start)).map(({ day }) => day);
    expect([days[0], new Set(days).size]).toEqual([start.slice(0, 10), 60]);
  }
});
