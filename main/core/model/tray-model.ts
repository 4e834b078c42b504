import { type Say, type Words, words } from '../i18n/index.ts';
import { fullLabel, shortLabel } from './account-label.ts';
import type { AppState } from './app-state.ts';
import type { AccountSummary, Connected } from './connected.ts';
import type { ErrorCode } from './error-code.ts';
import { cut } from './plain-text.ts';
import type { Language } from './settings.ts';
import { unreadNumber, unreadText } from './unread.ts';

/** The drawn states of the tray icon; each has its files under build/icons/tray. */
export type TrayIcon =
  | 'signed-out'
  | 'idle'
  | 'offline'
  | 'mention'
  | 'paused'
  | 'paused-unread'
  | `unread-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | 'unread-9plus';

export interface TrayAccount {
  id: string;
  /** Tells it from the others. */
  label: string;
}

export interface TrayModel {
  /** Of the menu. */
  language: Language;
  icon: TrayIcon;
  tooltip: string;
  /** Unread messages for the dock or launcher badge, at most 999. */
  unread: number;
  /** The three most recent conversations, ready to read. */
  conversations: { token: string; label: string }[];
  connected: boolean;
  /** Who can be disconnected. */
  accounts: TrayAccount[];
  /** Notifications are held back for a while. */
  paused: boolean;
}

const MOST_IN_MENU = 3;
/** Menus have no ellipsis of their own. */
const LONGEST_LABEL = 40;

/** English as in Europe, with 24 hours. */
const LOCALES: Record<Language, string> = { de: 'de', en: 'en-GB' };

/**
 * What the tray shows of a state.
 * @param state about all accounts
 * @param now milliseconds since 1970
 */
export function trayModel(state: AppState, now: number): TrayModel {
  const model = modelOf(state, now);
  return state.leaving ? { ...model, tooltip: words(state.language)('tooltipLeaving') } : model;
}

function modelOf({ language, phase, pausedUntil }: AppState, now: number): TrayModel {
  const say = words(language);
  const paused = pausedUntil !== null;
  const about = { language, paused, unread: 0, conversations: [], connected: false, accounts: [] };
  if (phase.kind !== 'connected') return { ...about, icon: 'signed-out', tooltip: say('tooltipSignedOut') };
  const { unread, accounts } = phase;
  const conversations = (phase.conversations ?? []).slice(0, MOST_IN_MENU).map(({ token, name, unread: count }) => ({
    token,
    label: count > 0 ? `${cut(name, LONGEST_LABEL)} (${unreadText(count)})` : cut(name, LONGEST_LABEL),
  }));
  const labels = accounts.map((account) => ({ id: account.id, label: fullLabel(account, accounts) }));
  const shown = { ...about, unread: unreadNumber(unread), conversations, connected: true, accounts: labels };
  const troubled = accounts.filter((account) => account.connection.error !== null);
  // Without a connection the count may be wrong: say so rather than show it. With one of several, it is shown and said.
  if (troubled.length === accounts.length)
    return { ...shown, icon: 'offline', tooltip: say('tooltipTrouble', { trouble: troubleOf(accounts, say) }) };
  const tooltip = partly(countTooltip(phase, say), troubled, accounts, say);
  if (pausedUntil === null) return { ...shown, icon: countIcon(phase), tooltip };
  // Whoever waits for something to ring has to see why it does not.
  const time = endOfPause(pausedUntil, now, language);
  return {
    ...shown,
    icon: unread > 0 ? 'paused-unread' : 'paused',
    tooltip: say('tooltipPaused', { tooltip, time }),
  };
}

/** In short what the window says of it; the others are nothing that a person could mend. */
const TROUBLES: Partial<Record<ErrorCode, keyof Words>> = {
  unreachable: 'troubleUnreachable',
  certificate: 'troubleCertificate',
  'pin-mismatch': 'troublePin',
  'proxy-auth': 'troubleProxy',
  'server-not-allowed': 'troubleNotAllowed',
  'not-nextcloud': 'troubleNotNextcloud',
  'server-moved': 'troubleMoved',
  'session-ended': 'troubleSessionEnded',
  'account-moved': 'troubleSessionEnded',
  maintenance: 'troubleMaintenance',
  'talk-missing': 'troubleTalkMissing',
  'talk-forbidden': 'troubleTalkForbidden',
  'too-many-attempts': 'troubleBlocked',
  'server-error': 'troubleServerError',
  'list-too-long': 'troubleListTooLong',
};

/** What ails them, each trouble once; where some are on one server, it is said whose trouble each is. */
const troubleOf = (troubled: AccountSummary[], say: Say): string => {
  const named = troubled.map(({ connection: { error } }) => say((error && TROUBLES[error]) ?? 'troubleOther'));
  const troubles = new Set(named);
  const servers = new Set(troubled.map(({ server }) => server));
  if (troubles.size === 1 || servers.size === troubled.length) return [...troubles].join('; ');
  return troubled.map((account, at) => `${shortLabel(account, troubled)}: ${named[at]}`).join('; ');
};

/** Several accounts, and some of them without a connection. */
const partly = (tooltip: string, troubled: AccountSummary[], all: AccountSummary[], say: Say): string =>
  troubled.length === 0
    ? tooltip
    : say('tooltipPartly', {
        tooltip,
        accounts: troubled.map((account) => shortLabel(account, all)).join(', '),
      });

function countIcon({ unread, mentioned }: Connected): TrayIcon {
  if (unread === 0) return 'idle';
  return mentioned ? 'mention' : unreadIcon(unread);
}

function countTooltip({ unread, mentioned, conversations }: Connected, say: Say): string {
  // Before the first answer nobody knows whether there is something new.
  if (conversations === null) return say('tooltipLoading');
  if (unread === 0) return say('tooltipIdle');
  return say(mentioned ? 'tooltipMention' : 'tooltipUnread', { count: unreadText(unread) });
}

/** "14:30", on another day "So 08:00". Both times in milliseconds since 1970. */
function endOfPause(until: number, now: number, language: Language): string {
  const today = new Date(until).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(LOCALES[language], {
    ...(today ? {} : { weekday: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(until);
}

const unreadIcon = (unread: number): TrayIcon => (unread > 9 ? 'unread-9plus' : (`unread-${unread}` as TrayIcon));
