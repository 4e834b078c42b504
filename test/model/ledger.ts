export type Level = 1 | 2 | 3;

/** One entry of a conversation's history. */
export interface Entry {
  id: number;
  by: string;
  /** `hidden` ones never become a conversation's last message: reactions, edits, deletions. */
  kind: 'message' | 'call-started' | 'call-ended' | 'system' | 'hidden';
  silent: boolean;
  /** Of the user, directly or with everybody else. */
  mention: boolean;
  deleted: boolean;
  /** Written in the conversation's thread. */
  thread: boolean;
  /** The server has notified the user of it. */
  announced: boolean;
  /** Parts of it cannot be read: it rings all the same, and how it looks is the app's to say. */
  odd: boolean;
  text: string;
  /** When the server forgets it, seconds by its clock; 0: never. */
  expires: number;
  /** Of the end of a call. */
  ended?: EndedCall;
}

/** A call that runs. */
export interface CallTruth {
  by: string;
  /** Seconds by the server's clock. */
  startedAt: number;
  silent: boolean;
  /** Who is in it at the moment. */
  present: readonly string[];
  /** The user was in it. */
  attended: boolean;
}

export interface EndedCall {
  startedAt: number;
  /** The call rang, and the user took no part. */
  missed: boolean;
}

/** What is true of a conversation for the user whose app is watched. */
export interface RoomTruth {
  token: string;
  name: string;
  changelog: boolean;
  member: boolean;
  /** The id up to which the user has read. */
  lastRead: number;
  level: Level;
  /** Of its thread; 0: the conversation's. */
  threadLevel: 0 | Level;
  /** How often that has been set. */
  threadLevelsSet: number;
  archived: boolean;
  important: boolean;
  sensitive: boolean;
  call: CallTruth | null;
  /** The entry by which the user was added, the last time; 0: never was. */
  invitedBy: number;
  /** Open in the user's browser, in a tab that can be seen: what comes is read at once. */
  onScreen: boolean;
  /** Of the last visible entry, seconds by the server's clock. */
  lastActivity: number;
  /** Oldest first. */
  entries: readonly Entry[];
}

interface Draft extends RoomTruth {
  entries: Entry[];
}

/**
 * What has happened on the server, written down by the test as it does it: the source of everything the oracle says.
 * It never asks the server and never asks the app.
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

  return {
    addRoom(room: Pick<RoomTruth, 'token' | 'name' | 'changelog' | 'member' | 'level'>): void {
      const fresh = {
        lastRead: 0,
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
    /** Something was stored; whoever writes a message has read everything before it. */
    wrote(token: string, entry: Pick<Entry, 'id' | 'by' | 'kind'> & Partial<Entry>): void {
      const room = draft(token);
      const plain = {
        silent: false,
        mention: false,
        deleted: false,
        thread: false,
        announced: false,
        odd: false,
        text: '',
        expires: 0,
      };
      room.entries.push({ ...plain, ...entry });
      if (entry.kind !== 'hidden') room.lastActivity = serverSeconds();
      if ((entry.kind === 'message' && entry.by === user) || (room.onScreen && entry.kind !== 'hidden'))
        room.lastRead = entry.id;
    },
    amend(token: string, id: number, change: Partial<Omit<Entry, 'id' | 'by' | 'kind'>>): void {
      Object.assign(entryOf(draft(token), id), change);
    },
    set(token: string, change: Partial<Omit<RoomTruth, 'token' | 'entries'>>): void {
      Object.assign(draft(token), change);
    },
    setDoNotDisturb(value: boolean): void {
      doNotDisturb = value;
    },
    doNotDisturb: (): boolean => doNotDisturb,
    /** The conversation as it is now; later changes do not touch it. */
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

/** Does an unread message by somebody else mention the user? */
export const isMentionedIn = ({ entries, lastRead }: RoomTruth, user: string): boolean =>
  entries.some(
    ({ id, kind, deleted, mention, by }) => id > lastRead && kind === 'message' && !deleted && mention && by !== user,
  );

export const lastVisible = ({ entries }: RoomTruth): Entry | undefined =>
  entries.findLast(({ kind }) => kind !== 'hidden');
