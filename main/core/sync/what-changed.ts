import { compareIds, latestId, type MessageId } from '../model/message-id.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { Cursor, Cursors } from './cursors.ts';
import { isDeleted, isMentioned, isOwn, isSystem } from './message-text.ts';
import { isShown, levelOf } from './room-store.ts';

/** What rings in one conversation. */
export interface Announcement {
  room: Room;
  /** Oldest first. */
  messages: Message[];
  /** The newest of them, or one behind those that could be fetched. */
  latest: Message | undefined;
  /** There are more than could be fetched. */
  more: boolean;
  /** A call that has started and runs. */
  call: boolean;
  /** The call that the list tells of is none to ring for, or no more; it may have rung. */
  callQuiet: boolean;
  /** A call came and went without the user. */
  missedCall: boolean;
}

/**
 * From where on a conversation has not been announced. A conversation that appears later starts at the user's read
 * marker: what was written before they were added is old. What was read while the list hid it stays known, also when
 * the person marks it as unread later.
 */
export function cursorOf(cursors: Cursors, room: Room): Cursor {
  const cursor = cursors.get(room.token) ?? { message: room.lastReadMessage, call: 0 };
  const isRead = room.lastMessage === undefined && !mayBeUnread(room) && !isUnsure(room, 'lastReadMessage');
  return isRead && room.lastReadMessage > cursor.message ? { ...cursor, message: room.lastReadMessage } : cursor;
}

/** Where the silent baseline puts the cursor; `newest` is the last message's id where the list does not tell it, else 0. */
export const baselineOf = (room: Room, newest: MessageId): Cursor => ({
  message: latestId(room.lastMessage?.id ?? newest, room.lastReadMessage),
  ...callOf(room),
});

/** The same while its messages cannot be had: what has been written so far is known by its time. */
export const pendingBaselineOf = (room: Room): Cursor => ({
  message: room.lastReadMessage,
  ...callOf(room),
  since: room.lastActivity,
});

const callOf = ({ hasCall, callStartTime }: Room): Pick<Cursor, 'call' | 'running'> =>
  hasCall ? { call: callStartTime, running: true } : { call: 0 };

/** Lobby and sensitive conversations come without their last message: only asking for the messages tells what is new. */
export const hidesMessages = (room: Room): boolean => room.lastMessage === undefined && mayBeUnread(room);

/** A count that cannot be read tells nothing, least of all that all is read. */
const mayBeUnread = (room: Room): boolean => room.unreadMessages > 0 || isUnsure(room, 'unreadMessages');

/**
 * Can a message that arrived ring at all? Not when everything is read, and not in a conversation that never rings:
 * then nobody need be asked for the messages.
 */
export const mayRing = (room: Room): boolean =>
  isShown(room) &&
  mayBeUnread(room) &&
  levelOf(room) !== 'never' &&
  (levelOf(room) === 'always' || room.unreadMention || isUnsure(room, 'unreadMention'));

/**
 * Is the last message the only one that can ring? One message is unread, and it is this one: then nothing need be
 * fetched. System messages and the user's own do not count as unread, so behind them something may hide.
 */
export const onlyLastCounts = (room: Room): boolean =>
  room.unreadMessages === 1 &&
  !isUnsure(room, 'unreadMessages') &&
  room.lastMessage !== undefined &&
  isPersonal(room.lastMessage, room) &&
  // The list does not tell what a message replies to, and a reply counts as a mention.
  (levelOf(room) === 'always' || isMentioned(room.lastMessage, room));

const isPersonal = (message: Message, room: Room): boolean =>
  !isOwn(message, room) && !isSystem(message) && !isDeleted(message);

/** Then one may be anywhere among what arrived. */
export const onlyMentionsRing = (room: Room): boolean => levelOf(room) === 'mention' || room.isArchived;

/**
 * The messages that ring, oldest first: newer than the cursor, not read elsewhere, not the user's own, neither system
 * nor silent nor deleted, and wanted by the conversation's notification level.
 */
export function ringing(room: Room, messages: readonly Message[], cursor: Cursor): Message[] {
  // Not `mayRing`: a mention that came after the list was answered is known from the messages alone.
  if (levelOf(room) === 'never' || !(isShown(room) || room.isArchived)) return [];
  const mentionsOnly = onlyMentionsRing(room);
  return messages
    .filter(({ id }) => id > cursor.message && id > room.lastReadMessage)
    .filter((message) => isPersonal(message, room) && message.silent !== true)
    .filter((message) => !mentionsOnly || isMentioned(message, room))
    .sort((a, b) => compareIds(a.id, b.id));
}
