import * as v from 'valibot';
import type { SettingsStore } from '../ports.ts';

const NAME = 'welcome';
const Seen = v.object({ seen: v.literal(true) });

/** The closing card after the first sign-in on this device. It comes once: the device remembers that it was closed. */
export function createWelcome(store: SettingsStore) {
  let isOpen = false;
  return {
    isOpen: (): boolean => isOpen,
    open(): void {
      isOpen = !v.is(Seen, store.read(NAME));
    },
    end(): void {
      isOpen = false;
      // If it cannot be stored, the card comes once more after a later sign-in.
      store.write(NAME, { seen: true });
    },
  };
}
