import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowRange } from './row-window.ts';

it.each([
  [-100, 560, 64, { first: 0, end: 32 }],
  [0, 560, 64, { first: 0, end: 40 }],
  [6_400, 560, 64, { first: 72, end: 136 }],
])('%d px down in a window of %d px, rows of %d px: %j', (top, view, row, expected) => {
  expect(rowRange(top, view, row)).toEqual(expected);
});

it('always contains the visible rows and never many more', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.integer({ min: 100, max: 4_000 }),
      fc.integer({ min: 40, max: 80 }),
      (t, v, r) => {
        const { first, end } = rowRange(t, v, r);
        expect(first).toBeLessThanOrEqual(t / r);
        expect(end).toBeGreaterThanOrEqual((t + v) / r);
        expect(end - first).toBeLessThanOrEqual(v / r + 66);
      },
    ),
  );
});
