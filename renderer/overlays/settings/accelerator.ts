import type { Settings, Shortcut } from '../../../main/core/model/settings.ts';
import { type PlainKey, t } from '../../i18n/index.ts';

const onMac = navigator.userAgent.includes('Mac');

const onWindows = navigator.userAgent.includes('Windows');

/** Electron's names of keys, with the labels on the keyboard; a letter is its own label. */
const names: Record<string, { mac: string } | { mac?: string; key: PlainKey }> = {
  CommandOrControl: { mac: '⌘', key: 'keys.ctrl' },
  Shift: { mac: '⇧', key: 'settings.keys.shift' },
  Alt: { mac: '⌥', key: 'settings.keys.alt' },
  Space: { key: 'settings.keys.space' },
};

const nameOf = (part: string, mac: boolean): string => {
  const name = names[part];
  if (!name) return part;
  if (mac && name.mac) return name.mac;
  return 'key' in name ? t(name.key) : part;
};

/** The key that begins most shortcuts: Ctrl, on a Mac ⌘. */
export const commandKey = (): string => nameOf('CommandOrControl', onMac);

/** Returns the keys of an accelerator one by one, as labelled on the keyboard. */
export const keysOf = (accelerator: Shortcut, mac = onMac): string[] =>
  accelerator.split('+').map((part) => nameOf(part, mac));

/** Returns the accelerator as one text: "Strg+Umschalt+Leertaste", on a Mac "⌘⇧Leertaste". */
export const acceleratorText = (accelerator: Shortcut, mac = onMac): string =>
  keysOf(accelerator, mac).join(mac ? '' : '+');

const ALL: readonly Shortcut[] = [
  'CommandOrControl+Shift+Space',
  'CommandOrControl+Shift+K',
  'CommandOrControl+Shift+M',
  'CommandOrControl+Alt+Space',
  'CommandOrControl+Alt+K',
  'CommandOrControl+Alt+M',
];

/**
 * Returns the global shortcuts that the user can choose. On Windows, AltGr sends Ctrl+Alt and writes characters, so
 * shortcuts with Ctrl+Alt are left out there, except for the chosen one.
 */
export const offeredShortcuts = (chosen: Settings['shortcut'], windows = onWindows): Shortcut[] =>
  ALL.filter((shortcut) => shortcut === chosen || !windows || !shortcut.includes('Alt'));
