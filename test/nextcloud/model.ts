/** What the embedded server remembers: plain records, changed only by the modules that own the rule. */
export type Language = 'de' | 'en';

export interface AppPassword {
  id: number;
  user: string;
  /** What the user sees under "Devices & sessions": the client's User-Agent. */
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
  password: string;
  language: Language;
  enabled: boolean;
  /** The password was changed elsewhere: app passwords hold again after the next sign-in on the web. */
  awaitsWebLogin: boolean;
  /** Null until first set: user_status answers 404 then. */
  status: UserStatus | null;
  /** Newest first. */
  notifications: Notification[];
}

/** What a notification is about; its words are made when it is asked for, in the reader's language. */
export type NotificationSubject =
  | { kind: 'message' | 'mention' | 'mention-all' | 'reply'; room: Room; message: Message }
  /** Reading the message does not dismiss it. */
  | { kind: 'reminder'; room: Room; about: Message }
  | { kind: 'invitation'; room: Room; by: string }
  | { kind: 'call' | 'call-missed'; room: Room; by: string }
  | { kind: 'wipe-started' | 'wipe-done'; device: AppPassword };

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
  /** Of bots that a conversation has. */
  botName?: string;
  /** Seconds since 1970. */
  at: number;
  /** With placeholders; for system messages empty, their words depend on the reader. */
  text: string;
  parameters: Record<string, RichObject>;
  type: 'comment' | 'system' | 'comment_deleted' | 'voice-message';
  /** Name of the system message, '' for others. */
  system: string;
  silent: boolean;
  referenceId: string;
  reactions: Record<string, number>;
  /** What it quotes; of a post in a thread that quotes nothing, the thread's root. */
  parent: Message | null;
  /** Its author chose the parent: whoever wrote that is told. */
  quotes: boolean;
  thread: Thread | null;
  edited: { by: string; at: number } | null;
  mentions: { users: ReadonlySet<string>; all: boolean };
  /** When it is gone, seconds since 1970; 0: never. */
  expiresAt: number;
  /** How many took part in the call that this message ends. */
  participants?: number;
}

/** 0 the conversation's, 1 always, 2 mention, 3 never. */
export type ThreadLevel = 0 | 1 | 2 | 3;

export interface Thread {
  /** Of its first message. */
  id: number;
  title: string;
  replies: number;
  /** Of those who follow it or have muted it, by user. */
  levels: Map<string, ThreadLevel>;
}

/** Somebody wants to be reminded of a message. */
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
  /** The conversation is open in the user's browser; a tab that can be seen moves the read marker. */
  open: 'no' | 'visible' | 'hidden';
  /** Seconds since 1970 of the last change that concerns this attendee only. */
  changedAt: number;
}

/** A call that runs. */
export interface Call {
  by: string;
  /** Seconds since 1970. */
  startedAt: number;
  flag: number;
  silent: boolean;
  /** Who is in it at the moment, in the order of their coming. */
  present: string[];
  /** Who was ever in it. */
  attended: Set<string>;
}

export interface Room {
  id: number;
  token: string;
  /** 1 one-to-one, 2 group, 3 public, 4 changelog, 5 former one-to-one, 6 note to self. */
  type: 1 | 2 | 3 | 4 | 5 | 6;
  /** Empty for one-to-one: each side reads the other's name. */
  name: string;
  description: string;
  objectType: string;
  objectId: string;
  avatarVersion: string;
  customAvatar: boolean;
  readOnly: boolean;
  /** Seconds after which what is written here is gone; 0: never. */
  messageExpiration: number;
  /** Held in the lobby: whoever does not own the conversation sees and posts nothing. */
  lobby: boolean;
  /** A bit mask, told since Talk 24. */
  attributes: number;
  attendees: Map<string, Attendee>;
  /** Oldest first, ids ascending. */
  messages: Message[];
  /** Seconds since 1970. */
  lastActivity: number;
  call: Call | null;
  /** Bumped on each change, so that its JSON can be kept until then. */
  revision: number;
}
