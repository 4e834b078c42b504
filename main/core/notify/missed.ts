import { isShown, levelOf } from '../conversations/facts.ts';
import { isMentioned, isOwn } from '../conversations/preview.ts';
import { isUnsure, ROOM_TYPES } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { NotifyRules } from '../settings/preferences.ts';
import type { Cursor } from './cursors.ts';
import type { ThreadLevels } from './threads.ts';

const MUTED = 3;

/** The list and the conversation's messages will cover the message, or are still being fetched. */
export const isAhead = ({ id }: Message, { message, since }: Cursor): boolean => id > message || since !== undefined;

/** Whether the list shows that everything up to this message has been read. */
const isRead = ({ id }: Message, room: Room): boolean =>
  id <= room.lastReadMessage || (room.unreadMessages === 0 && !isUnsure(room, 'unreadMessages'));

/**
 * Whether a message should ring that is in the server's own notifications but did not ring when its conversation was
 * considered. The server has decided that it is for the user. Changes since then can prevent it, and so can this
 * computer's rules, which the server does not know.
 * @param room with the level that applies here
 */
export function isMissed(message: Message, room: Room, notify: NotifyRules['notify'], threads: ThreadLevels): boolean {
  if (notify === 'off' || isRead(message, room) || isOwn(message, room)) return false;
  if (!isShown(room) && !room.isArchived) return false;
  const thread = threads.of(room, message);
  if (thread === MUTED) return false;
  if (thread === 0 && levelOf(room) === 'never') return false;
  const mentionsOnly = room.isArchived || thread === 2 || (thread === 0 && levelOf(room) !== 'always');
  if (!mentionsOnly || isMentioned(message, room)) return true;
  // No other data shows that a post in a thread quotes the user.
  const isLess = notify === 'mentions' && room.type !== ROOM_TYPES.oneToOne;
  return message.thread !== undefined && room.unreadMention && !isLess;
}
