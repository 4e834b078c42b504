import { describe, expect, it } from 'vitest';
import { sizeFor, withHeight } from './window-size.ts';

const workArea = { x: 0, y: 40, width: 1920, height: 1000 };

describe('the size of the window', () => {
  it('follows how many conversations it shows', () => {
    expect(sizeFor('all')).toEqual({ width: 380, height: 560 });
    expect([sizeFor(5).height, sizeFor(3).height]).toEqual([500, 400]);
  });

  it('keeps the lower edge above a taskbar at the bottom', () => {
    const bounds = { x: 1500, y: 472, width: 380, height: 560 };
    expect(withHeight(bounds, 400, workArea)).toEqual({ ...bounds, y: 632, height: 400 });
  });

  it('keeps the upper edge below a taskbar at the top', () => {
    const bounds = { x: 1500, y: 48, width: 380, height: 400 };
    expect(withHeight(bounds, 560, workArea)).toEqual({ ...bounds, height: 560 });
  });

  it('stays on the screen', () => {
    const bounds = { x: 0, y: 600, width: 380, height: 400 };
    expect(withHeight(bounds, 560, workArea)).toMatchObject({ y: 440 });
    expect(withHeight({ ...bounds, y: 60 }, 560, { ...workArea, height: 500 })).toMatchObject({ y: 40 });
  });
});
