import { EventEmitter } from 'node:events';
import { assertReady } from './lifecycle.ts';
import { options } from './options.ts';
import { strict } from './strict.ts';

const surface = [
  'getCursorScreenPoint',
  'getDisplayNearestPoint',
  'getDisplayMatching',
  'getPrimaryDisplay',
  'getAllDisplays',
] as const satisfies (keyof Electron.Screen)[];

/** The place of the tray icon: bottom right, in a taskbar of 40 pixels. */
export const trayPoint: Electron.Point = { x: 1780, y: 1060 };

let pointer: Electron.Point = { x: 960, y: 540 };
export const movePointer = (to: Electron.Point): void => {
  pointer = to;
};

/** Returns the desk's only display. Other members of Electron's `Display` throw by name. */
const display = (): Electron.Display =>
  strict(
    {
      id: 1,
      label: 'host',
      scaleFactor: options.scale,
      bounds: { x: 0, y: 0, width: 1920, height: 1080 },
      size: { width: 1920, height: 1080 },
      workArea: { x: 0, y: 0, width: 1920, height: 1040 },
      workAreaSize: { width: 1920, height: 1040 },
    } satisfies Partial<Electron.Display>,
    { name: 'Display', surface: ['id', 'label', 'scaleFactor', 'bounds', 'size', 'workArea', 'workAreaSize'] },
  ) as unknown as Electron.Display;

class HostScreen extends EventEmitter implements Pick<Electron.Screen, (typeof surface)[number]> {
  getCursorScreenPoint(): Electron.Point {
    return pointer;
  }

  getDisplayNearestPoint(): Electron.Display {
    return display();
  }

  getDisplayMatching(): Electron.Display {
    return display();
  }

  getPrimaryDisplay(): Electron.Display {
    return display();
  }

  getAllDisplays(): Electron.Display[] {
    return [display()];
  }
}

export const screen = strict(new HostScreen(), {
  name: 'screen',
  surface,
  events: ['display-added', 'display-removed', 'display-metrics-changed'],
  guard: () => assertReady('The screen module cannot be used'),
});
