import { powerMonitor } from 'electron';
import { watchLogind } from './session-front.ts';

/** The timer of this interval does not tick while the machine really sleeps. */
const WATCHDOG_MS = 60_000;
const TICKS_AWAKE = 2;

export interface PowerListeners {
  onSuspend: () => void;
  onResume: () => void;
  /** The screen was locked. Linux reports neither this nor that it was unlocked. */
  onLock: () => void;
  /** The screen was unlocked, so a person is there. */
  onUnlock: () => void;
}

/**
 * Watches sleep and wake-up of the machine. Only after `ready`, because powerMonitor does not exist before. Some
 * machines announce a sleep that never comes (electron#44971), or wake up without an event: a timer that goes on
 * ticking shows that the machine is awake.
 */
export function watchPower({ onSuspend, onResume, onLock, onUnlock }: PowerListeners): void {
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
  powerMonitor.on('lock-screen', onLock);
  powerMonitor.on('unlock-screen', onUnlock);
}

/** No person is at the PC after so many seconds without keyboard and mouse. */
const IDLE_S = 5 * 60;
const LOOK_MS = 2_000;

/**
 * Watches whether a person uses the computer. Only after `ready`. Desktops that do not tell (some on Wayland) count as
 * used.
 * @param isWanted asked each time; without it, a person counts as present
 */
export function watchIdle(isWanted: () => boolean, onChange: (idle: boolean) => void): void {
  let idle = false;
  setInterval(() => {
    const isIdle = isWanted() && powerMonitor.getSystemIdleTime() >= IDLE_S;
    if (isIdle === idle) return;
    idle = isIdle;
    onChange(idle);
  }, LOOK_MS);
}

/**
 * Watches whether another user's session is in front (fast user switching). Only after `ready`. Windows tells Electron
 * only that the session was locked, which a switch of users is not: there, the session always counts as in front.
 */
export function watchFront(onChange: (inBackground: boolean) => void): void {
  // Only macOS emits these.
  powerMonitor.on('user-did-resign-active', () => onChange(true));
  powerMonitor.on('user-did-become-active', () => onChange(false));
  if (process.platform === 'linux') watchLogind(onChange);
}
