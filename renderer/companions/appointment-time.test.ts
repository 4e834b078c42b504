import { afterAll, describe, expect, it, vi } from 'vitest';
import { nextOf, onceByTime, whenOf } from './appointment-time.ts';

// The tables below need it, too.
vi.stubEnv('TZ', 'Europe/Berlin');
afterAll(() => vi.unstubAllEnvs());

const at = (text: string): number => new Date(text).getTime();
const timed = (start: string, end = start) => ({ start: at(start), end: at(end), allDay: false });
/** @param last the last day */
const days = (first: string, last = first) => {
  const after = new Date(`${last}T00:00`);
  after.setDate(after.getDate() + 1);
  return { start: at(`${first}T00:00`), end: after.getTime(), allDay: true };
};

describe('when an appointment is', () => {
  const now = '2026-12-01T18:30';
  it.each([
    ['today', timed('2026-12-01T19:00', '2026-12-01T21:00'), 'Heute 19:00', 'Today 19:00'],
    ['now', timed('2026-12-01T18:00', '2026-12-01T21:00'), 'Jetzt, bis 21:00', 'Now, until 21:00'],
    ['now, without an end', timed('2026-12-01T18:00'), 'Seit 18:00', 'Since 18:00'],
    ['tomorrow', timed('2026-12-02T09:00'), 'Morgen 09:00', 'Tomorrow 09:00'],
    ['this week', timed('2026-12-04T09:00'), 'Fr 09:00', 'Fri 09:00'],
    ['in a week', timed('2026-12-08T09:00'), 'Di., 8.12. 09:00', 'Tue 08/12 09:00'],
    [
      'over midnight',
      timed('2026-12-01T22:00', '2026-12-02T06:00'),
      'Heute 22:00 bis Morgen 06:00',
      'Today 22:00 to Tomorrow 06:00',
    ],
    ['until midnight', timed('2026-12-01T22:00', '2026-12-02T00:00'), 'Heute 22:00', 'Today 22:00'],
    ['all day', days('2026-12-01'), 'Heute', 'Today'],
    ['several days', days('2026-12-03', '2026-12-05'), 'Do bis Sa', 'Thu to Sat'],
    ['several days since yesterday', days('2026-11-30', '2026-12-03'), 'Bis Do', 'Until Thu'],
    ['the last of several days', days('2026-11-30', '2026-12-01'), 'Heute', 'Today'],
  ])('is said in few words: %s', (_name, times, german, english) => {
    expect([whenOf(times, at(now), 'de'), whenOf(times, at(now), 'en')]).toEqual([german, english]);
  });

  it('is right in the nights of the clock change', () => {
    const eve = at('2026-03-28T20:00');
    expect(whenOf(days('2026-03-29'), eve, 'de')).toBe('Morgen');
    expect(whenOf(days('2026-03-29'), at('2026-03-29T23:30'), 'de')).toBe('Heute');
    expect(whenOf(days('2026-03-28', '2026-03-29'), eve, 'de')).toBe('Heute bis Morgen');
    expect(whenOf({ start: at('2026-10-25T00:30Z'), end: at('2026-10-25T01:30Z'), allDay: false }, eve, 'de')).toBe(
      'So., 25.10. 02:30',
    );
    expect(whenOf(days('2026-10-25'), at('2026-10-24T23:59'), 'de')).toBe('Morgen');
  });
});

describe('the next appointment', () => {
  const now = at('2026-12-01T18:30');
  const item = (name: string, times: ReturnType<typeof timed>, cancelled = false) => ({ name, cancelled, ...times });
  it('is the next one of today with a time, then whole days, then later ones; never a cancelled one', () => {
    const holiday = item('holiday', days('2026-11-20', '2026-12-20'));
    const over = item('over', timed('2026-12-01T16:00', '2026-12-01T17:00'));
    const cancelled = item('cancelled', timed('2026-12-01T18:45', '2026-12-01T19:00'), true);
    const evening = item('evening', timed('2026-12-01T19:00', '2026-12-01T21:00'));
    const later = item('later', timed('2026-12-03T19:00'));
    const next = (...items: (typeof evening)[]) => nextOf(items, now)?.name;
    expect(next(holiday, over, cancelled, evening, later)).toBe('evening');
    expect(next(later, holiday, over, cancelled)).toBe('holiday');
    expect(next(over, cancelled, later)).toBe('later');
    expect(next(over, cancelled)).toBeUndefined();
  });
});

it('appointments that two accounts have are shown once, by time', () => {
  const item = (id: string, start: string, account: string, change = {}) => ({
    id,
    account,
    ...timed(start),
    cancelled: false,
    canOpen: true,
    ...change,
  });
  const shown = onceByTime([
    item('one', '2026-12-01T20:00', 'alice', { cancelled: true }),
    item('two', '2026-12-01T21:00', 'alice', { canOpen: false }),
    item('moved', '2026-12-01T22:00', 'alice'),
    item('one', '2026-12-01T20:00', 'bob'),
    item('two', '2026-12-01T21:00', 'bob'),
    item('moved', '2026-12-01T19:00', 'bob'),
    item('own', '2026-12-01T20:30', 'bob'),
  ]);
  expect(shown.map(({ id, account }) => `${id} of ${account}`)).toEqual([
    'moved of bob',
    'one of bob',
    'own of bob',
    'two of bob',
    'moved of alice',
  ]);
});
