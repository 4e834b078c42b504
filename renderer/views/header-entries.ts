import type { AccountSummary, Connected } from '../../main/core/model/connected.ts';
import { hostOf, personName, shownAccounts } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { askToDisconnect, openDialog } from '../overlays/dialog.ts';
import type { MenuEntry, MenuOption } from '../overlays/menu.ts';
import { openSettings } from '../overlays/open-settings.ts';
import { settingsShortcut } from '../window-keys.ts';
import { addAccount } from './adding.ts';
import { connectionNotice, connectionWords } from './connection-notice.ts';
import { statusEntries } from './own-status.ts';
import { pauseEntries } from './pause.ts';

/** Stands for all accounts; no account id is that short. */
const ALL = 'all';

/**
 * Entries for all conversations and for the window.
 * @param pausedUntil milliseconds since 1970; null: not paused
 * @param pin whether the window stays open when it loses the focus; null: the user cannot choose
 */
export const mainEntries = (phase: Connected, pausedUntil: number | null, pin: boolean | null): MenuEntry[] => [
  {
    id: 'refresh',
    kind: 'item',
    icon: 'refresh',
    label: t('menu.refresh'),
    shortcut: 'F5',
    onSelect: () => void attempt(bridge.refresh()),
  },
  ...talkEntries(phase),
  { id: 'pause-line', kind: 'separator' },
  ...pauseEntries(pausedUntil),
  { id: 'settings-line', kind: 'separator' },
  ...pinEntry(pin),
  {
    id: 'settings',
    kind: 'item',
    icon: 'settings',
    label: t('footer.settings'),
    shortcut: settingsShortcut(),
    onSelect: () => void openSettings(),
  },
  {
    id: 'wall',
    kind: 'item',
    icon: 'screen',
    label: t('wall.title'),
    onSelect: () => void attempt(bridge.startWall()),
  },
  {
    id: 'shortcuts',
    kind: 'item',
    icon: 'keyboard',
    label: t('keys.title'),
    shortcut: '?',
    onSelect: () => openDialog('shortcuts'),
  },
  ...disconnectEntry(phase),
  { id: 'quit-line', kind: 'separator' },
  { id: 'quit', kind: 'item', icon: 'power', label: t('menu.quit'), onSelect: () => void attempt(bridge.quit()) },
];

/** Opens Nextcloud Talk itself: an entry for each server, because a browser is signed in with one account on it. */
const talkEntries = (phase: Connected): MenuEntry[] => {
  const byServer = new Map(shownAccounts(phase).map((account) => [account.server, account]));
  return [...byServer.values()].map(({ id, server }) => ({
    id: `talk ${server}`,
    kind: 'item',
    icon: 'browser',
    label: byServer.size > 1 ? t('menu.openTalkOf', { host: hostOf(server) }) : t('menu.openTalk'),
    onSelect: () => void attempt(bridge.openTalk({ account: id })),
  }));
};

const pinEntry = (pin: boolean | null): MenuEntry[] => {
  if (pin === null) return [];
  const onChange = (stays: boolean) => void attempt(bridge.changeSettings({ hideOnBlur: !stays }));
  return [{ id: 'pin', kind: 'check', icon: 'pin', label: t('menu.pin'), checked: pin, onChange }];
};

/** The accounts with the shown one marked, and entries to add and to disconnect an account. */
export const accountEntries = (phase: Connected): MenuEntry[] => [
  ...choiceOfAccounts(phase),
  ...(shownAccounts(phase).length > 1 ? [] : statusEntries(phase.account)),
  {
    id: 'add',
    kind: 'item',
    icon: 'add',
    label: t('accounts.add'),
    onSelect: () => void attempt(addAccount('list')),
  },
  ...(shownAccounts(phase).length > 1 ? [manageEntry()] : disconnectEntry(phase)),
];

const choiceOfAccounts = (phase: Connected): MenuEntry[] => {
  if (phase.accounts.length < 2) return [];
  const choice: MenuEntry = {
    id: 'accounts',
    kind: 'choice',
    label: t('accounts.title'),
    value: phase.shown ?? ALL,
    options: [
      { value: ALL, icon: 'accounts', label: t('accounts.all') },
      ...phase.accounts.map((account) => optionOf(account, phase.accounts)),
    ],
    onChoose: (chosen) => void attempt(bridge.showAccount({ account: chosen === ALL ? null : chosen })),
  };
  return [choice, { id: 'accounts-line', kind: 'separator' }];
};

const optionOf = (account: AccountSummary, accounts: AccountSummary[]): MenuOption => {
  const { id, server, tint, unread, connection } = account;
  const trouble = connectionNotice(connection) ? [connectionWords(connection.state)] : [];
  return {
    value: id,
    label: personName(account, accounts),
    detail: [hostOf(server), ...trouble].join(' · '),
    tint,
    // The count of an ended session is out of date; it counts nowhere else either (main/core/model/combine.ts).
    unread: connection.state === 'signed-out' ? 0 : unread,
  };
};

/** Offered only if it is clear which account is meant. */
const disconnectEntry = (phase: Connected): MenuEntry[] => {
  const [account, ...others] = shownAccounts(phase);
  if (!account || others.length > 0) return [];
  const label =
    phase.accounts.length > 1
      ? t('menu.disconnectOf', { name: personName(account, phase.accounts) })
      : t('menu.disconnect');
  return [{ id: 'disconnect', kind: 'item', icon: 'unplug', label, onSelect: () => askToDisconnect(account.id) }];
};

/** Opens the settings, where the accounts come first. */
const manageEntry = (): MenuEntry => ({
  id: 'manage',
  kind: 'item',
  icon: 'settings',
  label: t('accounts.manage'),
  onSelect: () => void openSettings(),
});
