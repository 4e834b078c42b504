import { describe, expect, it } from 'vitest';
import { sizeFor, within, withSize } from './window-size.ts';

const workArea = { x: 0, y: 40, width: 1920, height: 1000 };

describe('the size of the window', () => {
  it('follows the number of conversations', () => {
    expect(sizeFor('all')).toEqual({ width: 380, height: 560 });
    expect([sizeFor(5).height, sizeFor(3).height]).toEqual([500, 400]);
  });

  it('keeps the lower edge above a taskbar at the bottom', () => {
    const bounds = { x: 1500, y: 472, width: 380, height: 560 };
    expect(withSize(bounds, { width: 380, height: 400 }, workArea)).toEqual({ ...bounds, y: 632, height: 400 });
  });

  it('keeps the upper edge below a taskbar at the top', () => {
    const bounds = { x: 1500, y: 48, width: 380, height: 400 };
    expect(withSize(bounds, { width: 380, height: 560 }, workArea)).toEqual({ ...bounds, height: 560 });
  });

  it('stays on the screen', () => {
    const bounds = { x: 0, y: 600, width: 380, height: 400 };
    expect(withSize(bounds, { width: 380, height: 560 }, workArea)).toMatchObject({ y: 440 });
    expect(withSize({ ...bounds, y: 60 }, { width: 380, height: 560 }, { ...workArea, height: 500 })).toMatchObject({
      y: 40,
    });
  });

  it('grows with the zoom, so that the page has the same space', () => {
    expect(sizeFor('all', 2)).toEqual({ width: 760, height: 1120 });
    expect(sizeFor(3, 0.5)).toEqual({ width: 190, height: 200 });
  });

  it('never exceeds the screen', () => {
    expect(within(sizeFor('all', 3), workArea)).toEqual({ width: 1140, height: 984 });
    expect(within(sizeFor('all', 3), { width: 1024, height: 700 })).toEqual({ width: 1008, height: 684 });
  });

  it('stays at the nearer edges of the screen when it grows', () => {
    const bounds = { x: 1500, y: 472, width: 380, height: 560 };
    expect(withSize(bounds, { width: 760, height: 984 }, workArea)).toEqual({
      x: 1120,
      y: 48,
      width: 760,
      height: 984,
    });
    const left = { x: 8, y: 48, width: 380, height: 560 };
    expect(withSize(left, { width: 760, height: 984 }, workArea)).toEqual({ ...left, width: 760, height: 984 });
  });

  it('returns to the bottom after filling the height of the screen', () => {
    const full = { x: 770, y: 48, width: 1140, height: 984 };
    expect(withSize(full, { width: 380, height: 560 }, workArea)).toMatchObject({ y: 472, height: 560 });
  });
});
