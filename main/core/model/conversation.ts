import * as v from 'valibot';

/** Talk's conversation types; 4 (changelog) never gets this far. Source: Talk API, "Conversation types". */
export const ConversationType = v.picklist(['one-to-one', 'group', 'public', 'former-one-to-one', 'note-to-self']);
export type ConversationType = v.InferOutput<typeof ConversationType>;

/** What a person asked Talk to announce in a conversation, already resolved by the server. */
export const NotificationLevel = v.picklist(['always', 'mention', 'never']);
export type NotificationLevel = v.InferOutput<typeof NotificationLevel>;

/** What a message brings along besides words; the window draws an icon for it. */
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

/** How the last message reads in a row: who wrote it (null: nobody in particular) and its plain text. */
export const Preview = v.strictObject({
  author: v.nullable(v.string()),
  /** What the author is, in a word, who is no member of the server: "Gast", "Bot", "extern". */
  mark: v.optional(v.string()),
  text: v.string(),
  attachment: v.nullable(Attachment),
  /** The title of the thread that it was written in; absent outside of threads. */
  thread: v.exactOptional(v.string()),
});
export type Preview = v.InferOutput<typeof Preview>;

/** Whether the other person of a one-to-one conversation is there; null: offline, hidden, or unknown. */
export const Presence = v.nullable(v.picklist(['online', 'away', 'dnd']));
export type Presence = v.InferOutput<typeof Presence>;

/** One conversation as the window and the tray show it. Holds no secret and no address. */
export const Conversation = v.strictObject({
  /** In an account, Talk's token; outside of it a `GlobalToken`. */
  token: v.string(),
  type: ConversationType,
  name: v.string(),
  /** Changes with the picture. */
  avatarVersion: v.string(),
  /** Has a picture of its own, a person's or one that somebody chose; others show their initials. */
  picture: v.boolean(),
  presence: Presence,
  /** Unread messages; 0 when none. */
  unread: v.number(),
  /** An unread message mentions the user (directly or with @all). */
  mentioned: v.boolean(),
  favourite: v.boolean(),
  /** Null where the server has no archive. */
  archived: v.nullable(v.boolean()),
  /** A call is running. */
  callRunning: v.boolean(),
  notificationLevel: NotificationLevel,
  /** The user may write here. */
  canReply: v.boolean(),
  /** Seconds since 1970, server time. */
  lastActivity: v.number(),
  /** Null where the server sends no last message: lobby, sensitive or still empty conversations. */
  preview: v.nullable(Preview),
});
export type Conversation = v.InferOutput<typeof Conversation>;

/** A message as the quick reply shows it for context. */
export const RecentMessage = v.strictObject({
  id: v.union([v.number(), v.bigint()]),
  ...Preview.entries,
  own: v.boolean(),
  /** Milliseconds since 1970, server time. */
  at: v.number(),
});
export type RecentMessage = v.InferOutput<typeof RecentMessage>;

/**
 * Why a quick reply shows no messages. `none`: nothing was written lately. `sensitive`: the conversation is one that a
 * screen shows nothing of. `gone`: the server says that the user is not, or no longer, in it. `not-loaded`: they cannot be
 * had at the moment.
 */
export const WhyEmpty = v.picklist(['none', 'sensitive', 'gone', 'not-loaded']);
export type WhyEmpty = v.InferOutput<typeof WhyEmpty>;

/** What a quick reply starts with. */
export const ReplyContext = v.strictObject({
  /** The last three, oldest first. */
  messages: v.array(RecentMessage),
  /** Null when there are messages. */
  empty: v.nullable(WhyEmpty),
  /** What was typed here before and not sent. */
  draft: v.string(),
});
export type ReplyContext = v.InferOutput<typeof ReplyContext>;
