import * as v from 'valibot';

/** Talk's conversation types; 4 (changelog) never gets this far. Source: Talk API, "Conversation types". */
export const ConversationType = v.picklist(['one-to-one', 'group', 'public', 'former-one-to-one', 'note-to-self']);
export type ConversationType = v.InferOutput<typeof ConversationType>;

/** What a person asked Talk to announce in a conversation, already resolved by the server. */
export const NotificationLevel = v.picklist(['always', 'mention', 'never']);
export type NotificationLevel = v.InferOutput<typeof NotificationLevel>;

/** How the last message reads in a row: who wrote it (null: nobody in particular) and its plain text. */
export const Preview = v.strictObject({ author: v.nullable(v.string()), text: v.string() });
export type Preview = v.InferOutput<typeof Preview>;

/** One conversation as the window and the tray show it. Holds no secret and no address. */
export const Conversation = v.strictObject({
  token: v.string(),
  type: ConversationType,
  name: v.string(),
  /** Changes with the picture. */
  avatarVersion: v.string(),
  /** Unread messages; 0 when none. */
  unread: v.number(),
  /** An unread message mentions the user (directly or with @all). */
  mentioned: v.boolean(),
  favourite: v.boolean(),
  archived: v.boolean(),
  /** A call is running. */
  callRunning: v.boolean(),
  notificationLevel: NotificationLevel,
  /** Seconds since 1970, server time. */
  lastActivity: v.number(),
  /** Null where the server sends no last message: lobby, sensitive or still empty conversations. */
  preview: v.nullable(Preview),
});
export type Conversation = v.InferOutput<typeof Conversation>;
