import { isPutAway, isShown, presenceOf, toConversation } from '../conversations/facts.ts';
import type { Say } from '../i18n/index.ts';
import type { Conversation } from '../model/conversation.ts';
import { isEqual } from '../model/is-equal.ts';
import type { Presence } from '../model/presence.ts';
import { MOST_HELD, mostWanted } from '../nextcloud/held-rooms.ts';
import { withLastGood } from '../nextcloud/room.ts';
import type { Room } from '../nextcloud/schemas.ts';

interface Entry {
  /** The conversation as the server sent it; in `room`, unreadable fields have the last good values. */
  sent: Room;
  room: Room;
  conversation: Conversation;
}

export type RoomStore = ReturnType<typeof createRoomStore>;

/**
 * The conversations by token, as the server last sent them. A conversation keeps its identity while nothing in it
 * changed, and so does the list, so that a window renders changed rows instead of whole lists.
 * @param isAlways the conversation is held however many there are
 */
export function createRoomStore(say: Say, isAlways: (room: Room) => boolean = () => false) {
  let entries = new Map<string, Entry>();
  /** The last known presences, because most lists come without. */
  const presences = new Map<string, Presence>();
  /** When last messages expire, seconds by the server's clock, by token. */
  const expiring = new Map<string, number>();
  /** How many more conversations the server has. */
  let beyond = 0;
  /** Null when the list must be rebuilt. */
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

  const add = (into: Map<string, Entry>, sent: Room): void => {
    const known = entries.get(sent.token);
    // Most of a list is unchanged, and then not even its texts are rebuilt.
    if (known?.sent === sent) {
      into.set(sent.token, known);
      return;
    }
    const room = withLastGood(sent, known?.room);
    noteExpiry(room);
    const presence = presenceOf(room);
    if (presence !== undefined) presences.set(room.token, presence);
    if (known && isEqual(known.room, room)) {
      known.sent = sent;
      into.set(room.token, known);
      return;
    }
    into.set(room.token, { sent, room, conversation: conversationOf(room, known) });
    changed();
  };

  const conversationOf = (room: Room, known: Entry | undefined): Conversation => {
    const fresh = toConversation(room, presences.get(room.token) ?? null, say);
    return known && isEqual(known.conversation, fresh) ? known.conversation : fresh;
  };

  /** Drops conversations when deltas have brought more than the app holds. */
  function letGo(): void {
    const excess = entries.size - MOST_HELD;
    if (excess <= 0) return;
    const wanted = new Set(mostWanted([...entries.values()], ({ room }) => room, isAlways));
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
    /**
     * Takes a full list: conversations that are missing in it are gone.
     * @param more conversations on the server that are not held
     */
    replace(rooms: readonly Room[], more = 0): void {
      const next = new Map<string, Entry>();
      for (const room of rooms) add(next, room);
      for (const token of presences.keys()) if (!next.has(token)) presences.delete(token);
      for (const token of expiring.keys()) if (!next.has(token)) expiring.delete(token);
      // When nothing was added and the number is the same, the conversations are the same.
      if (next.size !== entries.size) changed();
      entries = next;
      beyond = more;
    },
    /** Takes a delta: its conversations are new or have changed. */
    merge(rooms: readonly Room[]): void {
      for (const room of rooms) add(entries, room);
      letGo();
    },
    /** Replaces a conversation of the list; nothing of its earlier state is kept. */
    put(room: Room): void {
      const known = entries.get(room.token);
      if (!known) return;
      noteExpiry(room);
      entries.set(room.token, { sent: room, room, conversation: conversationOf(room, known) });
      changed();
    },
    get: (token: string): Room | undefined => entries.get(token)?.room,
    has: (token: string): boolean => entries.has(token),
    /** Every held conversation as the server sent it, including hidden ones. */
    rooms: (): Room[] => [...entries.values()].map(({ room }) => room),
    /** How many more conversations the server has. */
    beyond: (): number => beyond,
    /**
     * The shown conversations, newest activity first; equals are ordered by token, so that rows never swap by
     * themselves.
     */
    conversations(): readonly Conversation[] {
      shown ??= list(isShown);
      return shown;
    },
    /** The archived conversations that are not shown among the others, in the same order. */
    archived(): readonly Conversation[] {
      putAway ??= list(isPutAway);
      return putAway;
    },
    /** Removes last messages that have expired, as the server does. @param now seconds by the server's clock */
    expire(now: number): boolean {
      const expired = [...expiring].filter(([, at]) => at <= now);
      for (const [token] of expired) {
        const room = entries.get(token)?.room;
        if (room) add(entries, { ...room, lastMessage: undefined });
        else expiring.delete(token);
      }
      return expired.length > 0;
    },
    /** When the next one expires, seconds by the server's clock; null: none is known. */
    nextExpiry: (): number | null => (expiring.size === 0 ? null : Math.min(...expiring.values())),
    /** Rebuilds every text after the language has changed. */
    rebuildTexts(): void {
      for (const entry of entries.values()) entry.conversation = conversationOf(entry.room, entry);
      changed();
    },
  };
}
