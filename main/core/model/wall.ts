import * as v from 'valibot';
import type { AppState } from './app-state.ts';
import { Connection } from './connected.ts';
import type { Conversation } from './conversation.ts';
import { Language } from './settings.ts';

/** More rows than fit on any screen. */
const MOST_ROWS = 80;

/** A person's own notes, and what is left of a person who has gone, are of no use on a wall. */
const PRIVATE: ReadonlySet<Conversation['type']> = new Set(['note-to-self', 'former-one-to-one']);

/** A conversation on the wall display. */
export const WallRow = v.strictObject({
  token: v.string(),
  name: v.string(),
  avatarVersion: v.string(),
  picture: v.boolean(),
  unread: v.number(),
  mentioned: v.boolean(),
  callRunning: v.boolean(),
  /** The user has muted the conversation in Talk. */
  muted: v.boolean(),
  /** Seconds since 1970, server time. */
  lastActivity: v.number(),
  /** The last message with its author; null: the wall display does not show it. */
  text: v.nullable(v.string()),
});
export type WallRow = v.InferOutput<typeof WallRow>;

/**
 * Everything that the wall display shows. Visitors read it, too, so what they must not see is left out here and never
 * reaches the page.
 */
export const WallState = v.strictObject({
  language: Language,
  /** The server's theming colour, if all accounts share one. */
  colour: v.nullable(v.string()),
  /** The names of the accounts; empty: no account is signed in. */
  accounts: v.array(v.string()),
  /** The worst of all accounts. */
  connection: v.strictObject({
    state: Connection.entries.state,
    /** When the list was current, milliseconds since 1970; null before the first answer. */
    lastSyncAt: v.nullable(v.number()),
    /** The account in the worst state, if there are several. */
    account: v.nullable(v.string()),
  }),
  unread: v.number(),
  /** What needs attention comes first: running calls, then unread messages, then the newest. Null: no list yet. */
  rows: v.nullable(v.array(WallRow)),
  /** How many conversations there are, with those that no longer fit in `rows`. */
  total: v.number(),
});
export type WallState = v.InferOutput<typeof WallState>;

/** @param overview the state of all accounts together, whatever the window shows */
export function wallState({ language, settings, phase }: AppState): WallState {
  if (phase.kind !== 'connected') {
    const connection = { state: 'signed-out', lastSyncAt: null, account: null } as const;
    return { language, colour: null, accounts: [], connection, unread: 0, rows: null, total: 0 };
  }
  const { accounts, account, connection, conversations, unread } = phase;
  const shared = conversations?.filter(({ type }) => !PRIVATE.has(type));
  const colours = new Set(accounts.map(({ colour }) => colour));
  return {
    language,
    colour: colours.size === 1 ? (accounts[0]?.colour ?? null) : null,
    accounts: accounts.map(({ displayName }) => displayName),
    connection: {
      state: connection.state,
      lastSyncAt: connection.lastSyncAt,
      account: accounts.length > 1 ? account.displayName : null,
    },
    unread,
    rows: shared ? rowsOf(shared, settings.wallText) : null,
    total: shared?.length ?? 0,
  };
}

function rowsOf(conversations: readonly Conversation[], showsText: boolean): WallRow[] {
  return conversations
    .toSorted((a, b) => urgency(b) - urgency(a) || b.lastActivity - a.lastActivity)
    .slice(0, MOST_ROWS)
    .map((conversation) => ({
      token: conversation.token,
      name: conversation.name,
      avatarVersion: conversation.avatarVersion,
      picture: conversation.picture,
      unread: conversation.unread,
      mentioned: conversation.mentioned,
      callRunning: conversation.callRunning,
      muted: conversation.notificationLevel === 'never',
      lastActivity: conversation.lastActivity,
      text: showsText ? textOf(conversation) : null,
    }));
}

const urgency = ({ callRunning, unread, notificationLevel }: Conversation): number => {
  if (callRunning) return 2;
  return unread > 0 && notificationLevel !== 'never' ? 1 : 0;
};

/** The text as the list shows it. A sensitive conversation has no preview. */
const textOf = ({ preview }: Conversation): string | null => {
  if (preview === null) return null;
  const { text, author, shortAuthor = author, mark } = preview;
  if (shortAuthor === null) return text;
  return mark === undefined ? `${shortAuthor}: ${text}` : `${shortAuthor} (${mark}): ${text}`;
};
