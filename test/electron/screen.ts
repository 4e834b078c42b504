import { EventEmitter } from 'node:events';
import { desk } from './desk.ts';
import { assertReady } from './lifecycle.ts';
import { options } from './options.ts';
import type { Bounds, DeskScreen } from './snapshot.ts';
import { strict } from './strict.ts';

const surface = [
  'getCursorScreenPoint',
  'getDisplayNearestPoint',
  'getDisplayMatching',
  'getPrimaryDisplay',
  'getAllDisplays',
] as const satisfies (keyof Electron.Screen)[];

/** One screen with a taskbar of 40 pixels below. */
const ONE: DeskScreen = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
};
/** The first one is the main one, with the tray. */
const atFirst: readonly DeskScreen[] = options.screens.length > 0 ? options.screens : [ONE];
let screens = atFirst;
const main = (): DeskScreen => screens[0] ?? ONE;

/** The place of the tray icon: at the right end of the taskbar, or in the corner of a screen without one. */
export const trayPoint = (): Electron.Point => {
  const { bounds, workArea } = main();
  const below = bounds.y + bounds.height - (workArea.y + workArea.height);
  return { x: bounds.x + bounds.width - 140, y: bounds.y + bounds.height - Math.max(20, Math.round(below / 2)) };
};

let pointer: Electron.Point = { x: 960, y: 540 };
export const movePointer = (to: Electron.Point): void => {
  pointer = to;
};

/** Returns a display as the app sees it. Other members of Electron's `Display` throw by name. */
const displayOf = ({ id, bounds, workArea }: DeskScreen): Electron.Display =>
  strict(
    {
      id,
      label: 'host',
      scaleFactor: options.scale,
      bounds: { ...bounds },
      size: { width: bounds.width, height: bounds.height },
      workArea: { ...workArea },
      workAreaSize: { width: workArea.width, height: workArea.height },
    } satisfies Partial<Electron.Display>,
    { name: 'Display', surface: ['id', 'label', 'scaleFactor', 'bounds', 'size', 'workArea', 'workAreaSize'] },
  ) as unknown as Electron.Display;

const distance = ({ x, y, width, height }: Bounds, point: Electron.Point): number =>
  Math.hypot(Math.max(x - point.x, 0, point.x - x - width), Math.max(y - point.y, 0, point.y - y - height));
const shared = (one: Bounds, other: Bounds): number =>
  Math.max(0, Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)) *
  Math.max(0, Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y));

const nearest = (point: Electron.Point): DeskScreen =>
  screens.reduce((best, one) => (distance(one.bounds, point) < distance(best.bounds, point) ? one : best), main());
/** Returns the screen that shows most of a window, else the nearest one. */
export const screenMatching = (bounds: Bounds): DeskScreen => {
  const best = screens.reduce((a, b) => (shared(b.bounds, bounds) > shared(a.bounds, bounds) ? b : a), main());
  const centre = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
  return shared(best.bounds, bounds) > 0 ? best : nearest(centre);
};

class HostScreen extends EventEmitter implements Pick<Electron.Screen, (typeof surface)[number]> {
  getCursorScreenPoint(): Electron.Point {
    return pointer;
  }

  getDisplayNearestPoint(point: Electron.Point): Electron.Display {
    return displayOf(nearest(point));
  }

  getDisplayMatching(bounds: Electron.Rectangle): Electron.Display {
    return displayOf(screenMatching(bounds));
  }

  getPrimaryDisplay(): Electron.Display {
    return displayOf(main());
  }

  getAllDisplays(): Electron.Display[] {
    return screens.map(displayOf);
  }
}

const emitter = new HostScreen();

/** The person connects, removes or changes screens. Windows stay where they were: Electron's app must move them. */
desk.offer('screen.change', (next: readonly DeskScreen[]) => {
  if (next.length === 0) throw new Error('a desk has at least one screen');
  const before = screens;
  screens = next;
  for (const one of before)
    if (!next.some(({ id }) => id === one.id)) emitter.emit('display-removed', {}, displayOf(one));
  for (const one of next) {
    const same = before.find(({ id }) => id === one.id);
    if (!same) emitter.emit('display-added', {}, displayOf(one));
    else if (JSON.stringify(same) !== JSON.stringify(one))
      emitter.emit('display-metrics-changed', {}, displayOf(one), ['bounds', 'workArea']);
  }
});
desk.whenForgetting(() => {
  screens = atFirst;
});

export const screen = strict(emitter, {
  name: 'screen',
  surface,
  events: ['display-added', 'display-removed', 'display-metrics-changed'],
  guard: () => assertReady('The screen module cannot be used'),
});
