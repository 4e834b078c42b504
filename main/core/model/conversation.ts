import * as v from 'valibot';
import { Declared } from './alarm.ts';
import { Presence } from './presence.ts';
import { Sound } from './sound.ts';

/** Talk's conversation types; type 4 (changelog) is filtered out before. Source: Talk API, "Conversation types". */
export const ConversationType = v.picklist(['one-to-one', 'group', 'public', 'former-one-to-one', 'note-to-self']);
export type ConversationType = v.InferOutput<typeof ConversationType>;

/** Which messages of a conversation the user wants to be notified of, already resolved by the server. */
export const NotificationLevel = v.picklist(['always', 'mention', 'never']);
export type NotificationLevel = v.InferOutput<typeof NotificationLevel>;

/** The kind of a message's attachment; the window draws an icon for it. */
export const Attachment = v.picklist([
  'file',
  'image',
  'video',
  'audio',
  'voice',
  'poll',
  'location',
  'contact',
  'card',
]);
export type Attachment = v.InferOutput<typeof Attachment>;

/** The last message in a row: its author (null: it has none) and its plain text. */
export const Preview = v.strictObject({
  author: v.nullable(v.string()),
  /** The author as a row names them, where that is not `author`: by the first name; null: not at all. */
  shortAuthor: v.exactOptional(v.nullable(v.string())),
  /** A word for an author who is not a member of the server: "Gast", "Bot", "extern". */
  mark: v.optional(v.string()),
  text: v.string(),
  attachment: v.nullable(Attachment),
  /** The title of the message's thread; absent outside of threads. */
  thread: v.exactOptional(v.string()),
});
export type Preview = v.InferOutput<typeof Preview>;

/** A conversation as the window and the tray show it. Contains no secret and no address. */
export const Conversation = v.strictObject({
  /** Within an account, Talk's token; elsewhere a `GlobalToken`. */
  token: v.string(),
  type: ConversationType,
  name: v.string(),
  /** Changes whenever the picture changes. */
  avatarVersion: v.string(),
  /** The conversation has a picture of its own, a person's or a chosen one; otherwise the window shows initials. */
  picture: v.boolean(),
  presence: Presence,
  /** Unread messages; 0 when none. */
  unread: v.number(),
  /** An unread message mentions the user (directly or with @all). */
  mentioned: v.boolean(),
  favourite: v.boolean(),
  /** Null when the server has no archive. */
  archived: v.nullable(v.boolean()),
  /** A call is running. */
  callRunning: v.boolean(),
  notificationLevel: NotificationLevel,
  /** The user may write here. */
  canReply: v.boolean(),
  /** Seconds since 1970, server time. */
  lastActivity: v.number(),
  /** Null when the server sends no last message (lobby, empty conversation) or the conversation is sensitive. */
  preview: v.nullable(Preview),
  /** The sound of its notifications on this computer; missing: that of the account. */
  sound: v.exactOptional(Sound),
  /** Present for an alarm conversation. */
  alarm: v.exactOptional(Declared),
});
export type Conversation = v.InferOutput<typeof Conversation>;

/** A message that the quick reply shows for context. */
export const RecentMessage = v.strictObject({
  id: v.union([v.number(), v.bigint()]),
  ...Preview.entries,
  own: v.boolean(),
  /** The whole text with its line breaks, where `text` is not all of it. */
  whole: v.exactOptional(v.string()),
  /** The message has a file. `canSave`: it can be downloaded. */
  file: v.exactOptional(v.strictObject({ canSave: v.boolean() })),
  /** Milliseconds since 1970, server time. */
  at: v.number(),
});
export type RecentMessage = v.InferOutput<typeof RecentMessage>;

/**
 * Why a quick reply shows no messages. `none`: there are no recent messages. `sensitive`: the screen shows nothing of a
 * sensitive conversation. `gone`: the server says that the user is not, or no longer, a participant. `not-loaded`: the
 * messages cannot be loaded now.
 */
export const WhyEmpty = v.picklist(['none', 'sensitive', 'gone', 'not-loaded']);
export type WhyEmpty = v.InferOutput<typeof WhyEmpty>;

/** What a quick reply starts with. */
export const ReplyContext = v.strictObject({
  /** The last three, oldest first. */
  messages: v.array(RecentMessage),
  /** Null when there are messages. */
  empty: v.nullable(WhyEmpty),
  /** The unsent text that was typed here before. */
  draft: v.string(),
});
export type ReplyContext = v.InferOutput<typeof ReplyContext>;
