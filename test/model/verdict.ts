import { type Entry, isMentionedIn, lastVisible, type RoomTruth } from './ledger.ts';

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
export function rings(room: RoomTruth, { id, by, kind, silent, mention, deleted }: Entry, user: string): boolean {
  if (room.changelog || !room.member || room.level === 3) return false;
  if (kind !== 'message' || by === user || silent || deleted) return false;
  if (id <= room.lastRead) return false;
  return mention || (room.level === 1 && !room.archived);
}

const both = (one: boolean, other: boolean): Verdict => (one && other ? 'must' : one || other ? 'may' : 'no');

/** Held back while the user is not to be disturbed, unless the conversation is important. */
function undisturbed(verdict: Verdict, room: RoomTruth, dnd: DoNotDisturb): Verdict {
  if (room.important || dnd === 'off' || verdict === 'no') return verdict;
  return dnd === 'on' ? 'no' : 'may';
}

/** Should this message ring, now that the app has been told so much? */
export function messageVerdict({ list, chat }: Told, id: number, user: string, dnd: DoNotDisturb): Verdict {
  const at = (room: RoomTruth): boolean => room.entries.some((entry) => entry.id === id && rings(room, entry, user));
  // A message that came after the list was answered is known by the fetched ones only; the list's settings apply.
  const inList = list.entries.some((entry) => entry.id === id);
  const seen: RoomTruth = inList ? list : { ...list, entries: chat?.entries ?? [] };
  return undisturbed(both(at(seen), at(chat ?? seen)), list, dnd);
}

const callsRing = (room: RoomTruth): boolean => room.member && !room.changelog && !room.archived && room.level !== 3;

/**
 * Should the running call ring that the app has just been told of for the first time? A call that the user started
 * does not; but who started it is told by the last message only, if nothing came after it and it is not hidden.
 */
export function callVerdict({ list }: Told, user: string, dnd: DoNotDisturb): Verdict {
  const { call } = list;
  if (!call || !callsRing(list)) return 'no';
  if (call.by !== user) return undisturbed('must', list, dnd);
  const told = lastVisible(list)?.kind === 'call-started' && !list.sensitive;
  return told ? 'no' : undisturbed('may', list, dnd);
}

/** Should "missed call" be shown for what ended after `after`? Certain when it is the last thing that happened. */
export function missedCallVerdict({ list, chat }: Told, after: number, user: string, dnd: DoNotDisturb): Verdict {
  const ended = (room: RoomTruth): Entry[] =>
    room.entries.filter(({ id, kind, by }) => kind === 'call-ended' && by !== user && id > after && id > list.lastRead);
  const candidates = [...ended(list), ...(chat ? ended(chat) : [])];
  if (candidates.length === 0 || !callsRing(list)) return 'no';
  const isLast = lastVisible(list)?.id === ended(list).at(-1)?.id;
  const certain = isLast && !list.sensitive && list.call === null;
  return undisturbed(certain ? 'must' : 'may', list, dnd);
}

/** Does the app show the conversation at all? */
export const isListed = (room: RoomTruth, user: string): boolean =>
  room.member && !room.changelog && (!room.archived || isMentionedIn(room, user));
