import { app, globalShortcut } from 'electron';
import { describeError } from '../core/errors.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Logger } from '../core/ports.ts';

/**
 * Registers one shortcut that works in every app. Only after `ready`.
 * On Wayland, the desktop is asked and answers later: there, "not taken" only means "asked for" (electron#52218).
 */
export function createGlobalShortcut(log: Logger, onPress: () => void) {
  let wanted: Settings['shortcut'] = 'off';
  let taken = false;

  function register(accelerator: string): boolean {
    try {
      // On Wayland, an unregistered shortcut goes on firing until the app ends.
      return globalShortcut.register(accelerator, () => accelerator === wanted && onPress());
    } catch (error) {
      log.error(`the shortcut cannot be registered: ${describeError(error)}`);
      return false;
    }
  }

  app.on('will-quit', () => globalShortcut.unregisterAll());

  return {
    /** Unregisters the former shortcut. Asks again for a shortcut that was taken: its owner may be gone. */
    use(shortcut: Settings['shortcut']): void {
      if (shortcut === wanted && !taken) return;
      if (wanted !== 'off' && !taken) globalShortcut.unregister(wanted);
      wanted = shortcut;
      taken = shortcut !== 'off' && !register(shortcut);
      if (taken) log.warn(`the shortcut ${shortcut} is taken`);
    },
    /** Returns whether another program owns the wanted shortcut. */
    taken: (): boolean => taken,
  };
}
