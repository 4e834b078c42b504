import { isUnsure, mayBeMentioned, ROOM_TYPES, type Room } from './room.ts';

/** How many conversations of an account are held: each takes some kilobytes. The window's texts name the number. */
export const MOST_HELD = 5_000;
/** How many of these are the ones with the newest activity, whatever else they are. */
const NEWEST = 1_000;

/** Ranks a conversation for the case that not all can be held. */
function rank(room: Room): number {
  if (room.type === ROOM_TYPES.changelog || (room.isArchived && !mayBeMentioned(room))) return 0;
  // The user's choices come before other people's messages: strangers can mention the user in any number of
  // conversations.
  if (room.isFavorite || room.isImportant) return 4;
  if (mayBeMentioned(room)) return 3;
  return room.unreadMessages > 0 || isUnsure(room, 'unreadMessages') ? 2 : 1;
}

const byActivity = (a: Room, b: Room): number => b.lastActivity - a.lastActivity || (a.token < b.token ? -1 : 1);

/**
 * Chooses the items whose conversations are held when there are too many. The thousand with the newest activity always
 * stay, so that each new message rings, and so do those that are held always; then favourites and important ones,
 * those with an unread mention, those with unread messages, and the rest. Archived ones without a mention come last.
 * Among equals, newer activity comes first.
 * @param isAlways the conversation is held however many there are
 * @returns the chosen items in their original order; the same array when all can be held
 */
export function mostWanted<T>(
  things: readonly T[],
  roomOf: (thing: T) => Room,
  isAlways: (room: Room) => boolean = () => false,
  most = MOST_HELD,
  newest = NEWEST,
): readonly T[] {
  if (things.length <= most) return things;
  const rankOf = (room: Room): number => (isAlways(room) ? Number.POSITIVE_INFINITY : rank(room));
  const ranked = things.map((thing) => ({ thing, room: roomOf(thing), rank: rankOf(roomOf(thing)) }));
  ranked.sort((a, b) => byActivity(a.room, b.room));
  let left = newest;
  for (const one of ranked) {
    if (one.rank === 0) continue;
    if (left === 0) break;
    left -= 1;
    one.rank = Number.POSITIVE_INFINITY;
  }
  // The sort is stable, so equals keep their order.
  ranked.sort((a, b) => (a.rank === b.rank ? 0 : b.rank - a.rank));
  const chosen = new Set(ranked.slice(0, most).map(({ thing }) => thing));
  return things.filter((thing) => chosen.has(thing));
}
