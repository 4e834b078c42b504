import { isPutAway, isShown, presenceOf, toConversation } from '../conversations/facts.ts';
import type { Say } from '../i18n/index.ts';
import type { Conversation, Presence } from '../model/conversation.ts';
import { isEqual } from '../model/is-equal.ts';
import { MOST_HELD, mostWanted } from '../nextcloud/held-rooms.ts';
import { withLastGood } from '../nextcloud/room.ts';
import type { Room } from '../nextcloud/schemas.ts';

interface Entry {
  /** As it was told; `room` has the last good values in the place of what could not be read. */
  told: Room;
  room: Room;
  conversation: Conversation;
}

export type RoomStore = ReturnType<typeof createRoomStore>;

/**
 * The conversations as last told by the server, by token. A conversation keeps its identity while nothing in it
 * changed, so that a window renders rows again and not lists; so does the list of them.
 */
export function createRoomStore(say: Say) {
  let entries = new Map<string, Entry>();
  /** As last told: most lists come without. */
  const presences = new Map<string, Presence>();
  /** When last messages expire, seconds by the server's clock, by token. */
  const expiring = new Map<string, number>();
  /** There are so many more on the server. */
  let beyond = 0;
  /** Null where they have to be made anew. */
  let shown: Conversation[] | null = null;
  let putAway: Conversation[] | null = null;

  function changed(): void {
    shown = null;
    putAway = null;
  }

  function noteExpiry({ token, lastMessage }: Room): void {
    if (lastMessage?.expires === undefined) expiring.delete(token);
    else expiring.set(token, lastMessage.expires);
  }

  const add = (into: Map<string, Entry>, told: Room): void => {
    const known = entries.get(told.token);
    // Most of a list is as it was: then not even its texts are made again.
    if (known?.told === told) {
      into.set(told.token, known);
      return;
    }
    const room = withLastGood(told, known?.room);
    noteExpiry(room);
    const presence = presenceOf(room);
    if (presence !== undefined) presences.set(room.token, presence);
    if (known && isEqual(known.room, room)) {
      known.told = told;
      into.set(room.token, known);
      return;
    }
    into.set(room.token, { told, room, conversation: tell(room, known) });
    changed();
  };

  const tell = (room: Room, known: Entry | undefined): Conversation => {
    const fresh = toConversation(room, presences.get(room.token) ?? null, say);
    return known && isEqual(known.conversation, fresh) ? known.conversation : fresh;
  };

  /** Changes may have told of more than can be held. */
  function letGo(): void {
    const excess = entries.size - MOST_HELD;
    if (excess <= 0) return;
    const wanted = new Set(mostWanted([...entries.values()], ({ room }) => room));
    for (const [token, entry] of entries) if (!wanted.has(entry)) entries.delete(token);
    for (const token of presences.keys()) if (!entries.has(token)) presences.delete(token);
    beyond = Math.max(beyond, excess);
  }

  const list = (belongs: (room: Room) => boolean): Conversation[] =>
    [...entries.values()]
      .filter(({ room }) => belongs(room))
      .map(({ conversation }) => conversation)
      .sort((a, b) => b.lastActivity - a.lastActivity || (a.token < b.token ? -1 : 1));

  return {
    /** The full list: what is not in it is gone. @param more conversations there are besides, which are not held */
    replace(rooms: readonly Room[], more = 0): void {
      const next = new Map<string, Entry>();
      for (const room of rooms) add(next, room);
      for (const token of presences.keys()) if (!next.has(token)) presences.delete(token);
      for (const token of expiring.keys()) if (!next.has(token)) expiring.delete(token);
      // Where nothing was added and as many are there, they are the same.
      if (next.size !== entries.size) changed();
      entries = next;
      beyond = more;
    },
    /** A delta: what is in it is new or has changed. */
    merge(rooms: readonly Room[]): void {
      for (const room of rooms) add(entries, room);
      letGo();
    },
    /** A conversation of the list as it is: nothing of how it was before is kept. */
    put(room: Room): void {
      const known = entries.get(room.token);
      if (!known) return;
      noteExpiry(room);
      entries.set(room.token, { told: room, room, conversation: tell(room, known) });
      changed();
    },
    get: (token: string): Room | undefined => entries.get(token)?.room,
    has: (token: string): boolean => entries.has(token),
    /** Every conversation that is held, as the server told it, hidden ones included. */
    rooms: (): Room[] => [...entries.values()].map(({ room }) => room),
    /** How many conversations the server has besides. */
    beyond: (): number => beyond,
    /** What is shown, newest activity first; ties keep the order of the tokens, so that rows never swap by themselves. */
    conversations(): readonly Conversation[] {
      shown ??= list(isShown);
      return shown;
    },
    /** What is put away, in the same order. */
    archived(): readonly Conversation[] {
      putAway ??= list(isPutAway);
      return putAway;
    },
    /** Leaves out the last messages that have expired, as the server does. @param now seconds by the server's clock */
    expire(now: number): boolean {
      const expired = [...expiring].filter(([, at]) => at <= now);
      for (const [token] of expired) {
        const room = entries.get(token)?.room;
        if (room) add(entries, { ...room, lastMessage: undefined });
        else expiring.delete(token);
      }
      return expired.length > 0;
    },
    /** When the next one does, seconds by the server's clock; null: none that is known. */
    nextExpiry: (): number | null => (expiring.size === 0 ? null : Math.min(...expiring.values())),
    /** Makes every text again: the language has changed. */
    tellAnew(): void {
      for (const entry of entries.values()) entry.conversation = tell(entry.room, entry);
      changed();
    },
  };
}
