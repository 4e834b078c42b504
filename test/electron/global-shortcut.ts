import { desk } from './desk.ts';
import { assertReady } from './lifecycle.ts';
import { options } from './options.ts';
import { strict } from './strict.ts';
import { surroundings } from './surroundings.ts';

const surface = [
  'register',
  'unregister',
  'unregisterAll',
  'isRegistered',
] as const satisfies (keyof Electron.GlobalShortcut)[];

const modifiers = '(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)';
const accelerators = new RegExp(
  `^(?:${modifiers}\\+)*(?:[A-Z0-9]|F\\d{1,2}|Space|Tab|Up|Down|Left|Right|Escape)$`,
  'i',
);

const registered = new Map<string, () => void>();
/** Wayland's portal keeps shortcuts until the app unregisters all. */
const portal = new Map<string, () => void>();

/** Normalises an accelerator, because Electron compares keys, not their spelling. */
function keysOf(accelerator: string): string {
  if (!accelerators.test(accelerator)) throw new TypeError(`Error processing argument: ${accelerator}`);
  return accelerator.toLowerCase();
}

const taken = new Set(options.takenShortcuts.map(keysOf));

class HostShortcuts implements Pick<Electron.GlobalShortcut, (typeof surface)[number]> {
  /**
   * Registers a shortcut. Returns false if the desktop offers none, another program has it, or this app already has it.
   */
  register(accelerator: string, callback: () => void): boolean {
    const keys = keysOf(accelerator);
    if (!surroundings().givesShortcuts) return false;
    // On Wayland Electron returns true at once; the desktop's later answer goes unused.
    if (options.wayland) {
      portal.set(keys, callback);
      return true;
    }
    if (taken.has(keys) || registered.has(keys)) return false;
    registered.set(keys, callback);
    return true;
  }

  unregister(accelerator: string): void {
    registered.delete(keysOf(accelerator));
  }

  unregisterAll(): void {
    registered.clear();
    portal.clear();
  }

  isRegistered(accelerator: string): boolean {
    const keys = keysOf(accelerator);
    return registered.has(keys) || portal.has(keys);
  }
}

export const globalShortcut = strict(new HostShortcuts(), {
  name: 'globalShortcut',
  surface,
  guard: () => assertReady('globalShortcut cannot be used'),
});

desk.offer('system.pressShortcut', (accelerator: string) => {
  const keys = keysOf(accelerator);
  const act = registered.get(keys) ?? (taken.has(keys) ? undefined : portal.get(keys));
  if (!act) throw new Error(`the app does not hear ${accelerator}`);
  act();
});
