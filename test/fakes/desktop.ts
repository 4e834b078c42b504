import type { Settings } from '../../main/core/model/settings.ts';
import type { Desktop } from '../../main/core/ports.ts';

export interface FakeDesktop extends Desktop {
  /** The settings as last applied; null: never. */
  applied(): Settings | null;
  /** From now on notifications reach the screen, or do not. */
  letNotify(possible: boolean): void;
}

/** A computer that can do everything and refuses nothing, unless it is told to. */
export function createFakeDesktop(): FakeDesktop {
  let applied: Settings | null = null;
  let notifications = true;
  let onChange = (): void => {};
  return {
    applied: () => applied,
    apply(settings) {
      applied = settings;
    },
    letNotify(possible) {
      notifications = possible;
      onChange();
    },
    device: () => ({ browsers: ['firefox'], autostart: true, notifications, shortcutTaken: false }),
    watch(listener) {
      onChange = listener;
    },
    versions: () => ({ app: '1.0.0', electron: '45', chromium: '150', node: '24', system: 'Linux 6' }),
  };
}
