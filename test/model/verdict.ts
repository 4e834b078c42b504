import { type CallTruth, type Entry, isMentionedIn, lastVisible, type RoomTruth } from './ledger.ts';

/** `may`: two answers that the app got contradict each other, so that either is right. */
export type Verdict = 'must' | 'may' | 'no';

/** What the app was told of a conversation: by the list, and by the messages it fetched, if it did. */
export interface Told {
  list: RoomTruth;
  /** Null unless the messages were fetched after this list. */
  chat: RoomTruth | null;
}

export type DoNotDisturb = 'on' | 'off' | 'unsure';

/** The rule, as the design states it, for one message and one moment. */
export function rings(room: RoomTruth, entry: Entry, user: string): boolean {
  const { id, by, kind, silent, mention, deleted } = entry;
  const level = levelOf(room, entry);
  if (room.changelog || !room.member || level === 3) return false;
  if (kind !== 'message' || by === user || silent || deleted) return false;
  if (id <= room.lastRead) return false;
  return mention || (level === 1 && !room.archived);
}

/** A thread's level counts before that of its conversation. */
export const levelOf = (room: RoomTruth, { thread }: Entry): number =>
  thread && room.threadLevel !== 0 ? room.threadLevel : room.level;

const both = (one: boolean, other: boolean): Verdict => (one && other ? 'must' : one || other ? 'may' : 'no');

/** Held back while the user is not to be disturbed, unless the conversation is important. */
function undisturbed(verdict: Verdict, room: RoomTruth, dnd: DoNotDisturb): Verdict {
  if (room.important || dnd === 'off' || verdict === 'no') return verdict;
  return dnd === 'on' ? 'no' : 'may';
}

/** So long after a list its messages may still ring: those of a conversation that hangs come late. */
const LATEST_AFTER_S = 40;
const CLOCK_SLACK_S = 3;

/** Has the message expired when it is to ring? @param listed when the list came, seconds by the server's clock */
export function unlessExpired(verdict: Verdict, { expires }: Entry, listed: number): Verdict {
  if (verdict === 'no' || expires === 0 || expires > listed + LATEST_AFTER_S) return verdict;
  return expires + CLOCK_SLACK_S < listed ? 'no' : 'may';
}

/**
 * Had the message expired when the latest list came, and is it there again, for the server's clock was set back? It need
 * not ring, and may.
 * @param listed when the list came, @param latest when the latest did, seconds by the server's clock
 */
export const isBack = ({ expires }: Entry, listed: number, latest: number): boolean =>
  latest > listed && expires > listed && expires <= latest + LATEST_AFTER_S;

/** Should this message ring, now that the app has been told so much? */
export function messageVerdict({ list, chat }: Told, id: number, user: string, dnd: DoNotDisturb): Verdict {
  const at = (room: RoomTruth): boolean => room.entries.some((entry) => entry.id === id && rings(room, entry, user));
  // A message that came after the list was answered is known by the fetched ones only; the list's settings apply.
  const inList = list.entries.some((entry) => entry.id === id);
  const seen: RoomTruth = inList ? list : { ...list, entries: chat?.entries ?? [] };
  return undisturbed(both(at(seen), at(chat ?? seen)), list, dnd);
}

/** Whatever the level is: it is about messages. */
export const callsRing = (room: RoomTruth): boolean => room.member && !room.changelog && !room.archived;

/** Nothing to ring for: the user takes part, or the caller started it silently. */
export const isQuiet = (call: CallTruth): boolean => call.attended || call.silent;

/** The user was taken out of the conversation: nobody tells the app who took part. In doubt it rings. */
const isRefused = (chat: RoomTruth | null): boolean => chat?.member === false;

/**
 * Should the running call ring that the app has just been told of for the first time? A call that the user started or
 * joined does not; whether that is so the app finds out before it rings. What came after the list it may know, too.
 */
export function callVerdict({ list, chat }: Told, dnd: DoNotDisturb): Verdict {
  const { call } = list;
  if (!call || !callsRing(list)) return 'no';
  if (isQuiet(call)) return isRefused(chat) ? undisturbed('may', list, dnd) : 'no';
  const overtaken = chat !== null && (chat.call?.startedAt !== call.startedAt || isQuiet(chat.call));
  return undisturbed(overtaken ? 'may' : 'must', list, dnd);
}

/** The app looks through so many messages for a call that no list has told of. */
const MOST_LOOKED_THROUGH = 50;

/**
 * Should "missed call" be shown for what ended after `after`? Certain when it is the last thing that happened, when the
 * app has known the call while it ran, and when it had to look what came before the last message.
 * @param mustLook nothing but the messages tells of a call that came and went between two lists
 */
export function missedCallVerdict(
  { list, chat }: Told,
  after: number,
  dnd: DoNotDisturb,
  hasKnown: (startedAt: number) => boolean,
  mustLook: boolean,
): Verdict {
  const missed = (room: RoomTruth): Entry[] =>
    room.entries.filter(
      ({ id, ended }) => ended && (ended.missed || isRefused(chat)) && id > after && id > list.lastRead,
    );
  const told = missed(list);
  if (told.length + (chat ? missed(chat) : []).length === 0 || !callsRing(list)) return 'no';
  const isLast = !list.sensitive && lastVisible(list)?.id === told.at(-1)?.id;
  const fresh = list.entries.filter(({ id }) => id > Math.max(after, list.lastRead)).length;
  const isFound = mustLook && told.length > 0 && !list.sensitive && fresh < MOST_LOOKED_THROUGH;
  const certain = isLast || isFound || told.some(({ ended }) => ended && hasKnown(ended.startedAt));
  return undisturbed(certain && list.call === null && !isRefused(chat) ? 'must' : 'may', list, dnd);
}

/** Does the app show the conversation at all? */
export const isListed = (room: RoomTruth, user: string): boolean =>
  room.member && !room.changelog && (!room.archived || isMentionedIn(room, user));
