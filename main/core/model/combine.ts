import type { AccountView, Connected, Connection } from './connected.ts';
import type { Conversation } from './conversation.ts';

/** The worse, the later. */
const STATES: Connection['state'][] = ['live', 'polling', 'loading', 'stale', 'maintenance', 'offline', 'signed-out'];

/** As many as the window has colours for them. */
const TINTS = 8;

/**
 * What is shown of the accounts: the conversations of one, or those of all as if they were one.
 * @param shown id of an account; null, or one that is not there: all
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
    ...(chosen ?? together(all, worst(first, others))),
  };
}

function together(all: readonly AccountView[], { account, connection }: AccountView): AccountView {
  const told = all.filter(({ conversations }) => conversations !== null);
  // What a session that has ended counted is old, and nobody could clear it.
  const counted = all.filter(({ connection }) => connection.state !== 'signed-out');
  return {
    account,
    connection,
    conversations: told.length === 0 ? null : byActivity(told.flatMap(({ conversations }) => conversations ?? [])),
    archived: byActivity(all.flatMap(({ archived }) => archived)),
    unread: counted.reduce((sum, { unread }) => sum + unread, 0),
    mentioned: counted.some(({ mentioned }) => mentioned),
    maxMessageLength: Math.min(...all.map(({ maxMessageLength }) => maxMessageLength)),
  };
}

/** The account to be told about: the one in the worst state; among equals, the one whose list is oldest. */
const worst = (first: AccountView, others: AccountView[]): AccountView =>
  others.reduce((found, next) => (isWorse(next.connection, found.connection) ? next : found), first);

function isWorse(one: Connection, other: Connection): boolean {
  const worse = STATES.indexOf(one.state) - STATES.indexOf(other.state);
  return worse > 0 || (worse === 0 && (one.lastSyncAt ?? 0) < (other.lastSyncAt ?? 0));
}

const byActivity = (conversations: Conversation[]): Conversation[] =>
  conversations.sort((a, b) => b.lastActivity - a.lastActivity || (a.token < b.token ? -1 : 1));
