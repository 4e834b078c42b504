import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, jittered } from './backoff.ts';

describe('backoff', () => {
  it('grows from 4 s to 5 min', () => {
    const longest = (failures: number) => backoff(failures, 1 - Number.EPSILON);
    expect([1, 2, 3, 4, 8, 1_000].map((failures) => Math.round(longest(failures)))).toEqual([
      4_000, 8_000, 16_000, 32_000, 300_000, 300_000,
    ]);
  });

  it('spreads a hundred PCs evenly when all fail at the same moment', () => {
    const spread = Array.from({ length: 100 }, (_, pc) => backoff(1, pc / 100, null, 45_000));
    for (let from = 0; from < 45_000; from += 1_000)
      expect(spread.filter((delay) => delay >= from && delay < from + 1_000).length).toBeLessThanOrEqual(3);
  });

  it('stays between 1 s and 5 min unless the server asks for more', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        random,
        fc.option(fc.integer({ min: 0, max: 3_600_000 })),
        (failures, chance, retryAfter) => {
          const delay = backoff(failures, chance, retryAfter);
          expect(delay).toBeGreaterThanOrEqual(Math.max(1_000, retryAfter ?? 0));
          expect(delay).toBeLessThanOrEqual(Math.max(300_000, retryAfter ?? 0));
        },
      ),
    );
  });
});

it('jitters by ten per cent either way', () => {
  expect([0, 0.5, 1].map((random) => Math.round(jittered(30_000, random)))).toEqual([27_000, 30_000, 33_000]);
});
