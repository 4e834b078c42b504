import { NotNextcloud, ServerError } from '../errors.ts';
import type { Say } from '../i18n/index.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Notifier } from '../ports.ts';
import type { CursorStore, Cursors } from './cursors.ts';
import { type Planned, plan } from './notify-policy.ts';
import { type Announcement, baseline, cursorOf, isNewer, mayRing, onlyLastCounts, ringing } from './what-changed.ts';

const MOST_FETCHED = 50;

export interface AnnouncerDeps {
  api: Pick<TalkApi, 'messagesAfter'>;
  cursors: CursorStore;
  notifier: Notifier;
  say: Say;
}

/** An announcement, and how far its conversation has been considered with it. */
type Collected = Announcement & { cursor: number };

/** Turns a new list into notifications: exactly one per message, taken back when it is read elsewhere. */
export function createAnnouncer({ api, cursors: store, notifier, say }: AnnouncerDeps) {
  let known = store.load();
  let closed = false;
  /** Shown and not yet taken back, by key. */
  const shown = new Map<string, Planned>();

  /** What came since the cursor. Only the network may fail here; then the caller asks again later. */
  async function collect(room: Room, cursor: number): Promise<Collected> {
    const last = room.lastMessage ? [room.lastMessage] : [];
    const newest = room.lastMessage?.id ?? cursor;
    if (!mayRing(room)) return { room, messages: [], more: false, cursor: newest };
    const fetched = onlyLastCounts(room) ? [] : await fetchMessages(room.token, cursor);
    const reached = Math.max(cursor, ...fetched.map(({ id }) => id));
    // The last message may be among the fetched ones, or younger than all of them.
    const all = [...fetched, ...last.filter(({ id }) => !fetched.some((message) => message.id === id))];
    const more = fetched.length === MOST_FETCHED && reached < newest;
    return { room, messages: ringing(room, all, cursor), more, cursor: Math.max(reached, newest) };
  }

  /** Nothing when the server refuses this conversation's messages (lobby, removed meanwhile): the list has to do. */
  async function fetchMessages(token: string, cursor: number): Promise<Message[]> {
    try {
      return await api.messagesAfter(token, cursor, MOST_FETCHED);
    } catch (error) {
      const refused =
        error instanceof NotNextcloud || (error instanceof ServerError && error.status >= 400 && error.status < 500);
      if (refused) return [];
      throw error;
    }
  }

  function withdrawRead(rooms: ReadonlyMap<string, Room>): void {
    for (const { key, token, upTo } of shown.values()) {
      if (token === null) continue;
      const room = rooms.get(token);
      if (room && room.unreadMessages > 0 && room.lastReadMessage < upTo) continue;
      notifier.withdraw(key);
      shown.delete(key);
    }
  }

  return {
    /**
     * @param rooms the full list as the server told it
     * @param afterGap asleep, offline or not running until now: one digest rather than a storm
     * @throws what fetching messages throws; then no cursor has moved
     */
    async announce(rooms: readonly Room[], afterGap: boolean): Promise<void> {
      withdrawRead(new Map(rooms.map((room) => [room.token, room])));
      if (!known) return remember(baseline(rooms));
      const collected: Collected[] = [];
      for (const room of rooms) {
        const cursor = cursorOf(known, room);
        if (isNewer(room, cursor)) collected.push(await collect(room, cursor));
      }
      if (closed) return;
      for (const { upTo, ...request } of plan(collected, afterGap, say)) {
        shown.set(request.key, { upTo, ...request });
        notifier.show(request);
      }
      // After the notifications were asked for, so that a crash in between repeats rather than loses.
      remember(advanced(known, rooms, collected));
    },

    /** Takes everything back and announces nothing any more. */
    close(): void {
      closed = true;
      shown.clear();
      notifier.withdrawAll();
    },
  };

  function remember(cursors: Cursors): void {
    if (known && isSame(known, cursors)) return;
    known = cursors;
    store.save(cursors);
  }
}

function advanced(known: Cursors, rooms: readonly Room[], collected: readonly Collected[]): Cursors {
  const next = new Map(rooms.map((room) => [room.token, { message: cursorOf(known, room) }]));
  for (const { room, cursor } of collected) next.set(room.token, { message: cursor });
  return next;
}

const isSame = (a: Cursors, b: Cursors): boolean =>
  a.size === b.size && [...b].every(([token, { message }]) => a.get(token)?.message === message);
