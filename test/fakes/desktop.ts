import type { Settings } from '../../main/core/model/settings.ts';
import type { Desktop } from '../../main/core/ports.ts';

export interface FakeDesktop extends Desktop {
  /** The settings as last applied; null: never. */
  applied(): Settings | null;
}

/** A computer that can do everything and refuses nothing. */
export function createFakeDesktop(): FakeDesktop {
  let applied: Settings | null = null;
  return {
    applied: () => applied,
    apply(settings) {
      applied = settings;
    },
    device: () => ({ browsers: ['firefox'], autostart: true, notifications: true, shortcutTaken: false }),
    versions: () => ({ app: '1.0.0', electron: '45', chromium: '150', node: '24', system: 'Linux 6' }),
  };
}
