import type { Settings, Shortcut } from '../../../main/core/model/settings.ts';
import { type PlainKey, t } from '../../i18n/index.ts';

const onMac = navigator.userAgent.includes('Mac');

const onWindows = navigator.userAgent.includes('Windows');

/** What Electron calls a key, as it stands on the keyboard; a letter is itself. */
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

/** The keys of an accelerator, one by one, as people read them on their keyboard. */
export const keysOf = (accelerator: Shortcut, mac = onMac): string[] =>
  accelerator.split('+').map((part) => nameOf(part, mac));

/** The same in one: "Strg+Umschalt+Leertaste", on a Mac "⌘⇧Leertaste". */
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
 * The global shortcuts that a person can choose. On Windows, Ctrl+Alt is what AltGr sends, which writes characters
 * there: those are left out unless one is the chosen one.
 */
export const offeredShortcuts = (chosen: Settings['shortcut'], windows = onWindows): Shortcut[] =>
  ALL.filter((shortcut) => shortcut === chosen || !windows || !shortcut.includes('Alt'));
