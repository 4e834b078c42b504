import type { AcknowledgedBy, AlarmLogEntry } from '../model/alarm.ts';
import { latestId, type MessageId } from '../model/message-id.ts';
import type { Settings } from '../model/settings.ts';
import { ended, entered, type LogEntry } from './log.ts';

/** How long an alarm rings. */
export interface AlarmTimes {
  /** It rings for this long at first. */
  ringMs: number;
  /** Then it begins to ring again this often, … */
  everyMs: number;
  /** … each time for this long, … */
  againMs: number;
  /** … until it has been open for this long; afterwards it counts as missed. */
  longestMs: number;
  /** An alarm that is older when it is found, or after the app was away for longer, is missed and makes no sound. */
  lateS: number;
}

export const USUAL_TIMES: AlarmTimes = {
  ringMs: 10 * 60_000,
  everyMs: 5 * 60_000,
  againMs: 60_000,
  longestMs: 120 * 60_000,
  lateS: 30 * 60,
};

/** The times that are chosen in the settings; the rest is as usual. */
export const timesOf = (
  chosen: Pick<Settings, 'alarmRingMinutes' | 'alarmAgainMinutes' | 'alarmHours'>,
): AlarmTimes => ({
  ...USUAL_TIMES,
  ringMs: chosen.alarmRingMinutes * 60_000,
  everyMs: chosen.alarmAgainMinutes * 60_000,
  longestMs: chosen.alarmHours * 60 * 60_000,
});

/** What acknowledging adds in the conversation, by the settings. */
export const answerOf = ({ alarmReaction, alarmLine }: Pick<Settings, 'alarmReaction' | 'alarmLine'>) => ({
  reaction: alarmReaction === 'off' ? '' : alarmReaction,
  line: alarmLine.trim(),
});

/** An alarm that no person has acknowledged. */
export interface OpenAlarm {
  /** `<global token>/<message id>`, or `probe/<number>`. */
  id: string;
  kind: AlarmLogEntry['kind'];
  /** Talk's token and the message's id; null for a probe. */
  token: string | null;
  message: MessageId | null;
  conversation: string;
  /** Seconds since 1970 by the server's clock; null: unknown. */
  writtenAt: number | null;
  /** For how long it has been open while the app ran, in milliseconds by the monotonic clock. */
  rungMs: number;
  /** It makes no sound any more. */
  isMissed: boolean;
  isDeleted: boolean;
}

/** What is known of the alarms of one conversation. */
export interface Heard {
  /** Every message up to this one has been judged. */
  upTo: MessageId;
  /** Seconds by the server's clock. Messages that were edited before are not judged again. */
  since: number;
  /** The messages that were alarms; each rings once, whatever else shows it. */
  alarms: readonly MessageId[];
}

/** What an acknowledgement adds in the conversation, and what is still to be sent of it. */
export interface Answer {
  /** Talk's token, and the message that was the alarm. */
  token: string;
  message: MessageId;
  kind: 'reaction' | 'line';
  /** The emoji, or the line. */
  text: string;
  /** Talk's reference id. */
  reference: string;
  /** It may be on the server, because a request was sent. */
  isTried: boolean;
  /** When the person acknowledged, milliseconds since 1970. */
  at: number;
}

/** The book of alarms of one account: one document, so that a crash finds all of it as it was before or after a step. */
export interface Book {
  /** Oldest first. */
  open: readonly OpenAlarm[];
  /** By Talk's token. */
  heard: ReadonlyMap<string, Heard>;
  /** Oldest first. */
  log: readonly LogEntry[];
  /** The server's time, in seconds, when the app was last known to run; null: unknown. */
  aliveAt: number | null;
  /** Oldest first. */
  answers: readonly Answer[];
}

export const EMPTY_BOOK: Book = { open: [], heard: new Map(), log: [], aliveAt: null, answers: [] };

/** More alarms than any person acknowledges one by one: a stranger may write thousands. */
const MOST_OPEN = 200;
/** The messages that are remembered as alarms, by conversation. An older one can only come back by an edit. */
const MOST_REMEMBERED = 500;

/** A message that is an alarm. */
export interface Found {
  message: MessageId;
  /** Seconds by the server's clock: when it was written, or edited into an alarm; null: unknown. */
  writtenAt: number | null;
  /** Seconds since then, by the server's clock; null: unknown, and then it rings. */
  ageS: number | null;
}

/** What a conversation has shown since it was last judged. */
export interface Shown {
  token: string;
  /** The id of an alarm is made of it. */
  globalToken: string;
  conversation: string;
  /** Everything up to this message has been judged now. */
  upTo: MessageId;
  /** Oldest first. */
  found: readonly Found[];
  deleted?: readonly MessageId[];
  /** Messages that a person has acknowledged elsewhere: with a reaction of this account, or by reading. */
  acknowledged?: readonly { message: MessageId; by: AcknowledgedBy }[];
}

export const alarmId = (globalToken: string, message: MessageId): string => `${globalToken}/${message}`;

/** Begins to follow a conversation: messages up to `upTo` are no alarms, because they were there before. */
export function follow(book: Book, token: string, upTo: MessageId, since: number): Book {
  if (book.heard.has(token)) return book;
  return { ...book, heard: new Map(book.heard).set(token, { upTo, since, alarms: [] }) };
}

/** Forgets a conversation that is no alarm conversation any more; what rings goes on. */
export function unfollow(book: Book, token: string): Book {
  if (!book.heard.has(token)) return book;
  const heard = new Map(book.heard);
  heard.delete(token);
  return { ...book, heard };
}

