import { compareIds, latestId, type MessageId } from '../model/message-id.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import { callCursor, callLogNeed, callsIn, callsRing, isMissed, isQuiet, isSameCall } from './calls.ts';
import type { Cursor } from './cursors.ts';
import type { ThreadLevels } from './threads.ts';
import { type Announcement, ringing } from './what-changed.ts';

/** An announcement, and the cursor of its conversation after it. */
export type Collected = Announcement & {
  cursor: Cursor;
  /** False: the messages could not be fetched, and only the call is announced. */
  considered: boolean;
};

/** The answers about a conversation. */
export interface Fetched {
  /** The messages after the cursor, oldest first. */
  fetched: Message[];
  /** More messages may follow these. */
  full: boolean;
  /** Messages that show how the calls went, oldest first. */
  log: Message[];
  /** Id of the newest message, fetched or not. */
  newest: MessageId;
}

/** Returns the list's last message if it is new. */
export const lastOf = ({ lastMessage }: Room, { message }: Cursor): Message[] =>
  lastMessage && lastMessage.id > message ? [lastMessage] : [];

/** Id of the newest message that is known without a request. */
export const newestKnown = ({ lastMessage }: Room, { message }: Cursor): MessageId => lastMessage?.id ?? message;

/** Returns the announcement of one conversation, once everything needed is known. */
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
  // With a gap before the last message, only the fetched messages can be counted; the last one stands for those in
  // between.
  const counted = more ? ringing(room, fetched.filter(isNew), cursor, threads) : all;
  const calls = callsIn(known, room);
  const latest = calls.at(-1);
  const missedCall = calls.some((call) => call.end !== null && isNew(call.end) && isMissed(call, room, cursor));
  // A call that ended after the list was answered does not ring any more, but may be missed.
  const runs = room.hasCall && (latest?.end?.id ?? 0) <= newestKnown(room, cursor);
  const quiet = latest?.end === null && isQuiet(latest);
  return {
    room,
    messages: counted.length > 0 ? counted : all,
    latest: all.at(-1),
    more,
    call: runs && !isSameCall(room, cursor) && callsRing(room) && !quiet,
    callQuiet: room.hasCall && (!runs || quiet),
    missedCall,
    cursor: {
      message: latestId(cursor.message, newest, ...known.map(({ id }) => id)),
      ...callCursor(room, cursor, runs, quiet),
      // One notification stands for all missed calls.
      callsUpTo: missedCall ? undefined : cursor.callsUpTo,
    },
    considered: true,
  };
}

/**
 * Returns the announcement of a conversation whose call log cannot be fetched. Its messages must not wait for that, so
 * how its last call went is owed. The end of a quiet call is not announced anyway.
 */
export function concludeWithoutLog(
  room: Room,
  cursor: Cursor,
  fetched: Omit<Fetched, 'log'>,
  threads: ThreadLevels,
): Collected {
  const one = conclude(room, cursor, { ...fetched, log: [] }, threads);
  const { since = Number.NEGATIVE_INFINITY } = cursor;
  const old = fetched.fetched.filter(({ timestamp }) => timestamp <= since).map(({ id }) => id);
  const callsUpTo = cursor.callsUpTo ?? latestId(cursor.message, ...old);
  return { ...one, missedCall: false, cursor: { ...one.cursor, callsUpTo: cursor.quiet ? undefined : callsUpTo } };
}

/**
 * Returns what the list shows about the call of a conversation whose messages cannot be fetched.
 * @param callShown a call of this conversation is on the screen
 * @param inDoubt the conversation has waited long enough: a call rings although the user may have joined it on another
 * device
 */
export function concludeCall(room: Room, cursor: Cursor, callShown: boolean, inDoubt: boolean): Collected {
  const last = lastOf(room, cursor);
  const isDecided = callLogNeed(room, cursor, last, callShown) === 'none';
  const latest = callsIn(last, room).at(-1);
  const quiet = latest?.end === null && isQuiet(latest);
  const isNew = room.hasCall && !isSameCall(room, cursor) && callsRing(room);
  const waits = isNew && !isDecided && !inDoubt;
  return {
    room,
    messages: [],
    latest: undefined,
    more: false,
    missedCall: false,
    considered: false,
    call: isNew && !waits && !quiet,
    callQuiet: room.hasCall && quiet,
    // The messages will show how an ended call went once they can be fetched; until then it counts as running.
    cursor: { ...cursor, ...(waits || !room.hasCall ? {} : callCursor(room, cursor, true, quiet)) },
  };
}

/** Merges lists, each message once and oldest first; for the same message, the first list wins. */
export function merged(...lists: readonly (readonly Message[])[]): Message[] {
  const byId = new Map(lists.toReversed().flatMap((list) => list.map((message) => [message.id, message] as const)));
  return [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
}
