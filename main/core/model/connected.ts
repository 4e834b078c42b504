import * as v from 'valibot';
import { Conversation } from './conversation.ts';
import { ErrorCode } from './error-code.ts';

/** The account as shown; `server` is the base address without a trailing slash. */
export const Account = v.strictObject({
  id: v.string(),
  /** Short, and the same each time: what its conversations' tokens end in. */
  key: v.string(),
  server: v.string(),
  loginName: v.string(),
  displayName: v.string(),
  /** The server's theming colour, `#rrggbb`; null when it has none or an odd one. */
  colour: v.nullable(v.string()),
  /** The person's picture can be had. */
  picture: v.boolean(),
  /** The app password is kept on this device; else it ends with the app. */
  remembered: v.boolean(),
});
export type Account = v.InferOutput<typeof Account>;

/**
 * How the list on screen relates to the server.
 * `loading`: no answer yet. `live`: push tells what is new. `polling`: without push. `stale`: the server answers, but
 * not with a list. `offline`: nothing answers. `maintenance`. `signed-out`: on the server, which is
 * asked again rarely: when a person is back, after ten minutes, then hourly. In the last four the list is kept, with its age.
 */
export const Connection = v.strictObject({
  state: v.picklist(['loading', 'live', 'polling', 'stale', 'offline', 'maintenance', 'signed-out']),
  error: v.nullable(ErrorCode),
  /** What belongs into the sentence: the address to which the server has moved, or that an edited list of accounts names. */
  detail: v.nullable(v.string()),
  /** When the list on screen was right, milliseconds since 1970; null before the first answer. */
  lastSyncAt: v.nullable(v.number()),
  /** When the next attempt is due, milliseconds since 1970; null when none is planned. */
  nextTryAt: v.nullable(v.number()),
});
export type Connection = v.InferOutput<typeof Connection>;

/** What one account has to show. */
export const AccountView = v.strictObject({
  account: Account,
  connection: Connection,
  /** Sorted by last activity, newest first; null until the first list has come. */
  conversations: v.nullable(v.array(Conversation)),
  /** Archived conversations that do not belong among the others, in the same order. */
  archived: v.array(Conversation),
  /** How many conversations the server has that are not among these: more are never held. */
  beyond: v.number(),
  /** Unread messages over all conversations that count. */
  unread: v.number(),
  mentioned: v.boolean(),
  /** The longest message that the server takes, in characters. */
  maxMessageLength: v.number(),
});
export type AccountView = v.InferOutput<typeof AccountView>;

/** An account among the others. */
export const AccountSummary = v.strictObject({
  ...Account.entries,
  /** Tells its conversations from those of the others: the number of one of the window's colours. */
  tint: v.number(),
  connection: Connection,
  unread: v.number(),
});
export type AccountSummary = v.InferOutput<typeof AccountSummary>;

/**
 * What is on screen: the conversations of one account, or those of all as if they were one. Of several, `account` is the
 * first of those in the worst state; `connection` is its, with the age of the oldest list among those.
 */
export const Connected = v.strictObject({
  kind: v.literal('connected'),
  /** All that are signed in, in the order in which they came; at least one. */
  accounts: v.array(AccountSummary),
  /** Id of the one whose conversations are shown; null: those of all. */
  shown: v.nullable(v.string()),
  ...AccountView.entries,
});
export type Connected = v.InferOutput<typeof Connected>;