/**
 * Takes what a conversation has shown. It may be taken twice, in any order, and in part: a message rings once.
 * @param now milliseconds since 1970, for the log
 * @returns the same book when nothing has changed
 */
export function hear(book: Book, shown: Shown, times: AlarmTimes, now: number): Book {
  const known = book.heard.get(shown.token);
  if (!known) return book;
  const alarms = new Set(known.alarms);
  const fresh = shown.found.filter(({ message }) => !alarms.has(message));
  for (const { message } of fresh) alarms.add(message);
  const upTo = latestId(known.upTo, shown.upTo);
  let next = book;
  if (fresh.length > 0 || upTo !== known.upTo) {
    const heard = { ...known, upTo, alarms: [...alarms].slice(-MOST_REMEMBERED) };
    next = { ...next, heard: new Map(next.heard).set(shown.token, heard) };
  }
  for (const one of fresh) next = ring(next, openedFrom(shown, one, times), now);
  for (const message of shown.deleted ?? []) next = remove(next, alarmId(shown.globalToken, message), now);
  for (const { message, by } of shown.acknowledged ?? [])
    next = acknowledge(next, [alarmId(shown.globalToken, message)], by, now);
  return next;
}

function openedFrom({ token, globalToken, conversation }: Shown, found: Found, { lateS }: AlarmTimes): OpenAlarm {
  const { message, writtenAt, ageS } = found;
  const isMissed = ageS !== null && ageS > lateS;
  const about = { id: alarmId(globalToken, message), kind: 'message' as const, token, message, conversation };
  return { ...about, writtenAt, rungMs: 0, isMissed, isDeleted: false };
}

/** Adds an alarm. */
export function ring(book: Book, alarm: OpenAlarm, now: number): Book {
  if (book.open.some(({ id }) => id === alarm.id)) return book;
  const { id, kind, conversation } = alarm;
  const log = entered(book.log, { id, kind, conversation, rangAt: now, endedAt: null, end: null, by: null });
  const next = { ...book, open: withinLimit([...book.open, alarm]), log };
  return alarm.isMissed ? { ...next, log: ended(log, id, { end: 'missed', by: null, endedAt: now }) } : next;
}

/** Those that make no sound any more leave first. */
function withinLimit(open: readonly OpenAlarm[]): readonly OpenAlarm[] {
  if (open.length <= MOST_OPEN) return open;
  const leaves = open.find(({ isMissed }) => isMissed) ?? open[0];
  return withinLimit(open.filter((one) => one !== leaves));
}

/** A person has seen these alarms; they never ring again here. */
export function acknowledge(book: Book, ids: readonly string[], by: AcknowledgedBy, now: number): Book {
  const seen = book.open.filter(({ id }) => ids.includes(id));
  if (seen.length === 0) return book;
  let { log } = book;
  for (const { id } of seen) log = ended(log, id, { end: 'acknowledged', by, endedAt: now });
  return { ...book, open: book.open.filter((one) => !seen.includes(one)), log };
}

/** The message was deleted: its alarm makes no sound any more, and stays with a note until a person has seen it. */
function remove(book: Book, id: string, now: number): Book {
  const gone = book.open.find((one) => one.id === id && !one.isDeleted);
  if (!gone) return book;
  const open = book.open.map((one) => (one === gone ? { ...one, isMissed: true, isDeleted: true } : one));
  return { ...book, open, log: ended(book.log, id, { end: 'deleted', by: null, endedAt: now }) };
}

/** Lets time pass: an alarm that has been open for long enough is missed. @param ms by the monotonic clock */
export function pass(book: Book, ms: number, times: AlarmTimes, now: number): Book {
  if (ms <= 0 || book.open.every(({ isMissed }) => isMissed)) return book;
  let { log } = book;
  const open = book.open.map((one) => {
    if (one.isMissed) return one;
    const rungMs = one.rungMs + ms;
    const isMissed = rungMs >= times.longestMs;
    if (isMissed) log = ended(log, one.id, { end: 'missed', by: null, endedAt: now });
    return { ...one, rungMs, isMissed };
  });
  return { ...book, open, log };
}

/** The app was away for too long: what rang before is missed. */
export function miss(book: Book, now: number): Book {
  if (book.open.every(({ isMissed }) => isMissed)) return book;
  let { log } = book;
  for (const { id, isMissed } of book.open)
    if (!isMissed) log = ended(log, id, { end: 'missed', by: null, endedAt: now });
  return { ...book, open: book.open.map((one) => ({ ...one, isMissed: true })), log };
}

/** Whether the alarm sounds at this moment. */
export function stateOf({ rungMs, isMissed }: OpenAlarm, times: AlarmTimes): 'ringing' | 'resting' | 'missed' {
  if (isMissed) return 'missed';
  if (rungMs < times.ringMs) return 'ringing';
  const later = rungMs - times.ringMs;
  return later >= times.everyMs && later % times.everyMs < times.againMs ? 'ringing' : 'resting';
}

/** Milliseconds until some alarm begins or ends to sound; null: none will. */
export function changesIn({ open }: Book, times: AlarmTimes): number | null {
  const waits = open.filter(({ isMissed }) => !isMissed).map(({ rungMs }) => nextChange(rungMs, times) - rungMs);
  return waits.length === 0 ? null : Math.min(...waits);
}

function nextChange(rungMs: number, { ringMs, everyMs, againMs, longestMs }: AlarmTimes): number {
  if (rungMs < ringMs) return Math.min(ringMs, longestMs);
  const begun = ringMs + Math.floor((rungMs - ringMs) / everyMs) * everyMs;
  const endsAt = begun > ringMs && rungMs < begun + againMs ? begun + againMs : begun + everyMs;
  return Math.min(endsAt, longestMs);
}
