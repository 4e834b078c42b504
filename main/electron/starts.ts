import { app } from 'electron';
import { FOR_TOAST, HIDDEN, startedBySystem } from './autostart.ts';
import { asksToEnd } from './quit.ts';

/** The switch that opens the wall display. */
export const WALL = 'wall';
const WALL_SWITCH = `--${WALL}`;
/** The installer for Windows starts an updated app with it, as it was before: without its window. */
const UPDATED = '--updated';

/**
 * Watches for a person starting the app, the first time or again, or clicking its icon in the dock. Must be called
 * early: the person wants to see the window, even if the app is not ready for it yet.
 */
export function watchStarts() {
  let wanted = !startedBySystem() && !process.argv.includes(UPDATED);
  let show = (): void => {};
  let startWall = (): void => {};
  const want = (): void => {
    wanted = true;
    show();
  };
  // A second start by the system asks for nothing; a start with the quit switch asks for the end.
  const quiet = [HIDDEN, FOR_TOAST, UPDATED];
  app.on('second-instance', (_event, argv) => {
    if (argv.includes(WALL_SWITCH)) startWall();
    else if (!asksToEnd(argv) && !argv.some((arg) => quiet.includes(arg))) want();
  });
  return {
    /** A person has started the app. */
    isWanted: (): boolean => wanted,
    /**
     * @param listener called for each start from now on
     * @param onWall called for each start that asks for the wall display
     */
    follow(listener: () => void, onWall: () => void): void {
      show = listener;
      startWall = onWall;
      // Not registered earlier, because macOS also reports the first start, whether by a person or by the system.
      app.on('activate', listener);
    },
  };
}
