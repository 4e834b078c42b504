import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWindow } from './window-position.ts';

const size = { width: 380, height: 560 };
const nowhere = { x: 0, y: 0, width: 0, height: 0 };

describe('placeWindow', () => {
  it('places the window above a taskbar at the bottom', () => {
    const tray = { x: 1700, y: 1044, width: 24, height: 32 };
    const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
    expect(placeWindow(tray, { x: 0, y: 0 }, workArea, size)).toEqual({ x: 1522, y: 472 });
  });

  it('places the window below a menu bar at the top', () => {
    const tray = { x: 1000, y: 0, width: 24, height: 24 };
    const workArea = { x: 0, y: 25, width: 1440, height: 875 };
    expect(placeWindow(tray, { x: 0, y: 0 }, workArea, size)).toEqual({ x: 822, y: 33 });
  });

  it('places the window beside a taskbar on the left', () => {
    const tray = { x: 4, y: 900, width: 40, height: 40 };
    const workArea = { x: 48, y: 0, width: 1872, height: 1080 };
    expect(placeWindow(tray, { x: 0, y: 0 }, workArea, size)).toEqual({ x: 56, y: 512 });
  });

  it('places the window at the mouse pointer when the tray has no bounds', () => {
    const workArea = { x: 1920, y: 0, width: 1280, height: 1000 };
    expect(placeWindow(nowhere, { x: 3100, y: 990 }, workArea, size)).toEqual({ x: 2812, y: 432 });
  });

  it('always places the window fully on the screen', () => {
    const number = fc.integer({ min: -4000, max: 4000 });
    fc.assert(
      fc.property(
        number,
        number,
        fc.integer({ min: 400, max: 4000 }),
        fc.integer({ min: 580, max: 3000 }),
        (x, y, width, height) => {
          const workArea = { x: 100, y: 50, width, height };
          const at = placeWindow(nowhere, { x, y }, workArea, size);
          expect(at.x).toBeGreaterThanOrEqual(workArea.x);
          expect(at.y).toBeGreaterThanOrEqual(workArea.y);
          expect(at.x + size.width).toBeLessThanOrEqual(workArea.x + width);
          expect(at.y + size.height).toBeLessThanOrEqual(workArea.y + height);
        },
      ),
    );
  });
});
