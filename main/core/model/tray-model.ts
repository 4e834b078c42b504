import { type Say, type Words, words } from '../i18n/index.ts';
import { endOfPause } from '../i18n/translate.ts';
import { fullLabel, placeName, shortLabel } from './account-label.ts';
import type { AppState } from './app-state.ts';
import type { AccountSummary, Connected } from './connected.ts';
import type { ErrorCode } from './error-code.ts';
import { cutMiddle } from './plain-text.ts';
import type { Language, Settings } from './settings.ts';
import { unreadNumber, unreadText } from './unread.ts';

/** The icon's drawn states; each has its files under build/icons/tray, one for each choice of colours. */
export type TrayIcon =
  | 'alarm'
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
  /** Tells the account from the others. */
  label: string;
}

export interface TrayModel {
  /** The menu's language. */
  language: Language;
  icon: TrayIcon;
  tooltip: string;
  /** Unread messages for the dock or launcher badge, at most 999. */
  unread: number;
  /** Three conversations as menu items: unread ones first, then the most recent. */
  conversations: { token: string; label: string }[];
  connected: boolean;
  /** No account is signed in, or one whose session has ended. */
  asksToSignIn: boolean;
  /** The servers' own Talk: each server once, with an account on it. */
  talks: TrayAccount[];
  /** The accounts that the user can disconnect. */
  accounts: TrayAccount[];
  /** Notifications are paused. */
  paused: boolean;
  /** A menu item that says until when nothing rings; null: notifications ring. */
  silence: string | null;
  /** A menu item that says that this run does without the administrator's policy; null: it does not. */
  policy: string | null;
  /** The colours of the icon. */
  style: Settings['trayIcon'];
  /** Alarms that no person has acknowledged, newest first, and the menu item that acknowledges them; null: none. */
  alarm: { ids: string[]; label: string } | null;
}

const MOST_IN_MENU = 3;
/** Menus do not shorten long labels themselves. Honest names are shorter. */
const LONGEST_LABEL = 100;

/**
 * Returns what the tray shows for a state.
 * @param state about all accounts
 * @param now milliseconds since 1970
 * @param isSilent the sound of alarms does not play
 * @param lacksPolicy the policy of the machine could not be read in time
 */
export function trayModel(state: AppState, now: number, isSilent = false, lacksPolicy = false): TrayModel {
  const counted = modelOf(state, now);
  const model = withAlarm(watchful(lacksPolicy ? withoutPolicy(counted) : counted, state), state, isSilent);
  return state.leaving ? { ...model, tooltip: words(state.language)('tooltipLeaving') } : model;
}

/** What the administrator has locked is open then, and alarm conversations of the policy do not ring. */
function withoutPolicy(model: TrayModel): TrayModel {
  const say = words(model.language);
  return { ...model, policy: say('menuNoPolicy'), tooltip: say('tooltipNoPolicy', { tooltip: model.tooltip }) };
}

/** Alarms come before everything else that the icon could show. */
function withAlarm(model: TrayModel, { language, alarm }: AppState, isSilent: boolean): TrayModel {
  const open = alarm?.open ?? [];
  const [newest] = open;
  if (!newest) return model;
  const say = words(language);
  const conversation = cutMiddle(newest.conversation, LONGEST_LABEL);
  const label = open.length === 1 ? say('menuAlarm', { conversation }) : say('menuAlarms', { count: open.length });
  const withMenu = { ...model, alarm: { ids: open.map(({ id }) => id), label } };
  const rings = open.some(({ state }) => state !== 'missed');
  if (!rings) return { ...withMenu, tooltip: say('tooltipMissedAlarm', { conversation }) };
  const tooltip = say(isSilent ? 'tooltipAlarmSilent' : 'tooltipAlarm', { conversation });
  return { ...withMenu, icon: 'alarm', tooltip };
}

/** A person who trusts the app with alarms must see that it hears none. */
function watchful(model: TrayModel, { alarm, language }: AppState): TrayModel {
  if (alarm?.watch.state !== 'blind') return model;
  return { ...model, icon: 'offline', tooltip: words(language)('tooltipBlind') };
}

