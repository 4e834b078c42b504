import { describe, expect, it } from 'vitest';
import { alarmBounds } from './alarm-bounds.ts';

const display = (width: number, height: number, x = 0) => ({
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 0, width, height: height - 48 },
});

describe('the card of alarms on a display', () => {
  it('fills the display, taskbar included', () => {
    expect(alarmBounds(display(1920, 1080, 1366), false)).toEqual({ x: 1366, y: 0, width: 1920, height: 1080 });
  });

  it.each([
    ['a laptop', 1366, 768, 460, 330],
    ['a usual screen', 1920, 1080, 647, 464],
    ['a television', 3840, 2160, 1293, 928],
    ['a wide screen', 3440, 1440, 889, 638],
    ['a screen that stands upright', 1080, 1920, 460, 330],
  ])('made small, it takes its share of %s (%i × %i)', (_name, width, height, smallWidth, smallHeight) => {
    const small = alarmBounds(display(width, height, 100), true);
    expect(small).toMatchObject({ width: smallWidth, height: smallHeight });
    expect([small.x + small.width, small.y + small.height]).toEqual([100 + width - 16, height - 48 - 16]);
  });

  it('made small, it stays on a display that is smaller than the card', () => {
    expect(alarmBounds(display(400, 300), true)).toEqual({ x: 0, y: 0, width: 400, height: 252 });
  });
});
