import type { Message, Room } from '../nextcloud/schemas.ts';
import type { Cursors } from './cursors.ts';
import { isDeleted, isMentioned, isOwn, isSystem } from './message-text.ts';
import { isShown, levelOf } from './room-store.ts';

/** Messages of one conversation that ring, oldest first. */
export interface Announcement {
  room: Room;
  messages: Message[];
  /** There are more than could be fetched. */
  more: boolean;
}

/** The first list after signing in announces nothing: everything in it counts as known. */
export const baseline = (rooms: readonly Room[]): Cursors =>
  new Map(rooms.map((room) => [room.token, { message: newestIn(room) }]));

/**
 * From where on a conversation has not been announced. A conversation that appears later starts at the user's read
 * marker: what was written before they were added is old.
 */
export const cursorOf = (cursors: Cursors, room: Room): number =>
  cursors.get(room.token)?.message ?? room.lastReadMessage;

/** Does something stand in the conversation that was not considered yet? */
export const isNewer = (room: Room, cursor: number): boolean => newestIn(room) > cursor;

const newestIn = (room: Room): number => room.lastMessage?.id ?? room.lastReadMessage;

/**
 * Can anything that arrived ring at all? Not when everything is read, and not in a conversation that never rings:
 * then nobody need be asked for the messages.
 */
export const mayRing = (room: Room): boolean =>
  isShown(room) &&
  room.unreadMessages > 0 &&
  levelOf(room) !== 'never' &&
  (levelOf(room) === 'always' || room.unreadMention);

/**
 * Is the last message the only one that can ring? One message is unread, and it is this one: then nothing need be
 * fetched. System messages and the user's own do not count as unread, so behind them something may hide.
 */
export const onlyLastCounts = (room: Room): boolean =>
  room.unreadMessages === 1 && room.lastMessage !== undefined && isPersonal(room.lastMessage, room);

const isPersonal = (message: Message, room: Room): boolean =>
  !isOwn(message, room) && !isSystem(message) && !isDeleted(message);

/**
 * The messages that ring, oldest first: newer than the cursor, not read elsewhere, not the user's own, neither system
 * nor silent nor deleted, and wanted by the conversation's notification level.
 */
export function ringing(room: Room, messages: readonly Message[], cursor: number): Message[] {
  const mentionsOnly = levelOf(room) === 'mention' || room.isArchived;
  return messages
    .filter((message) => message.id > cursor && message.id > room.lastReadMessage)
    .filter((message) => isPersonal(message, room) && message.silent !== true)
    .filter((message) => !mentionsOnly || isMentioned(message, room))
    .sort((a, b) => a.id - b.id);
}
