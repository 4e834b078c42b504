import { isUnsure, ROOM_TYPES, type Room } from './room.ts';

/** So many conversations of an account are held: each takes some kilobytes. The window's words name the number. */
export const MOST_HELD = 5_000;
/** Of these, so many are the ones in which something was said last, whatever the others are. */
const NEWEST = 1_000;

/** How much a conversation is wanted where not all can be held. */
function rank(room: Room): number {
  if (room.type === ROOM_TYPES.changelog || (room.isArchived && !room.unreadMention)) return 0;
  // What the person has chosen comes before what others have written: strangers can mention a person in any number of
  // conversations.
  if (room.isFavorite || room.isImportant) return 4;
  if (room.unreadMention) return 3;
  return room.unreadMessages > 0 || isUnsure(room, 'unreadMessages') ? 2 : 1;
}

const byActivity = (a: Room, b: Room): number => b.lastActivity - a.lastActivity || (a.token < b.token ? -1 : 1);

/**
 * Of things that are about conversations, those of the conversations that are held where there are more than can be: the thousand in which something was said last, so
 * that each new message rings, whatever the others are; then favourites and important ones, those with an unread
 * mention, those with unread messages, and the rest. Archived ones without a mention come last. Among equals, newer
 * activity comes first.
 * @returns those in the same order; the same array where all can be held
 */
export function mostWanted<T>(
  things: readonly T[],
  roomOf: (thing: T) => Room,
  most = MOST_HELD,
  newest = NEWEST,
): readonly T[] {
  if (things.length <= most) return things;
  const ranked = things.map((thing) => ({ thing, room: roomOf(thing), rank: rank(roomOf(thing)) }));
  ranked.sort((a, b) => byActivity(a.room, b.room));
  let left = newest;
  for (const one of ranked) {
    if (one.rank === 0) continue;
    if (left === 0) break;
    left -= 1;
    one.rank = Number.POSITIVE_INFINITY;
  }
  // Sorting keeps the order of equals.
  ranked.sort((a, b) => (a.rank === b.rank ? 0 : b.rank - a.rank));
  const chosen = new Set(ranked.slice(0, most).map(({ thing }) => thing));
  return things.filter((thing) => chosen.has(thing));
}
