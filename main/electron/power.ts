import { powerMonitor } from 'electron';

export interface PowerListeners {
  onSuspend: () => void;
  onResume: () => void;
  /** The screen was unlocked: somebody is there. */
  onUnlock: () => void;
}

/** Sleep and wake-up of the machine. Only after `ready`: powerMonitor does not exist before. */
export function watchPower({ onSuspend, onResume, onUnlock }: PowerListeners): void {
  powerMonitor.on('suspend', onSuspend);
  powerMonitor.on('resume', onResume);
  powerMonitor.on('unlock-screen', onUnlock);
}
