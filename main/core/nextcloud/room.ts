import type { MessageId } from '../model/message-id.ts';
import { MOST_UNREAD } from '../model/unread.ts';
import { Fields, recordOf, wholeNumber } from './fields.ts';
import { LATEST_S, type Message, readMessage } from './message.ts';

/** Becomes part of addresses and keys; Talk's have 16 characters at most. */
const LONGEST_VERSION = 64;
/** Rings for every message: where the level cannot be read, nothing may be missed. */
const ALWAYS = 1;
const ALL_PERMISSIONS = 254;
const READ_ONLY = 1;
/** Of the bit mask: wider than any that Talk has. */
const MOST_ATTRIBUTES = 2 ** 31 - 1;
/** Source: Talk API, "Conversation attributes" (since Talk 24). */
const CLASSIFIED = 4;
const ANNOUNCEMENT = 16;

/**
 * A conversation's token becomes part of addresses and keys: nothing but letters, digits, `-` and `_`, of which none
 * needs to be encoded anywhere. Talk's own have letters and digits only.
 */
const TOKEN = /^[\w-]{1,64}$/;

export const isToken = (value: unknown): value is string => typeof value === 'string' && TOKEN.test(value);

/** When a call runs and the server does not say since when: 1970 is no call's. */
export const UNKNOWN_START = 1;

/** Talk's numbers for kinds of conversations. Source: Talk API, "Conversation types". */
export const ROOM_TYPES = {
  oneToOne: 1,
  group: 2,
  public: 3,
  changelog: 4,
  formerOneToOne: 5,
  noteToSelf: 6,
} as const;

/** A conversation, as far as Talkmelder uses it. */
export interface Room {
  token: string;
  type: number;
  /** What kind of conversation it is besides, a bit mask; 0 before Talk 24. */
  attributes: number;
  /** What the user is in it: 1 owner, 2 moderator, 3 user, 5 a user who followed a public link; 0 where it is not told. */
  participantType: number;
  /** Clean, as all texts that a person is shown. */
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
  /** Changes with the picture. */
  avatarVersion: string;
  /** The picture was chosen by a person. */
  isCustomAvatar: boolean;
  /** 0: all may write; else none may. */
  readOnly: number;
  /** 0: none; 1: for moderators only. */
  lobbyState: number;
  /** A bit mask. Source: Talk API, "Attendee permissions". */
  permissions: number;
  /** The other person's (`online`, `away`, `dnd`, …): of one-to-one conversations, when asked for. */
  status?: string | undefined;
  isArchived: boolean;
  /** To the user, or classified and so to everyone in it. */
  isSensitive: boolean;
  /** To the user, or because announcements are made there. */
  isImportant: boolean;
  /**
   * Absent for lobby and sensitive conversations, `[]` where there never was one, without an id in federated
   * conversations: whatever is no message counts as hidden.
   */
  lastMessage: Message | undefined;
  /**
   * Fields that could not be read, in which a safe value or the last good one stands; absent where all could.
   * `lastMessage.x` is one of the message.
   */
  odd?: readonly string[] | undefined;
}

/** Could this field not be read? Then its value decides nothing that keeps silent. */
export const isUnsure = ({ odd }: Room, field: keyof Room): boolean => odd?.includes(field) ?? false;

/**
 * Reads a conversation, however odd, field by field.
 * @returns null for what has no usable token
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
    // A text is left out rather than shown to all who pass the screen.
    isSensitive: fields.yes('isSensitive', true, false) || (attributes & CLASSIFIED) !== 0,
    isImportant: fields.yes('isImportant', false, false) || (attributes & ANNOUNCEMENT) !== 0,
    lastMessage,
    ...(status !== undefined && { status }),
  };
  // Where they cannot be read, what followed from them before still does.
  if (fields.odd.includes('attributes'))
    fields.odd.push(...(['isSensitive', 'isImportant'] as const).filter((name) => !room[name]));
  const odd = [...fields.odd, ...(last?.odd ?? []).map((name) => `lastMessage.${name}`)];
  return odd.length === 0 ? room : { ...room, odd };
}

/** No bit of a number that cannot be one: it would keep calls from ringing. */
function attributesOf(fields: Fields<keyof Room>): number {
  const told = fields.whole('attributes', 0, 0);
  if (told >= 0 && told <= MOST_ATTRIBUTES) return told;
  fields.odd.push('attributes');
  return 0;
}

const versionOf = (value: unknown): string =>
  typeof value === 'string' && value.length <= LONGEST_VERSION ? value : '';

/**
 * The conversation with the last good value of each field that could not be read this time.
 * @param known as it was before
 */
export function withLastGood(room: Room, known: Room | undefined): Room {
  if (!room.odd || !known) return room;
  const kept = room.odd.filter((name) => Object.hasOwn(known, name) && !isKnownBetter(name, room, known));
  const before: Record<string, unknown> = Object.fromEntries(
    Object.entries(known).filter(([name]) => kept.includes(name)),
  );
  return { ...room, ...before };
}

/** A message that has just come tells the time, and another call has another start. */
function isKnownBetter(name: string, room: Room, known: Room): boolean {
  if (name === 'lastActivity') return room.lastMessage !== undefined;
  return name === 'callStartTime' && !(room.hasCall && known.hasCall);
}
