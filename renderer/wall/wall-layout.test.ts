import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallLayout } from './wall-layout.ts';

describe('the layout of the wall display', () => {
  it.each([
    ['1920 × 1080', { width: 1920, height: 1080 }, 3, { columns: 1, rows: 4, scale: 1.5 }],
    ['1920 × 1080, some', { width: 1920, height: 1080 }, 6, { columns: 1, rows: 6, scale: 1 }],
    ['1920 × 1080, many', { width: 1920, height: 1080 }, 30, { columns: 2, rows: 6 }],
    ['1366 × 768, many', { width: 1366, height: 768 }, 30, { columns: 2, rows: 6 }],
    ['3840 × 2160, many', { width: 3840, height: 2160 }, 30, { columns: 2, rows: 6 }],
    ['1280 × 1024, many', { width: 1280, height: 1024 }, 30, { columns: 2, rows: 10 }],
    ['on its side', { width: 1080, height: 1920 }, 30, { columns: 1, rows: 15 }],
  ])('fills the screen: %s', (_name, screen, count, expected) => {
    expect(wallLayout(screen, count)).toMatchObject(expected);
  });

  it('is as large on a fine screen as on a coarse one', () => {
    const [coarse, fine] = [wallLayout({ width: 1366, height: 768 }, 9), wallLayout({ width: 3840, height: 2160 }, 9)];
    expect(fine.unit / coarse.unit).toBeCloseTo(3840 / 1366, 1);
  });

  it('has room for a row on any screen', () => {
    const length = fc.integer({ min: 1, max: 8_000 });
    fc.assert(
      fc.property(length, length, fc.integer({ min: 0, max: 5_000 }), (width, height, count) => {
        const { unit, columns, rows } = wallLayout({ width, height }, count);
        expect(unit).toBeGreaterThan(0);
        expect(columns).toBeGreaterThanOrEqual(1);
        expect(rows).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
