import { expect, it } from 'vitest';
import { loudness } from './loudness.ts';

it('the sound of an alarm begins quietly, rises all the time for 15 seconds, and then stays loud', () => {
  const levels = Array.from({ length: 61 }, (_, quarter) => loudness(quarter / 4));
  expect(levels[0]).toBeCloseTo(0.12);
  for (const [index, level] of levels.entries()) if (index > 0) expect(level).toBeGreaterThan(levels[index - 1] ?? 1);
  expect(levels.at(-1)).toBe(1);
  expect(loudness(7_200)).toBe(1);
  // A clock that goes back makes nothing louder or silent.
  expect(loudness(-5)).toBeCloseTo(0.12);
});
