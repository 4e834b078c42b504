import type { Rectangle } from 'electron';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, TextSize } from '../core/model/settings.ts';
import { boundsBeside, placeWindow } from './window-position.ts';
import { sizeFor } from './window-size.ts';

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

/** A screen as a person sees it: in pixels, with the taskbar at one side and the tray at its end. */
interface SeenScreen {
  pixels: [width: number, height: number];
  /** In percent. */
  scale: number;
  taskbar: 'bottom' | 'top' | 'left' | 'right' | 'none';
  /** The left and top edge on the desktop, in pixels. */
  at?: [x: number, y: number];
}

/** The thickness of a taskbar of Windows 11, in device-independent pixels. */
const TASKBAR = 48;

/** Returns what Electron reports of a screen, in device-independent pixels. */
function reported({ pixels, scale, taskbar, at = [0, 0] }: SeenScreen) {
  const [x, y, width, height] = [...at, ...pixels].map((each) => Math.round((each * 100) / scale)) as [
    number,
    number,
    number,
    number,
  ];
  const cut = (side: SeenScreen['taskbar']) => (taskbar === side ? TASKBAR : 0);
  const workArea = {
    x: x + cut('left'),
    y: y + cut('top'),
    width: width - cut('left') - cut('right'),
    height: height - cut('top') - cut('bottom'),
  };
  const size = { width: 24, height: 24 };
  const trays = {
    bottom: { x: x + width - 120, y: y + height - 36, ...size },
    top: { x: x + width - 120, y: y + 12, ...size },
    left: { x: x + 12, y: y + height - 80, ...size },
    right: { x: x + width - 36, y: y + height - 80, ...size },
    none: nowhere,
  };
  return { workArea, tray: trays[taskbar], cursor: { x: x + width - 10, y: y + height - 10 } };
}

describe('boundsBeside', () => {
  const screens: [name: string, screen: SeenScreen, textSize: TextSize, expected: object][] = [
    ['1366 × 768 at 100 %', { pixels: [1366, 768], scale: 100, taskbar: 'bottom' }, 100, { y: 152, height: 560 }],
    ['1366 × 768 at 125 %', { pixels: [1366, 768], scale: 125, taskbar: 'bottom' }, 100, { y: 8, height: 550 }],
    ['1366 × 768 at 150 %', { pixels: [1366, 768], scale: 150, taskbar: 'bottom' }, 100, { y: 8, height: 448 }],
    ['1366 × 768 at 175 %', { pixels: [1366, 768], scale: 175, taskbar: 'bottom' }, 100, { y: 8, height: 375 }],
    ['1366 × 768 at 200 %', { pixels: [1366, 768], scale: 200, taskbar: 'bottom' }, 100, { y: 8, height: 320 }],
    ['1920 × 1080 at 200 %', { pixels: [1920, 1080], scale: 200, taskbar: 'bottom' }, 100, { y: 8, height: 476 }],
    ['large text at 150 %', { pixels: [1366, 768], scale: 150, taskbar: 'bottom' }, 150, { width: 570, height: 448 }],
    ['huge text at 200 %', { pixels: [1366, 768], scale: 200, taskbar: 'bottom' }, 300, { width: 667, height: 320 }],
    ['a taskbar at the top', { pixels: [1920, 1080], scale: 200, taskbar: 'top' }, 100, { y: 56, height: 476 }],
    ['a taskbar at the left', { pixels: [1366, 768], scale: 150, taskbar: 'left' }, 100, { x: 56, height: 496 }],
    ['a taskbar at the right', { pixels: [1366, 768], scale: 150, taskbar: 'right' }, 100, { x: 475, height: 496 }],
    [
      'a second screen at the left',
      { pixels: [1920, 1080], scale: 150, taskbar: 'bottom', at: [-1920, 0] },
      100,
      { x: -388, y: 104, height: 560 },
    ],
    [
      'a second screen above',
      { pixels: [1366, 768], scale: 150, taskbar: 'bottom', at: [0, -768] },
      100,
      { y: -504, height: 448 },
    ],
    [
      'a tray that reports no bounds',
      { pixels: [1366, 768], scale: 150, taskbar: 'none', at: [-1366, -768] },
      100,
      { x: -388, y: -504, height: 496 },
    ],
    ['a portrait phone panel', { pixels: [640, 1136], scale: 200, taskbar: 'top' }, 100, { x: 8, width: 304 }],
  ];

  it.each(screens)('fits the work area: %s', (_name, screen, textSize, expected) => {
    const { workArea, tray, cursor } = reported(screen);
    const bounds = boundsBeside(tray, cursor, workArea, sizeFor({ ...DEFAULT_SETTINGS, textSize }));
    expect(bounds).toMatchObject(expected);
    expect(isIn(bounds, workArea)).toBe(true);
  });

  it('fits any work area, wherever the tray and the pointer are', () => {
    const anywhere = fc.integer({ min: -8000, max: 8000 });
    const length = fc.integer({ min: 40, max: 5000 });
    const rectangle = fc.record({ x: anywhere, y: anywhere, width: length, height: length });
    fc.assert(
      fc.property(
        rectangle,
        fc.oneof(rectangle, fc.constant(nowhere)),
        fc.record({ x: anywhere, y: anywhere }),
        fc.constantFrom(...TextSize.options),
        fc.option(fc.integer({ min: 200, max: 10_000 })),
        (workArea, tray, cursor, textSize, windowHeight) => {
          const wanted = sizeFor({ ...DEFAULT_SETTINGS, textSize, windowHeight });
          const bounds = boundsBeside(tray, cursor, workArea, wanted);
          expect(isIn(bounds, workArea)).toBe(true);
          expect(Object.values(bounds).every(Number.isInteger)).toBe(true);
        },
      ),
    );
  });
});

/** Whether a window is fully in a work area. */
const isIn = (bounds: Rectangle, workArea: Rectangle): boolean =>
  bounds.x >= workArea.x &&
  bounds.y >= workArea.y &&
  bounds.x + bounds.width <= workArea.x + workArea.width &&
  bounds.y + bounds.height <= workArea.y + workArea.height;
