import { isPutAway, isShown, levelOf } from '../conversations/facts.ts';
import { isDeleted, isMentioned, isOwn, isSystem } from '../conversations/preview.ts';
import type { NotificationLevel } from '../model/conversation.ts';
import { compareIds, latestId, type MessageId } from '../model/message-id.ts';
import { isUnsure, mayBeMentioned } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { Cursor, Cursors } from './cursors.ts';
import type { ThreadLevels } from './threads.ts';

/** What rings in one conversation. */
export interface Announcement {
  room: Room;
  /** Oldest first. */
  messages: Message[];
  /** The newest of them, or a later message beyond those that could be fetched. */
  latest: Message | undefined;
  /** There are more than could be fetched. */
  more: boolean;
  /** A new call is running. */
  call: boolean;
  /** The list's call should not ring, or no longer; its notification may be on the screen. */
  callQuiet: boolean;
  /** A call came and went without the user. */
  missedCall: boolean;
}

/**
 * Returns the cursor of a conversation. A conversation that appears later starts at the user's read marker, because
 * messages from before the user was added are old. Messages that were read while the list hid them stay known, even if
 * the user marks them as unread later.
 */
export function cursorOf(cursors: Cursors, room: Room): Cursor {
  const cursor = cursors.get(room.token) ?? { message: room.lastReadMessage, call: 0 };
  const isRead = room.lastMessage === undefined && !mayBeUnread(room) && !isUnsure(room, 'lastReadMessage');
  return isRead && room.lastReadMessage > cursor.message ? { ...cursor, message: room.lastReadMessage } : cursor;
}

/** The cursor of the silent baseline; `newest` is the last message's id when the list does not contain it, else 0. */
export const baselineOf = (room: Room, newest: MessageId): Cursor => ({
  message: latestId(room.lastMessage?.id ?? newest, room.lastReadMessage),
  ...callOf(room),
});

/** The baseline's cursor while the messages cannot be fetched: messages up to now are known by their time. */
export const pendingBaselineOf = (room: Room): Cursor => ({
  message: room.lastReadMessage,
  ...callOf(room),
  since: room.lastActivity,
});

const callOf = ({ hasCall, callStartTime }: Room): Pick<Cursor, 'call' | 'running'> =>
  hasCall ? { call: callStartTime, running: true } : { call: 0 };

/**
 * Lobby and sensitive conversations come without their last message, so only fetching the messages shows the new ones.
 */
export const hidesMessages = (room: Room): boolean => room.lastMessage === undefined && mayBeUnread(room);

/** An unreadable count proves nothing, least of all that everything is read. */
const mayBeUnread = (room: Room): boolean => room.unreadMessages > 0 || isUnsure(room, 'unreadMessages');

/**
 * Whether a new message can ring at all. It cannot when everything is read, or in a conversation that never rings; then
 * no messages need to be fetched.
 */
export const mayRing = (room: Room, threads: ThreadLevels): boolean =>
  (isShown(room) || (isPutAway(room) && mayBeMentioned(room))) &&
  mayBeUnread(room) &&
  (threads.follows(room.token) || levelOf(room) === 'always' || (levelOf(room) === 'mention' && mayBeMentioned(room)));

/**
 * Whether only the last message can ring: one message is unread, and it is this one. Then no messages need to be
 * fetched. System messages and the user's own do not count as unread, so other messages may hide behind them.
 */
export const onlyLastCounts = (room: Room, threads: ThreadLevels): boolean =>
  room.unreadMessages === 1 &&
  !isUnsure(room, 'unreadMessages') &&
  room.lastMessage !== undefined &&
  isPersonal(room.lastMessage, room) &&
  // The list does not say which message its last message replies to, and a reply counts as a mention.
  (levelFor(room, room.lastMessage, threads) === 'always' || isMentioned(room.lastMessage, room));

const isPersonal = (message: Message, room: Room): boolean =>
  !isOwn(message, room) && !isSystem(message) && !isDeleted(message);

/** When only some messages ring, these may be anywhere among the new ones. */
export const isPicked = (room: Room): boolean => levelOf(room) !== 'always' || room.isArchived;

/** A thread's own level takes precedence over that of its conversation. */
const levelFor = (room: Room, message: Message, threads: ThreadLevels): NotificationLevel => {
  const level = threads.of(room, message);
  return level === 0 ? levelOf(room) : levelOf({ ...room, notificationLevel: level });
};

/** Whether the message is new, unread, and written by another person for others to notice. */
const isFresh = (message: Message, room: Room, cursor: Cursor): boolean =>
  message.id > cursor.message &&
  message.id > room.lastReadMessage &&
  isPersonal(message, room) &&
  message.silent !== true;

/** Returns the posts in threads whose ringing depends on their threads' levels. */
export const threadPosts = (room: Room, messages: readonly Message[], cursor: Cursor): Message[] =>
  isShown(room) || room.isArchived
    ? messages.filter((message) => message.thread !== undefined && isFresh(message, room, cursor))
    : [];

/**
 * Returns the messages that ring, oldest first: newer than the cursor, not read elsewhere, not the user's own, not a
 * system, silent or deleted message, and wanted by the level of its thread or conversation.
 */
export function ringing(room: Room, messages: readonly Message[], cursor: Cursor, threads: ThreadLevels): Message[] {
  // Not `mayRing`: a mention that came after the list was answered is known only from the messages.
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
