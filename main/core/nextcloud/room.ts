import type { MessageId } from '../model/message-id.ts';
import { MOST_UNREAD } from '../model/unread.ts';
import { Fields, recordOf, wholeNumber } from './fields.ts';
import { LATEST_S, type Message, readMessage } from './message.ts';

/** The version becomes part of addresses and keys; Talk's have 16 characters at most. */
const LONGEST_VERSION = 64;
/** Rings for every message: when the level is unreadable, no message may be missed. */
const ALWAYS = 1;
const ALL_PERMISSIONS = 254;
const READ_ONLY = 1;
/** The bit mask is wider than any that Talk has. */
const MOST_ATTRIBUTES = 2 ** 31 - 1;
/** Source: Talk API, "Conversation attributes" (since Talk 24). */
const CLASSIFIED = 4;
const ANNOUNCEMENT = 16;

/**
 * A conversation's token becomes part of addresses and keys, so it may contain only letters, digits, `-` and `_`, which
 * need no encoding anywhere. Talk's own tokens have only letters and digits.
 */
const TOKEN = /^[\w-]{1,64}$/;

export const isToken = (value: unknown): value is string => typeof value === 'string' && TOKEN.test(value);

/** Used when a call runs and the server does not say since when: no real call started in 1970. */
export const UNKNOWN_START = 1;

/** Talk's numbers for types of conversations. Source: Talk API, "Conversation types". */
export const ROOM_TYPES = {
  oneToOne: 1,
  group: 2,
  public: 3,
  changelog: 4,
  formerOneToOne: 5,
  noteToSelf: 6,
} as const;

/** The part of a conversation that Talkmelder uses. */
export interface Room {
  token: string;
  type: number;
  /** More properties of the conversation as a bit mask; 0 before Talk 24. */
  attributes: number;
  /** The user's role: 1 owner, 2 moderator, 3 user, 5 a user who followed a public link; 0 when unknown. */
  participantType: number;
  /** Cleaned, like every text that the user sees. */
  displayName: string;
  unreadMessages: number;
  unreadMention: boolean;
  lastReadMessage: MessageId;
  /** Seconds since 1970, by the server's clock. */
  lastActivity: number;
  isFavorite: boolean;
  notificationLevel: number;
  /** 1: calls ring, 0: they do not. */
  notificationCalls: number;
  hasCall: boolean;
  /** Seconds; 0 while no call runs. */
  callStartTime: number;
  actorType: string;
  actorId: string;
  /** Changes whenever the picture changes. */
  avatarVersion: string;
  /** The picture was chosen by a user. */
  isCustomAvatar: boolean;
  /** 0: everyone may write; otherwise no participant may. */
  readOnly: number;
  /** 0: no lobby; 1: for moderators only. */
  lobbyState: number;
  /** A bit mask. Source: Talk API, "Attendee permissions". */
  permissions: number;
  /** The other person's status (`online`, `away`, `dnd`, …): only for one-to-one conversations, when requested. */
  status?: string | undefined;
  isArchived: boolean;
  /** Marked by the user, or classified and therefore sensitive for every participant. */
  isSensitive: boolean;
  /** Marked by the user, or because the conversation is for announcements. */
  isImportant: boolean;
  /**
   * Absent for lobby and sensitive conversations, `[]` when there never was a message, without an id in federated
   * conversations: a value that is not a message counts as hidden.
   */
  lastMessage: Message | undefined;
  /**
   * Fields that could not be read and therefore have a safe value or the last good one; absent when all could be read.
   * `lastMessage.x` is a field of the message.
   */
  odd?: readonly string[] | undefined;
}

/** Whether the field could not be read. Its value must then not silence anything. */
export const isUnsure = ({ odd }: Room, field: keyof Room): boolean => odd?.includes(field) ?? false;

/** An unreadable mark proves nothing, least of all that the user is not mentioned. */
export const mayBeMentioned = (room: Room): boolean => room.unreadMention || isUnsure(room, 'unreadMention');

