import { powerMonitor } from 'electron';

/** While the machine really sleeps, this does not tick. */
const WATCHDOG_MS = 60_000;
const TICKS_AWAKE = 2;

export interface PowerListeners {
  onSuspend: () => void;
  onResume: () => void;
  /** The screen was unlocked: somebody is there. Not told on Linux. */
  onUnlock: () => void;
}

/**
 * Sleep and wake-up of the machine. Only after `ready`: powerMonitor does not exist before. Some machines announce a
 * sleep that never comes (electron#44971), or wake up without saying so: a clock that goes on ticking tells.
 */
export function watchPower({ onSuspend, onResume, onUnlock }: PowerListeners): void {
  let watchdog: NodeJS.Timeout | undefined;
  const awake = (): void => {
    clearInterval(watchdog);
    onResume();
  };
  powerMonitor.on('suspend', () => {
    let ticks = 0;
    clearInterval(watchdog);
    watchdog = setInterval(() => {
      ticks += 1;
      if (ticks >= TICKS_AWAKE) awake();
    }, WATCHDOG_MS);
    onSuspend();
  });
  powerMonitor.on('resume', awake);
  powerMonitor.on('unlock-screen', onUnlock);
}
