import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../core/model/settings.ts';
import { heightsOf, inside, sizeFor, within, withSize } from './window-size.ts';

const sizeOf = (settings: Partial<Settings>) => sizeFor({ ...DEFAULT_SETTINGS, ...settings });
const workArea = { x: 0, y: 40, width: 1920, height: 1000 };

describe('the size of the window', () => {
  it('follows the number of conversations', () => {
    expect(sizeOf({})).toEqual({ width: 380, height: 560 });
    expect([sizeOf({ compact: 5 }).height, sizeOf({ compact: 3 }).height]).toEqual([500, 400]);
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

  it('grows with its text, so that the page has the same space', () => {
    expect(sizeOf({ textSize: 200 })).toEqual({ width: 760, height: 1120 });
    expect(sizeOf({ compact: 3, textSize: 50 })).toEqual({ width: 190, height: 200 });
  });

  it('never exceeds the screen', () => {
    expect(within(sizeOf({ textSize: 300 }), workArea)).toEqual({ width: 1140, height: 984 });
    expect(within(sizeOf({ textSize: 300 }), { width: 1024, height: 700 })).toEqual({ width: 1008, height: 684 });
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

  it('has the height to which the user has dragged it, which grows with the text', () => {
    expect(sizeOf({ windowHeight: 700, compact: 3 })).toEqual({ width: 380, height: 700 });
    expect(sizeOf({ windowHeight: 700, textSize: 150 })).toEqual({ width: 570, height: 1050 });
  });

  it('can be dragged up to the height of the screen and down to a few rows, but is never forced out of a small one', () => {
    const at = { textSize: 150 } as const;
    expect(heightsOf({ width: 570, height: 840 }, at, workArea)).toEqual({ lowest: 480, highest: 984 });
    const small = { width: 911, height: 472 };
    expect(heightsOf({ width: 570, height: 456 }, at, small)).toEqual({ lowest: 456, highest: 456 });
  });

  it('returns into a screen that has become smaller, or to another one when its own has gone', () => {
    const bounds = { x: -1900, y: 400, width: 380, height: 560 };
    expect(inside(bounds, { x: -1920, y: 0, width: 1920, height: 1040 })).toEqual(bounds);
    expect(inside(bounds, { x: 0, y: 0, width: 1366, height: 728 })).toEqual({ ...bounds, x: 0, y: 168 });
    expect(inside(bounds, { x: 0, y: 0, width: 911, height: 472 })).toEqual({ x: 0, y: 16, width: 380, height: 456 });
    expect(inside(bounds, { x: 0, y: 0, width: 10, height: 10 })).toEqual({ x: 0, y: 9, width: 1, height: 1 });
  });
});
