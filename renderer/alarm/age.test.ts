import { expect, it } from 'vitest';
import { ageOnClock } from './age.ts';

it.each([
  [0, '0:00'],
  [42_999, '0:42'],
  [61 * 60_000 + 7_000, '61:07'],
  [2 * 3_600_000, '2:00:00'],
  [26 * 3_600_000 + 61_000, '26:01:01'],
  // The clock of this computer may be set back while an alarm is shown.
  [-90_000, '0:00'],
])('an alarm that is %i ms old shows %s', (age, shown) => {
  expect(ageOnClock(age)).toBe(shown);
});
