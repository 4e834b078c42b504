import type { Calendar } from './calendars.ts';

/** The embedded server's data: plain records, changed only by the modules that own the rule. */
export type Language = 'de' | 'en';

export interface AppPassword {
  id: number;
  user: string;
  /** The client's User-Agent, which the user sees under "Devices & sessions". */
  name: string;
  password: string;
  wipeRequested: boolean;
}

export interface UserStatus {
  status: string;
  message: string | null;
  icon: string | null;
  /** Seconds since 1970. */
  clearAt: number | null;
  userDefined: boolean;
}

export interface User {
  id: string;
  displayName: string;
  /** As the profile tells others; absent: nothing. */
  mail?: string;
  phone?: string;
  password: string;
  language: Language;
  enabled: boolean;
  /** The password was changed elsewhere: app passwords work again after the next sign-in on the web. */
  awaitsWebLogin: boolean;
  /** Null until first set: user_status answers 404 then. */
  status: UserStatus | null;
  /** Newest first. */
  notifications: Notification[];
  /** By the last part of their address. */
  calendars: Map<string, Calendar>;
  addressBooks: Map<string, AddressBook>;
  /** The user's own files, by their path without a leading slash. */
  files: Map<string, StoredFile>;
  folders: Set<string>;
  /** Uploads in chunks, by their id: the chunks by name. */
  uploads: Map<string, Map<string, Buffer>>;
  /** Bytes that the user may store; null: unlimited. */
  quota: number | null;
}

export interface StoredFile {
  id: number;
  bytes: Buffer;
  /** As the client has stated it. */
  checksum: string | null;
  etag: string;
}

/** A notification's subject; its text is composed on request, in the reader's language. */
export type NotificationSubject =
  | { kind: 'message' | 'mention' | 'mention-all' | 'reply'; room: Room; message: Message }
  /** Reading the message does not dismiss it. */
  | { kind: 'reminder'; room: Room; about: Message }
  | { kind: 'invitation'; room: Room; by: string }
  | { kind: 'call' | 'call-missed'; room: Room; by: string }
  | { kind: 'wipe-started' | 'wipe-done'; device: AppPassword }
  /** The user tests push. */
  | { kind: 'test'; object: string };

export interface Notification {
  id: number;
  /** Seconds since 1970. */
  at: number;
  subject: NotificationSubject;
}

/** A rich object as Talk puts it into messageParameters. */
export type RichObject = Record<string, string>;

export interface Message {
  id: number;
  actorType: 'users' | 'bots';
  actorId: string;
  /** The name of a conversation's bot. */
  botName?: string;
  /** Seconds since 1970. */
  at: number;
  /** The text with placeholders; empty for system messages, whose text depends on the reader. */
  text: string;
  parameters: Record<string, RichObject>;
  type: 'comment' | 'system' | 'comment_deleted' | 'voice-message';
  /** Name of the system message, '' for others. */
  system: string;
  silent: boolean;
  referenceId: string;
  /** The id of the share that the message tells of. */
  share?: string;
  reactions: Record<string, number>;
  /** The quoted message; for a post in a thread without a quote, the thread's root. */
  parent: Message | null;
  /** The author chose the parent, so its author is notified. */
  quotes: boolean;
  thread: Thread | null;
  edited: { by: string; at: number } | null;
  mentions: { users: ReadonlySet<string>; all: boolean };
  /** When the message expires, seconds since 1970; 0: never. */
  expiresAt: number;
  /** How many people took part in the call that this message ends. */
  participants?: number;
}

/** 0 as in the conversation, 1 always, 2 mention, 3 never. */
export type ThreadLevel = 0 | 1 | 2 | 3;

export interface Thread {
  /** The id of its first message. */
  id: number;
  title: string;
  replies: number;
  /** Levels of the users who follow or have muted the thread. */
  levels: Map<string, ThreadLevel>;
}

/** An item of a dashboard's widget. `link`: a page of the server, or a whole address. */
export interface DashboardItem {
  title: string;
  subtitle: string;
  link?: string;
  /** Tells it from others with the same texts, as a time or a number does. */
  since?: string;
}

/** `page`: a page of the server, or a whole address. `versions`: of the API of its items. */
export interface DashboardWidget {
  id: string;
  title: string;
  page: string | null;
  versions: number[];
  button: 'more' | 'setup' | 'new' | null;
  items: DashboardItem[];
  /** What the widget says when it has no items. */
  nothing: string;
}

/** A feed of News with the titles of its unread articles, newest first. */
export interface NewsFeed {
  title: string;
  unread: string[];
}

/** An address book of a user: vCards by their file names. */
export interface AddressBook {
  uri: string;
  name: string;
  cards: Map<string, string>;
}

/** How Nextcloud is registered at an identity provider (OpenID Connect). */
export interface SingleSignOn {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** A user's wish to be reminded of a message. */
export interface Reminder {
  user: string;
  room: Room;
  message: Message;
  /** Seconds since 1970. */
  at: number;
}

export interface Attendee {
  id: number;
  user: string;
  /** 1 owner, 3 user, 5 a user who followed a public link. */
  participantType: 1 | 3 | 5;
  lastRead: number;
  /** 0 the conversation type's default, 1 always, 2 mention, 3 never. */
  level: number;
  notifyCalls: number;
  favourite: boolean;
  archived: boolean;
  important: boolean;
  sensitive: boolean;
  /** Whether the conversation is open in the user's browser; a visible tab moves the read marker. */
  open: 'no' | 'visible' | 'hidden';
  /** Seconds since 1970 of the last change that concerns this attendee only. */
  changedAt: number;
}

/** A running call. */
export interface Call {
  by: string;
  /** Seconds since 1970. */
  startedAt: number;
  flag: number;
  silent: boolean;
  /** The users who are in the call now, in the order in which they joined. */
  present: string[];
  /** All users who have been in the call. */
  attended: Set<string>;
}

export interface Room {
  id: number;
  token: string;
  /** 1 one-to-one, 2 group, 3 public, 4 changelog, 5 former one-to-one, 6 note to self. */
  type: 1 | 2 | 3 | 4 | 5 | 6;
  /** Empty for one-to-one conversations: each side reads the other's name. */
  name: string;
  description: string;
  objectType: string;
  objectId: string;
  avatarVersion: string;
  customAvatar: boolean;
  readOnly: boolean;
  /** Seconds after which new messages expire; 0: never. */
  messageExpiration: number;
  /** The lobby is on: only the owner sees and posts messages. */
  lobby: boolean;
  /** A bit mask that Talk 24 and later send. */
  attributes: number;
  attendees: Map<string, Attendee>;
  /** Oldest first, ids ascending. */
  messages: Message[];
  /** Seconds since 1970. */
  lastActivity: number;
  call: Call | null;
  /** Increases with each change, so that the room's JSON can be cached until then. */
  revision: number;
}
