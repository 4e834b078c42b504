import { NotNextcloud, ServerError } from '../errors.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import { callsIn, callsRing, isMissed, isQuiet, isWholeLog, needsCallLog } from './calls.ts';
import type { Cursor, Cursors } from './cursors.ts';
import {
  type Announcement,
  baselineOf,
  cursorOf,
  hidesMessages,
  mayRing,
  onlyLastCounts,
  onlyMentionsRing,
  ringing,
} from './what-changed.ts';

const MOST_FETCHED = 50;
const MOST_PAGES = 20;

/** An announcement, and how far its conversation has been considered with it. */
export type Collected = Announcement & { cursor: Cursor };

/** What a conversation looks like from outside; tells that something came where the list hides the messages. */
const fingerprint = ({ lastActivity, unreadMessages, lastReadMessage }: Room): string =>
  `${lastActivity}/${unreadMessages}/${lastReadMessage}`;

/** Finds out what came since the cursors; fetches what the list does not tell. */
export function createCollector(api: Pick<TalkApi, 'messagesAfter' | 'messagesBefore' | 'newestMessageId'>) {
  /**
   * What a conversation without a last message looked like when its messages were last fetched. In that second more may
   * have come that changes nothing in how it looks: only a later list that says the same makes it final.
   */
  const considered = new Map<string, { looks: string; final: boolean }>();

  const isConsidered = (room: Room): boolean => {
    const known = considered.get(room.token);
    return known?.final === true && known.looks === fingerprint(room);
  };

  function consider(room: Room): void {
    const looks = fingerprint(room);
    if (room.lastMessage) considered.delete(room.token);
    else considered.set(room.token, { looks, final: considered.get(room.token)?.looks === looks });
  }

  const hides = (room: Room): boolean => hidesMessages(room) && !isConsidered(room);

  /** The usual case, decided without asking anybody: nothing came. */
  function isUnchanged(room: Room, cursor: Cursor, callShown: boolean): boolean {
    const sameCall = room.hasCall ? room.callStartTime === cursor.call && cursor.running : !cursor.running;
    const callHides = callShown && room.lastMessage === undefined && !isConsidered(room);
    return (
      (room.lastMessage?.id ?? cursor.message) <= cursor.message && sameCall === true && !hides(room) && !callHides
    );
  }

  /** Only the network may fail here; then the caller asks again later. */
  async function collect(room: Room, cursor: Cursor, callShown: boolean): Promise<Collected> {
    const newest = room.lastMessage?.id ?? cursor.message;
    const last = room.lastMessage && newest > cursor.message ? [room.lastMessage] : [];
    const hidden = hides(room);
    // Hidden ones are looked at even where they do not ring: else they would, once something does.
    const fetches = hidden || (mayRing(room) && last.length > 0 && !onlyLastCounts(room));
    const fetched = fetches ? await fetchMessages(room, Math.max(cursor.message, room.lastReadMessage)) : [];
    const log = needsCallLog(room, cursor, merged(fetched, last), callShown) ? await callLog(room, cursor) : [];
    const messages = merged(fetched, log, last).filter(({ id }) => id > cursor.message);
    const full = fetched.length > 0 && fetched.length % MOST_FETCHED === 0;
    // Where the list hides the last message, only asking tells what a full page is followed by.
    const unseen = full && hidden ? await newestOf(room) : newest;
    const more = full && (fetched.at(-1)?.id ?? 0) < unseen;
    const all = ringing(room, messages, cursor);
    // With a gap before the last message, only the fetched ones can be counted; it stands for those in between.
    const counted = more ? ringing(room, fetched, cursor) : all;
    const calls = callsIn(merged(log, messages), room);
    const latest = calls.at(-1);
    // A call that ended after the list was answered is a missed one, if any.
    const runs = room.hasCall && (latest?.end?.id ?? 0) <= newest;
    const isNew = runs && room.callStartTime !== cursor.call && callsRing(room);
    const quiet = latest?.end === null && isQuiet(latest);
    return {
      room,
      messages: counted.length > 0 ? counted : all,
      latest: all.at(-1),
      more,
      call: isNew && !quiet,
      callQuiet: room.hasCall && (!runs || quiet),
      missedCall: calls.some((call) => isMissed(call, room, cursor)),
      cursor: {
        message: Math.max(cursor.message, unseen, ...messages.map(({ id }) => id)),
        call: runs ? room.callStartTime : cursor.call,
        ...(runs && { running: true }),
      },
    };
  }

  const newestOf = async ({ token }: Room): Promise<number> =>
    (await orIfRefused(api.newestMessageId(token), null)) ?? 0;

  /** The messages back to the start of the calls that are new, oldest first; those that the server gives, at least. */
  async function callLog(room: Room, cursor: Cursor): Promise<Message[]> {
    let log: Message[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const oldest = log[0]?.id ?? null;
      const answer = await orIfRefused(api.messagesBefore(room.token, oldest, MOST_FETCHED), []);
      // A server that gives the same page again and again must not be asked for ever.
      const older = answer.filter(({ id }) => oldest === null || id < oldest);
      log = merged(older, log);
      if (older.length === 0 || isWholeLog(log, room, cursor)) break;
    }
    return log;
  }

  /**
   * What came after, asked for from the read marker on where that is further: a page of read ones would hide the rest.
   * Nothing when the server refuses this conversation's messages (lobby, removed meanwhile): the list has to do. Where
   * only mentions ring, one may stand behind the first page: then pages are turned.
   */
  async function fetchMessages(room: Room, after: number): Promise<Message[]> {
    const messages: Message[] = [];
    for (let page = 0; page < (onlyMentionsRing(room) ? MOST_PAGES : 1); page += 1) {
      const next = await orIfRefused(api.messagesAfter(room.token, messages.at(-1)?.id ?? after, MOST_FETCHED), []);
      messages.push(...next);
      if (next.length < MOST_FETCHED) break;
    }
    return messages;
  }

  return {
    /**
     * What came since the cursors.
     * @param isCallShown is a call of this conversation on the screen?
     * @throws what fetching messages throws
     */
    async collect(
      rooms: readonly Room[],
      cursors: Cursors,
      isCallShown: (token: string) => boolean,
    ): Promise<Collected[]> {
      const collected: Collected[] = [];
      for (const room of rooms) {
        const cursor = cursorOf(cursors, room);
        const callShown = isCallShown(room.token);
        if (!isUnchanged(room, cursor, callShown)) collected.push(await collect(room, cursor, callShown));
      }
      return collected;
    },

    /** These have been dealt with: the cursors are stored. */
    settle(collected: readonly Collected[]): void {
      for (const { room } of collected) consider(room);
    },

    /** The first list after signing in announces nothing: everything in it counts as known. */
    async baseline(rooms: readonly Room[]): Promise<Cursors> {
      const cursors = new Map<string, Cursor>();
      for (const room of rooms) {
        const newest = hidesMessages(room) ? await newestOf(room) : 0;
        consider(room);
        cursors.set(room.token, baselineOf(room, newest));
      }
      return cursors;
    },
  };
}

/** Each message once, oldest first; of two answers about one, the first list's. */
function merged(...lists: readonly (readonly Message[])[]): Message[] {
  const byId = new Map(lists.toReversed().flatMap((list) => list.map((message) => [message.id, message] as const)));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** 4xx: this conversation's messages are not to be had, and asking again will not help. */
async function orIfRefused<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const refused =
      error instanceof NotNextcloud || (error instanceof ServerError && error.status >= 400 && error.status < 500);
    if (refused) return otherwise;
    throw error;
  }
}
