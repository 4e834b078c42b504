import type { AccountView, Connected, Connection } from './connected.ts';
import type { Conversation } from './conversation.ts';
import { sumOfUnread } from './unread.ts';

/** Sorted from best to worst. */
const STATES: Connection['state'][] = ['live', 'polling', 'loading', 'stale', 'maintenance', 'offline', 'signed-out'];

/** The number of colours that the window has for accounts. */
const TINTS = 8;

/**
 * Combines the accounts into what the window shows: the conversations of one account, or of all as one list.
 * @param shown id of an account; null or an unknown id: all accounts
 * @returns null when there is no account
 */
export function combine(all: readonly AccountView[], shown: string | null): Connected | null {
  const [first, ...others] = all;
  if (!first) return null;
  const chosen = all.find(({ account }) => account.id === shown) ?? (others.length === 0 ? first : null);
  return {
    kind: 'connected',
    accounts: all.map(({ account, connection, unread }, at) => ({ ...account, connection, unread, tint: at % TINTS })),
    shown: chosen?.account.id ?? null,
    ...(chosen ? counted(chosen) : together(all, first)),
  };
}

/**
 * Returns the account as it counts, in the window as well as in the tray. The counts of an ended session are out of
 * date, and the user could not clear them, so they count nowhere.
 */
const counted = (view: AccountView): AccountView =>
  view.connection.state === 'signed-out' ? { ...view, unread: 0, mentioned: false } : view;

function together(all: readonly AccountView[], first: AccountView): AccountView {
  const { account, connection } = all.reduce((worst, next) => (isWorse(next, worst) ? next : worst), first);
  const alike = all.filter((view) => view.connection.state === connection.state);
  const loaded = all.filter(({ conversations }) => conversations !== null);
  return {
    account,
    connection: { ...connection, lastSyncAt: oldest(alike.map((view) => view.connection.lastSyncAt)) },
    conversations: loaded.length === 0 ? null : byActivity(loaded.flatMap(({ conversations }) => conversations ?? [])),
    archived: byActivity(all.flatMap(({ archived }) => archived)),
    beyond: all.reduce((sum, { beyond }) => sum + beyond, 0),
    unread: sumOfUnread(all.map(counted)),
    mentioned: all.map(counted).some(({ mentioned }) => mentioned),
    maxMessageLength: Math.min(...all.map(({ maxMessageLength }) => maxMessageLength)),
  };
}

const isWorse = (one: AccountView, other: AccountView): boolean =>
  STATES.indexOf(one.connection.state) > STATES.indexOf(other.connection.state);

/** A combined list is as old as its oldest part. */
const oldest = (times: (number | null)[]): number | null =>
  times.reduce((found, time) => (found === null || time === null ? null : Math.min(found, time)));

const byActivity = (conversations: Conversation[]): Conversation[] =>
  conversations.sort((a, b) => b.lastActivity - a.lastActivity || (a.token < b.token ? -1 : 1));