/**
 * Reads a conversation field by field, whatever it contains.
 * @returns null when there is no usable token
 */
export function readRoom(value: unknown): Room | null {
  const record = recordOf(value);
  if (record === null || !isToken(record.token)) return null;
  const fields = new Fields<keyof Room>(record);
  const last = readMessage(record.lastMessage);
  const lastMessage = last?.message;
  const unreadMessages = fields.count('unreadMessages', MOST_UNREAD, 0);
  const hasCall = fields.yes('hasCall', false);
  const callStartTime = fields.count('callStartTime', LATEST_S, 0, 0);
  const attributes = attributesOf(fields);
  const status = typeof record.status === 'string' ? record.status : undefined;
  const room: Room = {
    token: record.token,
    type: fields.whole('type', ROOM_TYPES.group),
    attributes,
    participantType: wholeNumber(record.participantType) ?? 0,
    displayName: fields.name('displayName'),
    unreadMessages,
    unreadMention: fields.yes('unreadMention', false),
    lastReadMessage: fields.id('lastReadMessage', unreadMessages === 0 ? (lastMessage?.id ?? 0) : 0),
    lastActivity: fields.count('lastActivity', LATEST_S, lastMessage?.timestamp ?? 0),
    isFavorite: fields.yes('isFavorite', false),
    notificationLevel: fields.whole('notificationLevel', ALWAYS),
    notificationCalls: fields.whole('notificationCalls', 1, 1),
    hasCall,
    callStartTime: hasCall && callStartTime === 0 ? UNKNOWN_START : callStartTime,
    actorType: fields.text('actorType', ''),
    actorId: fields.text('actorId', ''),
    avatarVersion: versionOf(record.avatarVersion),
    isCustomAvatar: record.isCustomAvatar === true,
    readOnly: fields.whole('readOnly', READ_ONLY, 0),
    lobbyState: fields.whole('lobbyState', 0, 0),
    permissions: fields.whole('permissions', ALL_PERMISSIONS, ALL_PERMISSIONS),
    isArchived: fields.yes('isArchived', false, false),
    // A text is better hidden than shown to everyone who passes the screen.
    isSensitive: fields.yes('isSensitive', true, false) || (attributes & CLASSIFIED) !== 0,
    isImportant: fields.yes('isImportant', false, false) || (attributes & ANNOUNCEMENT) !== 0,
    lastMessage,
    ...(status !== undefined && { status }),
  };
  // When the attributes are unreadable, the properties that they gave before stay.
  if (fields.odd.includes('attributes'))
    fields.odd.push(...(['isSensitive', 'isImportant'] as const).filter((name) => !room[name]));
  const odd = [...fields.odd, ...(last?.odd ?? []).map((name) => `lastMessage.${name}`)];
  return odd.length === 0 ? room : { ...room, odd };
}

/** Returns no bits for an invalid number, because a bit could stop calls from ringing. */
function attributesOf(fields: Fields<keyof Room>): number {
  const bits = fields.whole('attributes', 0, 0);
  if (bits >= 0 && bits <= MOST_ATTRIBUTES) return bits;
  fields.odd.push('attributes');
  return 0;
}

const versionOf = (value: unknown): string =>
  typeof value === 'string' && value.length <= LONGEST_VERSION ? value : '';

/**
 * Returns the conversation with the last good value of each field that could not be read this time.
 * @param known the conversation as it was before
 */
export function withLastGood(room: Room, known: Room | undefined): Room {
  if (!room.odd || !known) return room;
  const kept = room.odd.filter((name) => Object.hasOwn(known, name) && !isKnownBetter(name, room, known));
  const before: Record<string, unknown> = Object.fromEntries(
    Object.entries(known).filter(([name]) => kept.includes(name)),
  );
  return { ...room, ...before };
}

/** A message that has just arrived gives the time, and another call has another start. */
function isKnownBetter(name: string, room: Room, known: Room): boolean {
  if (name === 'lastActivity') return room.lastMessage !== undefined;
  return name === 'callStartTime' && !(room.hasCall && known.hasCall);
}
