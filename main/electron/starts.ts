import { app } from 'electron';
import { FOR_TOAST, HIDDEN, startedBySystem } from './autostart.ts';
import { QUIT } from './quit.ts';

/**
 * Hears of whoever starts the app, again or for the first time, or clicks its icon in the dock. To be called early: they
 * want to see the window, also when the app has not come so far yet.
 */
export function watchStarts() {
  let wanted = !startedBySystem();
  let show = (): void => {};
  const want = (): void => {
    wanted = true;
    show();
  };
  // A second start by the system asks for nothing; another one asks for the end.
  const quiet = [HIDDEN, FOR_TOAST, `--${QUIT}`];
  app.on('second-instance', (_event, argv) => argv.some((arg) => quiet.includes(arg)) || want());
  return {
    /** A person has started the app. */
    isWanted: (): boolean => wanted,
    /** @param listener called for each start from now on */
    follow(listener: () => void): void {
      show = listener;
      // Not before: macOS also tells of the first start, by whomever.
      app.on('activate', listener);
    },
  };
}
