import type { Settings } from '../../main/core/model/settings.ts';
import type { Desktop } from '../../main/core/ports.ts';

export interface FakeDesktop extends Desktop {
  /** The settings that were applied last; null if there were none. */
  applied(): Settings | null;
  /** Whether the system starts the app again after a crash. */
  keepsRunning(): boolean;
  /** Sets whether notifications reach the screen from now on. */
  letNotify(possible: boolean): void;
}

/** Creates a computer that can do everything and refuses nothing unless a test says so. */
export function createFakeDesktop(): FakeDesktop {
  let applied: Settings | null = null;
  let isKept = false;
  let notifications = true;
  let onChange = (): void => {};
  return {
    applied: () => applied,
    apply(settings) {
      applied = settings;
    },
    keepRunning(wanted) {
      isKept = wanted;
    },
    keepsRunning: () => isKept,
    letNotify(possible) {
      notifications = possible;
      onChange();
    },
    device: () => ({
      browsers: ['firefox'],
      autostart: true,
      notifications,
      screenLock: true,
      shortcutTaken: false,
      icon: 'panel',
    }),
    watch(listener) {
      onChange = listener;
    },
    versions: () => ({ app: '1.0.0', electron: '45', chromium: '150', node: '24', system: 'Linux 6' }),
  };
}
