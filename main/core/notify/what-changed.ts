import { isShown, levelOf } from '../conversations/facts.ts';
import { isDeleted, isMentioned, isOwn, isSystem } from '../conversations/preview.ts';
import type { NotificationLevel } from '../model/conversation.ts';
import { compareIds, latestId, type MessageId } from '../model/message-id.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { Cursor, Cursors } from './cursors.ts';
import type { ThreadLevels } from './threads.ts';

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
export const mayRing = (room: Room, threads: ThreadLevels): boolean =>
  isShown(room) &&
  mayBeUnread(room) &&
  (threads.follows(room.token) ||
    levelOf(room) === 'always' ||
    (levelOf(room) === 'mention' && (room.unreadMention || isUnsure(room, 'unreadMention'))));

/**
 * Is the last message the only one that can ring? One message is unread, and it is this one: then nothing need be
 * fetched. System messages and the user's own do not count as unread, so behind them something may hide.
 */
export const onlyLastCounts = (room: Room, threads: ThreadLevels): boolean =>
  room.unreadMessages === 1 &&
  !isUnsure(room, 'unreadMessages') &&
  room.lastMessage !== undefined &&
  isPersonal(room.lastMessage, room) &&
  // The list does not tell what a message replies to, and a reply counts as a mention.
  (levelFor(room, room.lastMessage, threads) === 'always' || isMentioned(room.lastMessage, room));

const isPersonal = (message: Message, room: Room): boolean =>
  !isOwn(message, room) && !isSystem(message) && !isDeleted(message);

/** Where not everything rings, what does may be anywhere among what arrived. */
export const isPicked = (room: Room): boolean => levelOf(room) !== 'always' || room.isArchived;

/** A thread's own level counts before that of its conversation. */
const levelFor = (room: Room, message: Message, threads: ThreadLevels): NotificationLevel => {
  const level = threads.of(room, message);
  return level === 0 ? levelOf(room) : levelOf({ ...room, notificationLevel: level });
};

/** Came since, is not read, and is what a person wrote for others to hear of. */
const isFresh = (message: Message, room: Room, cursor: Cursor): boolean =>
  message.id > cursor.message &&
  message.id > room.lastReadMessage &&
  isPersonal(message, room) &&
  message.silent !== true;

/** The posts in threads among these that may ring, depending on what is set for their threads. */
export const threadPosts = (room: Room, messages: readonly Message[], cursor: Cursor): Message[] =>
  isShown(room) || room.isArchived
    ? messages.filter((message) => message.thread !== undefined && isFresh(message, room, cursor))
    : [];

/**
 * The messages that ring, oldest first: newer than the cursor, not read elsewhere, not the user's own, neither system
 * nor silent nor deleted, and wanted by the level of its conversation or its thread.
 */
export function ringing(room: Room, messages: readonly Message[], cursor: Cursor, threads: ThreadLevels): Message[] {
  // Not `mayRing`: a mention that came after the list was answered is known from the messages alone.
  if (!(isShown(room) || room.isArchived)) return [];
  return messages
    .filter((message) => isFresh(message, room, cursor) && isWanted(message, room, threads))
    .sort((a, b) => compareIds(a.id, b.id));
}

function isWanted(message: Message, room: Room, threads: ThreadLevels): boolean {
  const level = levelFor(room, message, threads);
  if (level === 'never') return false;
  return (level === 'always' && !room.isArchived) || isMentioned(message, room);
}
