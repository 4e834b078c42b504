export type Level = 1 | 2 | 3;

/** One entry of a conversation's history. */
export interface Entry {
  id: number;
  by: string;
  /** `hidden` entries never become a conversation's last message: reactions, edits, deletions. */
  kind: 'message' | 'call-started' | 'call-ended' | 'system' | 'hidden';
  silent: boolean;
  /** Whether it mentions the user, directly or with all others. */
  mention: boolean;
  deleted: boolean;
  /** Whether it is in the conversation's thread. */
  thread: boolean;
  /** Whether the server has notified the user of it. */
  announced: boolean;
  /** Whether parts of it are unreadable: it rings all the same, and its text is up to the app. */
  odd: boolean;
  text: string;
  /** When it expires, in seconds by the server's clock; 0: never. */
  expires: number;
  /** When it became an alarm, by being written or edited, in seconds by the server's clock; 0: it is none. */
  alarmAt: number;
  /** Whether it became an alarm by an edit. */
  alarmByEdit: boolean;
  /** When it was last edited, in seconds by the server's clock; 0: never. */
  editedAt: number;
  /** Whether the user has reacted to it, which acknowledges it everywhere. */
  reacted: boolean;
  /** The ended call, if the entry is the end of one. */
  ended?: EndedCall;
}

/** A running call. */
export interface CallTruth {
  by: string;
  /** Seconds by the server's clock. */
  startedAt: number;
  silent: boolean;
  /** The users who are in it now. */
  present: readonly string[];
  /** Whether the user was in it. */
  attended: boolean;
}

export interface EndedCall {
  startedAt: number;
  /** Whether the call rang and the user did not join. */
  missed: boolean;
}

/** The truth about a conversation for the user of the app under test. */
export interface RoomTruth {
  token: string;
  name: string;
  changelog: boolean;
  member: boolean;
  /** The id up to which the user has read. */
  lastRead: number;
  /** The last message that the user has ever read; the server has deleted its notification and those before it. */
  everRead: number;
  level: Level;
  /** The level of its thread; 0: as in the conversation. */
  threadLevel: 0 | Level;
  /** How often that level has been set. */
  threadLevelsSet: number;
  archived: boolean;
  important: boolean;
  sensitive: boolean;
  call: CallTruth | null;
  /** The entry that last added the user; 0: none. */
  invitedBy: number;
  /** Whether it is open in a visible tab of the user's browser, which reads new messages at once. */
  onScreen: boolean;
  /** Time of the last visible entry, in seconds by the server's clock. */
  lastActivity: number;
  /** Oldest first. */
  entries: readonly Entry[];
}

interface Draft extends RoomTruth {
  entries: Entry[];
}

/**
 * Creates the record of all events on the server, which the test writes as it plays them. The oracle relies on it
 * alone: it never asks the server or the app.
 */
export function createLedger(user: string, serverSeconds: () => number) {
  const rooms = new Map<string, Draft>();
  const snapshots = new Map<string, RoomTruth>();
  let doNotDisturb = false;

  function draft(token: string): Draft {
    const room = rooms.get(token);
    if (!room) throw new Error(`the ledger has no conversation "${token}"`);
    snapshots.delete(token);
    return room;
  }

  const entryOf = (room: Draft, id: number): Entry => {
    const entry = room.entries.find((one) => one.id === id);
    if (!entry) throw new Error(`the ledger has no entry ${id}`);
    return entry;
  };

  function moveMarker(room: Draft, id: number): void {
    room.lastRead = id;
    room.everRead = Math.max(room.everRead, id);
  }

  return {
    addRoom(room: Pick<RoomTruth, 'token' | 'name' | 'changelog' | 'member' | 'level'>): void {
      const fresh = {
        lastRead: 0,
        everRead: 0,
        threadLevel: 0 as const,
        threadLevelsSet: 0,
        archived: false,
        important: false,
        sensitive: false,
        call: null,
        invitedBy: 0,
        onScreen: false,
        entries: [],
        lastActivity: serverSeconds(),
      };
      rooms.set(room.token, { ...fresh, ...room });
    },
    /** Records a stored entry. The author of a message has read everything before it. */
    wrote(token: string, entry: Pick<Entry, 'id' | 'by' | 'kind'> & Partial<Entry>): void {
      const room = draft(token);
      const plain = {
        silent: false,
        mention: false,
        deleted: false,
        thread: false,
        announced: false,
        odd: false,
        alarmAt: 0,
        alarmByEdit: false,
        editedAt: 0,
        reacted: false,
        text: '',
        expires: 0,
      };
      room.entries.push({ ...plain, ...entry });
      if (entry.kind !== 'hidden') room.lastActivity = serverSeconds();
      if ((entry.kind === 'message' && entry.by === user) || (room.onScreen && entry.kind !== 'hidden'))
        moveMarker(room, entry.id);
    },
    amend(token: string, id: number, change: Partial<Omit<Entry, 'id' | 'by' | 'kind'>>): void {
      Object.assign(entryOf(draft(token), id), change);
    },
    set(token: string, change: Partial<Omit<RoomTruth, 'token' | 'entries' | 'everRead'>>): void {
      const room = Object.assign(draft(token), change);
      moveMarker(room, room.lastRead);
    },
    setDoNotDisturb(value: boolean): void {
      doNotDisturb = value;
    },
    doNotDisturb: (): boolean => doNotDisturb,
    /** Returns a copy of the conversation as it is now. */
    snapshot(token: string): RoomTruth {
      const known = snapshots.get(token);
      if (known) return known;
      const room = draft(token);
      const taken = { ...room, entries: room.entries.map((entry) => ({ ...entry })) };
      snapshots.set(token, taken);
      return taken;
    },
    tokens: (): string[] => [...rooms.keys()],
  };
}

export type Ledger = ReturnType<typeof createLedger>;

export const unreadOf = ({ entries, lastRead }: RoomTruth): number =>
  entries.filter(({ id, kind, deleted }) => id > lastRead && kind === 'message' && !deleted).length;

/** Returns whether an unread message by another user mentions the user. */
export const isMentionedIn = ({ entries, lastRead }: RoomTruth, user: string): boolean =>
  entries.some(
    ({ id, kind, deleted, mention, by }) => id > lastRead && kind === 'message' && !deleted && mention && by !== user,
  );

export const lastVisible = ({ entries }: RoomTruth): Entry | undefined =>
  entries.findLast(({ kind }) => kind !== 'hidden');
