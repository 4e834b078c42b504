import { describe, expect, it } from 'vitest';
import { contrast, SURFACES } from './accent.ts';
import sheet from './tints.css?raw';

const tints = [...sheet.matchAll(/\[data-tint="(\d+)"\] \{\s+--tint: light-dark\((#\w{6}), (#\w{6})\);/g)].map(
  ([, number = '', light = '', dark = '']) => ({ number: Number(number), light, dark }),
);

describe('the colours of accounts', () => {
  it('exist for every number that main assigns, and all differ', () => {
    expect(tints.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const theme of ['light', 'dark'] as const) {
      expect(new Set(tints.map((tint) => tint[theme])).size).toBe(tints.length);
    }
  });

  it.each(tints)('$number has enough contrast with the window and with a row under the pointer', (tint) => {
    for (const theme of ['light', 'dark'] as const) {
      const { surface, hover } = SURFACES[theme];
      expect(contrast(tint[theme], surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tint[theme], hover)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
