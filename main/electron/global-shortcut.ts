import { app, globalShortcut } from 'electron';
import type { Settings } from '../core/model/settings.ts';
import type { Logger } from '../core/ports.ts';

/**
 * One shortcut that works wherever the person is. Only after `ready`.
 * On Wayland the desktop itself is asked, and answers later: there, "not taken" means "asked for" (electron#52218).
 */
export function createGlobalShortcut(log: Logger, onPress: () => void) {
  let wanted: Settings['shortcut'] = 'off';
  let taken = false;

  function register(accelerator: string): boolean {
    try {
      // On Wayland, one that was given back goes on firing until the app ends.
      return globalShortcut.register(accelerator, () => accelerator === wanted && onPress());
    } catch {
      return false;
    }
  }

  app.on('will-quit', () => globalShortcut.unregisterAll());

  return {
    /** Gives the former one back. One that was taken is asked for again: its owner may have gone. */
    use(shortcut: Settings['shortcut']): void {
      if (shortcut === wanted && !taken) return;
      if (wanted !== 'off' && !taken) globalShortcut.unregister(wanted);
      wanted = shortcut;
      taken = shortcut !== 'off' && !register(shortcut);
      if (taken) log.warn(`the shortcut ${shortcut} is taken`);
    },
    /** Does the wanted one belong to another program? */
    taken: (): boolean => taken,
  };
}
