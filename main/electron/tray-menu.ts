import type { MenuItemConstructorOptions } from 'electron';
import { type Say, words } from '../core/i18n/index.ts';
import type { PauseLength } from '../core/model/pause-length.ts';
import type { TrayAccount, TrayModel } from '../core/model/tray-model.ts';

export interface TrayActions {
  onOpenWindow: () => void;
  onOpenConversation: (token: string) => void;
  /** Opens Nextcloud Talk of this account's server. */
  onOpenTalk: (account: TrayAccount) => void;
  onSettings: () => void;
  onPause: (length: PauseLength) => void;
  onUnpause: () => void;
  onRefresh: () => void;
  onDisconnect: (account: TrayAccount) => void;
  onQuit: () => void;
  /** The user has seen these alarms. */
  onAlarmsSeen: (ids: string[]) => void;
}

/** Builds the tray's menu in the current language. */
export function trayMenu(model: TrayModel, actions: TrayActions): MenuItemConstructorOptions[] {
  const { conversations, connected, alarm } = model;
  const say = words(model.language);
  return [
    // Nothing is more urgent.
    ...(alarm === null ? [] : [{ label: escaped(alarm.label), click: () => actions.onAlarmsSeen(alarm.ids) }]),
    ...(alarm === null ? [] : [{ type: 'separator' as const }]),
    ...(model.policy === null ? [] : [{ label: model.policy, enabled: false }, { type: 'separator' as const }]),
    // This entry comes first, because some Linux desktops deliver no click.
    { label: say('menuOpen'), click: actions.onOpenWindow },
    ...ofEach(say('menuOpenTalk'), model.talks, actions.onOpenTalk),
    ...(model.asksToSignIn ? [{ label: say('menuSignIn'), click: actions.onOpenWindow }] : []),
    { type: 'separator' },
    ...conversations.map(({ token, label }) => ({
      label: escaped(label),
      click: () => actions.onOpenConversation(token),
    })),
    ...(conversations.length > 0 ? [{ type: 'separator' as const }] : []),
    ...(model.silence === null ? [] : [{ label: model.silence, enabled: false }]),
    pauseEntry(model, actions, say),
    { label: say('menuRefresh'), enabled: connected, click: actions.onRefresh },
    ...ofEach(say('menuDisconnect'), model.accounts, actions.onDisconnect),
    { type: 'separator' },
    // Between the two entries that take something away.
    { label: say('menuSettings'), click: actions.onSettings },
    { type: 'separator' },
    { label: say('menuQuit'), click: actions.onQuit },
  ];
}

/** Returns an entry about the only account, a submenu for several, and nothing without any. */
function ofEach(
  label: string,
  [first, ...others]: readonly TrayAccount[],
  act: (account: TrayAccount) => void,
): MenuItemConstructorOptions[] {
  if (!first) return [];
  if (others.length === 0) return [{ label, click: () => act(first) }];
  const submenu = [first, ...others].map((one) => ({ label: escaped(one.label), click: () => act(one) }));
  return [{ label, submenu }];
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
