import { expect, it } from 'vitest';
import { apartAfter, delayAfterRefusal } from './after-failure.ts';

const MINUTE = 60_000;

it('a server that has ended the session is asked again after ten minutes, then hourly', () => {
  expect(delayAfterRefusal(true, 0.5)).toBe(10 * MINUTE);
  expect(delayAfterRefusal(false, 0.5)).toBe(60 * MINUTE);
});

it('ten refusals take longer than half an hour, whatever happens on the computer', () => {
  const waits = Array.from({ length: 9 }, (_, number) => apartAfter(number + 1));
  expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 10].map((minutes) => minutes * MINUTE));
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(30 * MINUTE);
  expect(apartAfter(10_000)).toBe(10 * MINUTE);
});