function modelOf({ language, phase, settings, pausedUntil, quietUntil }: AppState, now: number): TrayModel {
  const say = words(language);
  const paused = pausedUntil !== null;
  const silence = silenceOf(pausedUntil, quietUntil);
  const time = silence === null ? '' : endOfPause(silence.until, now, language);
  const about = {
    language,
    paused,
    silence: silence && say(silence.isQuiet ? 'menuQuietUntil' : 'menuPausedUntil', { time }),
    style: settings.trayIcon,
    alarm: null,
    policy: null,
    unread: 0,
    conversations: [],
    connected: false,
    accounts: [],
    talks: [],
  };
  if (phase.kind !== 'connected')
    return { ...about, icon: 'signed-out', tooltip: say('tooltipSignedOut'), asksToSignIn: true };
  const { unread, accounts } = phase;
  const conversations = inMenu(phase);
  const labels = accounts.map((account) => ({ id: account.id, label: fullLabel(account, accounts) }));
  const shown = {
    ...about,
    unread: unreadNumber(unread),
    conversations,
    connected: true,
    asksToSignIn: accounts.some(({ connection }) => connection.state === 'signed-out'),
    accounts: labels,
    talks: talksOf(accounts),
  };
  const troubled = accounts.filter((account) => account.connection.error !== null);
  // Without any connection the count may be wrong, so the tray says so instead. While one of several accounts has no
  // connection, the tray shows the count and says so.
  if (troubled.length === accounts.length)
    return { ...shown, icon: 'offline', tooltip: say('tooltipTrouble', { trouble: troubleOf(accounts, say) }) };
  const tooltip = partly(countTooltip(phase, say), troubled, accounts, say);
  if (silence === null) return { ...shown, icon: countIcon(phase), tooltip };
  // A user who waits for a notification must see why none appears.
  return {
    ...shown,
    icon: unread > 0 ? 'paused-unread' : 'paused',
    tooltip: say(silence.isQuiet ? 'tooltipQuiet' : 'tooltipPaused', { tooltip, time }),
  };
}

/** Returns what ends last: the pause or the quiet hours. */
function silenceOf(paused: number | null, quiet: number | null): { until: number; isQuiet: boolean } | null {
  const until = Math.max(paused ?? 0, quiet ?? 0);
  return until === 0 ? null : { until, isQuiet: until !== paused };
}

/** Returns the conversations of the menu, each with the account where there are several. */
function inMenu({ conversations, accounts }: Connected): TrayModel['conversations'] {
  const all = conversations ?? [];
  const chosen = [...all.filter(({ unread }) => unread > 0), ...all.filter(({ unread }) => unread === 0)];
  return chosen.slice(0, MOST_IN_MENU).map(({ token, name, unread }) => {
    const account = accounts.find(({ key }) => token.endsWith(`.${key}`));
    const whose = account ? shortLabel(account, accounts) : null;
    const count = unread > 0 ? ` (${unreadText(unread)})` : '';
    return { token, label: `${cutMiddle(name, LONGEST_LABEL)}${count}${whose === null ? '' : ` · ${whose}`}` };
  });
}

/** Returns each server once: a browser is signed in with one account on it. */
const talksOf = (accounts: readonly AccountSummary[]): TrayAccount[] =>
  [...new Map(accounts.toReversed().map((account) => [account.server, account])).values()]
    .toReversed()
    .map(({ id, server }) => ({ id, label: placeName(server) }));

/** Short forms of the window's sentences. The user could not fix the other errors. */
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

/** Returns the problems of the accounts, each once; when accounts share a server, with the user's name. */
const troubleOf = (troubled: AccountSummary[], say: Say): string => {
  const named = troubled.map(({ connection: { error } }) => say((error && TROUBLES[error]) ?? 'troubleOther'));
  const troubles = new Set(named);
  const servers = new Set(troubled.map(({ server }) => server));
  if (troubles.size === 1 || servers.size === troubled.length) return [...troubles].join('; ');
  return troubled.map((account, at) => `${shortLabel(account, troubled)}: ${named[at]}`).join('; ');
};

/** Returns the tooltip for several accounts, some of which have no connection. */
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
  // Before the first answer, it is unknown whether there are new messages.
  if (conversations === null) return say('tooltipLoading');
  if (unread === 0) return say('tooltipIdle');
  return say(mentioned ? 'tooltipMention' : 'tooltipUnread', { count: unreadText(unread) });
}

const unreadIcon = (unread: number): TrayIcon => (unread > 9 ? 'unread-9plus' : (`unread-${unread}` as TrayIcon));
