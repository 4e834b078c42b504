import * as v from 'valibot';
import { Conversation } from './conversation.ts';
import { ErrorCode } from './error-code.ts';
import { GlobalToken } from './global-token.ts';
import { Sound } from './sound.ts';

/** The statuses that the user can choose here. */
export const OwnStatus = v.picklist(['online', 'away', 'dnd']);
export type OwnStatus = v.InferOutput<typeof OwnStatus>;

/** The account as the window shows it; `server` is the base address without a trailing slash. */
export const Account = v.strictObject({
  id: v.string(),
  /** A short key that stays the same; the tokens of the account's conversations end in it. */
  key: v.string(),
  server: v.string(),
  loginName: v.string(),
  displayName: v.string(),
  /** The server's theming colour, `#rrggbb`; null when the server has none or an invalid one. */
  colour: v.nullable(v.string()),
  /** The user's picture can be fetched. */
  picture: v.boolean(),
  /** The app password is kept on this device; otherwise it is lost when the app ends. */
  remembered: v.boolean(),
  /** The server lets the user choose a status. */
  canSetStatus: v.exactOptional(v.boolean()),
  /** The user may send files to conversations. */
  canSendFiles: v.exactOptional(v.boolean()),
  /** The user may save files of messages. */
  canSaveFiles: v.exactOptional(v.boolean()),
  /** The sound of its notifications on this computer; missing: the system's. */
  sound: v.exactOptional(Sound),
  /** Alarm conversations that the user has declared and that are no longer in the list; missing: there are none. */
  goneAlarms: v.exactOptional(v.array(GlobalToken)),
});
export type Account = v.InferOutput<typeof Account>;

/**
 * How the list on screen relates to the server. `loading`: no answer yet. `live`: push reports news. `polling`: the app
 * polls without push. `stale`: the server answers, but not with a list. `offline`: the server does not answer.
 * `maintenance`. `signed-out`: the server has ended the session and is asked again rarely: when the user is back, after
 * ten minutes, then hourly. In the last four states the list is kept, with its age.
 */
export const Connection = v.strictObject({
  state: v.picklist(['loading', 'live', 'polling', 'stale', 'offline', 'maintenance', 'signed-out']),
  error: v.nullable(ErrorCode),
  /** Fills the error's sentence: the address to which the server has moved, or the one in an edited accounts file. */
  detail: v.nullable(v.string()),
  /** When the list on screen was current, milliseconds since 1970; null before the first answer. */
  lastSyncAt: v.nullable(v.number()),
  /** When the next attempt is due, milliseconds since 1970; null when none is planned. */
  nextTryAt: v.nullable(v.number()),
});
export type Connection = v.InferOutput<typeof Connection>;

/** What the window shows of one account. */
export const AccountView = v.strictObject({
  account: Account,
  connection: Connection,
  /** Sorted by last activity, newest first; null until the first list has arrived. */
  conversations: v.nullable(v.array(Conversation)),
  /** Archived conversations that are not shown among the others, in the same order. */
  archived: v.array(Conversation),
  /** How many more conversations the server has than the app holds. */
  beyond: v.number(),
  /** The sum of unread messages over all conversations that count. */
  unread: v.number(),
  mentioned: v.boolean(),
  /** The longest message that the server accepts, in characters. */
  maxMessageLength: v.number(),
});
export type AccountView = v.InferOutput<typeof AccountView>;

/** An account as one of several. */
export const AccountSummary = v.strictObject({
  ...Account.entries,
  /** The number of one of the window's colours, which tells the account's conversations from those of others. */
  tint: v.number(),
  connection: Connection,
  unread: v.number(),
});
export type AccountSummary = v.InferOutput<typeof AccountSummary>;

/**
 * What is on screen: the conversations of one account, or of all as one list. With several, `account` is the first of
 * those in the worst state, and `connection` is its connection with the age of the oldest list among those.
 */
export const Connected = v.strictObject({
  kind: v.literal('connected'),
  /** All signed-in accounts in the order in which they were added; at least one. */
  accounts: v.array(AccountSummary),
  /** Id of the account whose conversations are shown alone; null: those of all accounts. */
  shown: v.nullable(v.string()),
  ...AccountView.entries,
});
export type Connected = v.InferOutput<typeof Connected>;

/** Returns the same without any text of a message, because no person is at the PC of a station. */
export const withoutPreviews = ({ conversations, archived, ...rest }: Connected): Connected => ({
  ...rest,
  conversations: conversations?.map((one) => ({ ...one, preview: null })) ?? null,
  archived: archived.map((one) => ({ ...one, preview: null })),
});
