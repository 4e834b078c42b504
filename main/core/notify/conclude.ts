import { compareIds, latestId, type MessageId } from '../model/message-id.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import { callCursor, callLogNeed, callsIn, callsRing, isMissed, isQuiet, isSameCall } from './calls.ts';
import type { Cursor } from './cursors.ts';
import type { ThreadLevels } from './threads.ts';
import { type Announcement, ringing } from './what-changed.ts';

/** An announcement, and how far its conversation has been considered with it. */
export type Collected = Announcement & {
  cursor: Cursor;
  /** False: its messages could not be had, and only its call is told. */
  considered: boolean;
};

/** What was asked about a conversation. */
export interface Fetched {
  /** What came after the cursor, from the oldest on. */
  fetched: Message[];
  /** There may be more of these. */
  full: boolean;
  /** Messages that tell how its calls went, oldest first. */
  log: Message[];
  /** Id of the newest message, fetched or not. */
  newest: MessageId;
}

/** The last message that the list tells, where it is new. */
export const lastOf = ({ lastMessage }: Room, { message }: Cursor): Message[] =>
  lastMessage && lastMessage.id > message ? [lastMessage] : [];

/** Id of the newest message that is known without asking. */
export const newestKnown = ({ lastMessage }: Room, { message }: Cursor): MessageId => lastMessage?.id ?? message;

/** What one conversation has to tell that need not be asked about, or has been. */
export function conclude(
  room: Room,
  cursor: Cursor,
  { fetched, full, log, newest }: Fetched,
  threads: ThreadLevels,
): Collected {
  const { since } = cursor;
  const isNew = ({ id, timestamp }: Message): boolean =>
    id > cursor.message && (since === undefined || timestamp > since);
  const known = merged(fetched, log, lastOf(room, cursor));
  const more = full && (fetched.at(-1)?.id ?? 0) < newest;
  const all = ringing(room, known.filter(isNew), cursor, threads);
  // With a gap before the last message, only the fetched ones can be counted; it stands for those in between.
  const counted = more ? ringing(room, fetched.filter(isNew), cursor, threads) : all;
  const calls = callsIn(known, room);
  const latest = calls.at(-1);
  // A call that ended after the list was answered is a missed one, if any.
  const runs = room.hasCall && (latest?.end?.id ?? 0) <= newestKnown(room, cursor);
  const quiet = latest?.end === null && isQuiet(latest);
  return {
    room,
    messages: counted.length > 0 ? counted : all,
    latest: all.at(-1),
    more,
    call: runs && !isSameCall(room, cursor) && callsRing(room) && !quiet,
    callQuiet: room.hasCall && (!runs || quiet),
    missedCall: calls.some((call) => call.end !== null && isNew(call.end) && isMissed(call, room, cursor)),
    cursor: {
      message: latestId(cursor.message, newest, ...known.map(({ id }) => id)),
      ...callCursor(room, cursor, runs, quiet),
    },
    considered: true,
  };
}

/**
 * Of a conversation whose messages cannot be had: what the list tells of its call.
 * @param callShown a call of this conversation is on the screen
 * @param inDoubt it has been waited for long enough: a call rings although the user may have joined it elsewhere
 */
export function concludeCall(room: Room, cursor: Cursor, callShown: boolean, inDoubt: boolean): Collected {
  const last = lastOf(room, cursor);
  const isDecided = callLogNeed(room, cursor, last, callShown) === 'none';
  const latest = callsIn(last, room).at(-1);
  const quiet = latest?.end === null && isQuiet(latest);
  const isNew = room.hasCall && !isSameCall(room, cursor) && callsRing(room);
  const waits = isNew && !isDecided && !inDoubt;
  return {
    ...{ room, messages: [], latest: undefined, more: false, missedCall: false, considered: false },
    call: isNew && !waits && !quiet,
    callQuiet: room.hasCall && quiet,
    // How a call went that ran and is over, the messages tell once they can be had: until then it counts as running.
    cursor: { ...cursor, ...(waits || !room.hasCall ? {} : callCursor(room, cursor, true, quiet)) },
  };
}

/** Each message once, oldest first; of two answers about one, the first list's. */
export function merged(...lists: readonly (readonly Message[])[]): Message[] {
  const byId = new Map(lists.toReversed().flatMap((list) => list.map((message) => [message.id, message] as const)));
  return [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
}
