import type { MenuItemConstructorOptions } from 'electron';
import { type Say, words } from '../core/i18n/index.ts';
import type { PauseLength } from '../core/model/pause-length.ts';
import type { TrayAccount, TrayModel } from '../core/model/tray-model.ts';

export interface TrayActions {
  onOpenWindow: () => void;
  onOpenConversation: (token: string) => void;
  onPause: (length: PauseLength) => void;
  onUnpause: () => void;
  onRefresh: () => void;
  onDisconnect: (account: TrayAccount) => void;
  onQuit: () => void;
}

/** Builds the tray's menu in the current language. */
export function trayMenu(model: TrayModel, actions: TrayActions): MenuItemConstructorOptions[] {
  const { conversations, connected } = model;
  const say = words(model.language);
  return [
    // This entry comes first, because some Linux desktops deliver no click.
    { label: say('menuOpen'), click: actions.onOpenWindow },
    { type: 'separator' },
    ...conversations.map(({ token, label }) => ({
      label: escaped(label),
      click: () => actions.onOpenConversation(token),
    })),
    ...(conversations.length > 0 ? [{ type: 'separator' as const }] : []),
    ...(model.silence === null ? [] : [{ label: model.silence, enabled: false }]),
    pauseEntry(model, actions, say),
    { label: say('menuRefresh'), enabled: connected, click: actions.onRefresh },
    disconnectEntry(model, actions, say),
    { type: 'separator' },
    { label: say('menuQuit'), click: actions.onQuit },
  ];
}

function disconnectEntry(
  { accounts: [first, ...others], accounts }: TrayModel,
  { onDisconnect }: TrayActions,
  say: Say,
): MenuItemConstructorOptions {
  const label = say('menuDisconnect');
  if (!first) return { label, enabled: false };
  if (others.length === 0) return { label, click: () => onDisconnect(first) };
  const submenu = accounts.map((account) => ({ label: escaped(account.label), click: () => onDisconnect(account) }));
  return { label, submenu };
}

/** Menus use "&" to mark a shortcut letter. */
const escaped = (label: string): string => label.replaceAll('&', '&&');

function pauseEntry(
  { connected, paused }: TrayModel,
  { onPause, onUnpause }: TrayActions,
  say: Say,
): MenuItemConstructorOptions {
  if (paused) return { label: say('menuUnpause'), click: onUnpause };
  return {
    label: say('menuPause'),
    enabled: connected,
    submenu: [
      { label: say('menuPauseHalfHour'), click: () => onPause('half-hour') },
      { label: say('menuPauseHour'), click: () => onPause('hour') },
      { label: say('menuPauseMorning'), click: () => onPause('morning') },
    ],
  };
}
