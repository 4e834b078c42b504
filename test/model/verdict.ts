import { type CallTruth, type Entry, isMentionedIn, lastVisible, type RoomTruth } from './ledger.ts';

/** `may`: two answers to the app contradict each other, so that either verdict is right. */
export type Verdict = 'must' | 'may' | 'no';

/** The app's data about a conversation: from the list, and from fetched messages, if any. */
export interface Told {
  list: RoomTruth;
  /** Null unless the app fetched the messages after this list. */
  chat: RoomTruth | null;
}

export type DoNotDisturb = 'on' | 'off' | 'unsure';

/** Returns whether one message rings at one moment, by the rule of the design. */
export function rings(room: RoomTruth, entry: Entry, user: string): boolean {
  const { id, by, kind, silent, mention, deleted, alarmAt } = entry;
  const level = levelOf(room, entry);
  if (room.changelog || !room.member || level === 3) return false;
  if (kind !== 'message' || by === user || silent || deleted) return false;
  // Another judge looks after alarms, which do not ring as messages.
  if (alarmAt > 0) return false;
  if (id <= room.lastRead) return false;
  return mention || (level === 1 && !room.archived);
}

/** Returns the level of an entry: a thread's level overrides its conversation's. */
export const levelOf = (room: RoomTruth, { thread }: Entry): number =>
  thread && room.threadLevel !== 0 ? room.threadLevel : room.level;

const both = (one: boolean, other: boolean): Verdict => (one && other ? 'must' : one || other ? 'may' : 'no');

/** Applies "do not disturb", which holds back all but important conversations. */
function undisturbed(verdict: Verdict, room: RoomTruth, dnd: DoNotDisturb): Verdict {
  if (room.important || dnd === 'off' || verdict === 'no') return verdict;
  return dnd === 'on' ? 'no' : 'may';
}

/** For this long after a list its messages may still ring, because a hanging conversation's come late. */
const LATEST_AFTER_S = 40;
const CLOCK_SLACK_S = 3;

/**
 * Weakens a verdict if the message has expired when it would ring.
 * @param listed when the list came, in seconds by the server's clock
 */
export function unlessExpired(verdict: Verdict, { expires }: Entry, listed: number): Verdict {
  if (verdict === 'no' || expires === 0 || expires > listed + LATEST_AFTER_S) return verdict;
  return expires + CLOCK_SLACK_S < listed ? 'no' : 'may';
}

/**
 * Returns whether the message had expired at the latest list and is back, because the server's clock was set back. It
 * may then ring, but need not.
 * @param listed when the list came
 * @param latest when the latest list came, in seconds by the server's clock
 */
export const isBack = ({ expires }: Entry, listed: number, latest: number): boolean =>
  latest > listed && expires > listed && expires <= latest + LATEST_AFTER_S;

/** Returns whether this message should ring with the app's present data. */
export function messageVerdict({ list, chat }: Told, id: number, user: string, dnd: DoNotDisturb): Verdict {
  const at = (room: RoomTruth): boolean => room.entries.some((entry) => entry.id === id && rings(room, entry, user));
  // Only the fetched messages contain a message from after the list; the list's settings apply to it.
  const inList = list.entries.some((entry) => entry.id === id);
  const seen: RoomTruth = inList ? list : { ...list, entries: chat?.entries ?? [] };
  return undisturbed(both(at(seen), at(chat ?? seen)), list, dnd);
}

/** Returns whether calls ring, whatever the level, which concerns only messages. */
export const callsRing = (room: RoomTruth): boolean => room.member && !room.changelog && !room.archived;

/** Returns whether a call must not ring: the user takes part, or the caller started it silently. */
export const isQuiet = (call: CallTruth): boolean => call.attended || call.silent;

/**
 * Returns whether the user was removed from the conversation, so that the app cannot learn who took part. In doubt it
 * rings.
 */
const isRefused = (chat: RoomTruth | null): boolean => chat?.member === false;

/**
 * Returns whether a running call should ring that is new to the app. A call that the user started or joined does not
 * ring; the app finds that out first. It may also know events after the list.
 */
export function callVerdict({ list, chat }: Told, dnd: DoNotDisturb): Verdict {
  const { call } = list;
  if (!call || !callsRing(list)) return 'no';
  if (isQuiet(call)) return isRefused(chat) ? undisturbed('may', list, dnd) : 'no';
  const overtaken = chat !== null && (chat.call?.startedAt !== call.startedAt || isQuiet(chat.call));
  return undisturbed(overtaken ? 'may' : 'must', list, dnd);
}

/** The app searches this many messages for a call that no list has reported. */
const MOST_LOOKED_THROUGH = 50;

/**
 * Returns whether "missed call" should appear for calls that ended after `after`. The verdict is certain if the end is
 * the last event, if the app knew the running call, or if it had to read the messages before the last one.
 * @param mustLook whether only the messages can report a call that came and went between two lists
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

/** Returns whether the app shows the conversation at all. */
export const isListed = (room: RoomTruth, user: string): boolean =>
  room.member && !room.changelog && (!room.archived || isMentionedIn(room, user));
