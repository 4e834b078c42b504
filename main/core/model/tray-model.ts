import { words } from '../i18n/index.ts';
import type { AppState } from './app-state.ts';

/** The drawn states of the tray icon; each has its files under build/icons/tray. */
export type TrayIcon =
  | 'signed-out'
  | 'idle'
  | 'offline'
  | 'mention'
  | `unread-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | 'unread-9plus';

export interface TrayModel {
  icon: TrayIcon;
  tooltip: string;
  /** Unread messages for the dock or launcher badge. */
  unread: number;
  /** The three most recent conversations, ready to read. */
  conversations: { token: string; label: string }[];
  connected: boolean;
}

const MOST_IN_MENU = 3;
/** Menus have no ellipsis of their own. */
const LONGEST_LABEL = 40;

/** What the tray shows of a state. */
export function trayModel({ language, phase }: AppState): TrayModel {
  const say = words(language);
  if (phase.kind !== 'connected')
    return { icon: 'signed-out', tooltip: say('tooltipSignedOut'), unread: 0, conversations: [], connected: false };
  const { unread, mentioned, connection } = phase;
  const conversations = (phase.conversations ?? []).slice(0, MOST_IN_MENU).map(({ token, name, unread: count }) => ({
    token,
    label: count > 0 ? `${shortened(name)} (${count})` : shortened(name),
  }));
  const shown = { unread, conversations, connected: true };
  // Without a connection the count may be wrong: say so rather than show it.
  if (connection.state === 'signed-out') return { ...shown, icon: 'offline', tooltip: say('tooltipSessionEnded') };
  if (connection.error !== null) return { ...shown, icon: 'offline', tooltip: say('tooltipOffline') };
  // Before the first answer nobody knows whether there is something new.
  if (phase.conversations === null) return { ...shown, icon: 'idle', tooltip: say('tooltipLoading') };
  if (unread === 0) return { ...shown, icon: 'idle', tooltip: say('tooltipIdle') };
  if (mentioned) return { ...shown, icon: 'mention', tooltip: say('tooltipMention', { count: unread }) };
  return { ...shown, icon: unreadIcon(unread), tooltip: say('tooltipUnread', { count: unread }) };
}

const unreadIcon = (unread: number): TrayIcon => (unread > 9 ? 'unread-9plus' : (`unread-${unread}` as TrayIcon));

const shortened = (name: string): string =>
  name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name;
