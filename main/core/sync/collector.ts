import { NotNextcloud, ServerError } from '../errors.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Cursor, Cursors } from './cursors.ts';
import {
  type Announcement,
  baselineOf,
  callMissed,
  callStarted,
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
export function createCollector(api: Pick<TalkApi, 'messagesAfter' | 'newestMessageId'>) {
  /** What a conversation without a last message looked like when its messages were last fetched. */
  const considered = new Map<string, string>();

  const hides = (room: Room): boolean => hidesMessages(room) && considered.get(room.token) !== fingerprint(room);

  /** The usual case, decided without asking anybody: nothing came. */
  const isUnchanged = (room: Room, { message, call }: Cursor): boolean =>
    (room.lastMessage?.id ?? message) <= message && (!room.hasCall || room.callStartTime === call) && !hides(room);

  /** Only the network may fail here; then the caller asks again later. */
  async function collect(room: Room, cursor: Cursor): Promise<Collected> {
    const newest = room.lastMessage?.id ?? cursor.message;
    const last = room.lastMessage && newest > cursor.message ? [room.lastMessage] : [];
    const hidden = hides(room);
    // Hidden ones are looked at even where they do not ring: else they would, once something does.
    const fetches = hidden || (mayRing(room) && last.length > 0 && !onlyLastCounts(room));
    const fetched = fetches ? await fetchMessages(room, Math.max(cursor.message, room.lastReadMessage)) : [];
    // The last message may be among the fetched ones, or younger than all of them.
    const messages = [...fetched, ...last.filter(({ id }) => !fetched.some((message) => message.id === id))];
    const full = fetched.length > 0 && fetched.length % MOST_FETCHED === 0;
    // Where the list hides the last message, only asking tells what a full page is followed by.
    const unseen = full && hidden ? await newestOf(room) : newest;
    const more = full && (fetched.at(-1)?.id ?? 0) < unseen;
    const all = ringing(room, messages, cursor);
    // With a gap before the last message, only the fetched ones can be counted; it stands for those in between.
    const counted = more ? ringing(room, fetched, cursor) : all;
    return {
      room,
      messages: counted.length > 0 ? counted : all,
      latest: all.at(-1),
      more,
      call: callStarted(room, cursor),
      missedCall: callMissed(room, messages, cursor),
      cursor: {
        message: Math.max(cursor.message, unseen, ...messages.map(({ id }) => id)),
        call: room.hasCall ? room.callStartTime : cursor.call,
      },
    };
  }

  const newestOf = async ({ token }: Room): Promise<number> =>
    (await orIfRefused(api.newestMessageId(token), null)) ?? 0;

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
    /** What came since the cursors. @throws what fetching messages throws */
    async collect(rooms: readonly Room[], cursors: Cursors): Promise<Collected[]> {
      const collected: Collected[] = [];
      for (const room of rooms) {
        const cursor = cursorOf(cursors, room);
        if (!isUnchanged(room, cursor)) collected.push(await collect(room, cursor));
      }
      return collected;
    },

    /** These have been dealt with: the cursors are stored. */
    settle(collected: readonly Collected[]): void {
      for (const { room } of collected) considered.set(room.token, fingerprint(room));
    },

    /** The first list after signing in announces nothing: everything in it counts as known. */
    async baseline(rooms: readonly Room[]): Promise<Cursors> {
      const cursors = new Map<string, Cursor>();
      for (const room of rooms) {
        const newest = hidesMessages(room) ? await newestOf(room) : 0;
        considered.set(room.token, fingerprint(room));
        cursors.set(room.token, baselineOf(room, newest));
      }
      return cursors;
    },
  };
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
