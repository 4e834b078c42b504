import { app } from 'electron';
import { FOR_TOAST, HIDDEN, startedBySystem } from './autostart.ts';
import { QUIT } from './quit.ts';

/**
 * Watches for a person starting the app, the first time or again, or clicking its icon in the dock. Must be called
 * early: the person wants to see the window, even if the app is not ready for it yet.
 */
export function watchStarts() {
  let wanted = !startedBySystem();
  let show = (): void => {};
  const want = (): void => {
    wanted = true;
    show();
  };
  // A second start by the system asks for nothing; a start with the quit switch asks for the end.
  const quiet = [HIDDEN, FOR_TOAST, `--${QUIT}`];
  app.on('second-instance', (_event, argv) => argv.some((arg) => quiet.includes(arg)) || want());
  return {
    /** A person has started the app. */
    isWanted: (): boolean => wanted,
    /** @param listener called for each start from now on */
    follow(listener: () => void): void {
      show = listener;
      // Not registered earlier, because macOS also reports the first start, whether by a person or by the system.
      app.on('activate', listener);
    },
  };
}
