import { authorOf, marked } from '../conversations/author.ts';
import { nameOf } from '../conversations/facts.ts';
import { isDeleted, isOwn, previewOf, wholeTextOf } from '../conversations/preview.ts';
import { describeError, ServerError, TooManyAttempts } from '../errors.ts';
import type { Say } from '../i18n/index.ts';
import type { AcknowledgedBy, Declared } from '../model/alarm.ts';
import { latestId, type MessageId, previousId } from '../model/message-id.ts';
import { cut } from '../model/plain-text.ts';
import { backoff } from '../nextcloud/backoff.ts';
import { isUnsure, ROOM_TYPES } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';
import type { AccountBook, AlarmWords } from './account-book.ts';
import type { Found, Heard, OpenAlarm } from './book.ts';
import { isAlarm } from './what-is-alarm.ts';

const MOST_FETCHED = 100;
const MOST_PAGES = 20;
/** Alarm conversations that are asked about in parallel: a small server has five workers in total. */
const AT_ONCE = 3;
/** Limit for all requests about one conversation. */
const LIMIT_MS = 30_000;
/** A conversation whose messages cannot be fetched is tried again at least this often, unless the server asks for more. */
const LONGEST_WAIT_MS = 60_000;
/** When the list's fields are unreadable, the messages are fetched at most this often. */
const UNSURE_MS = 60_000;
/** No list tells of edits of earlier messages, so each alarm conversation is asked now and then, along with a full list. */
const EDITS_MS = 10 * 60_000;
/** Messages that are read again at once, because they were edited or their words are unknown. */
const MOST_LOOKED_AT = 20;
const TEXT_LENGTH = 1_500;
/** Other notifications wait no longer for the messages of alarm conversations. */
const PATIENCE_MS = 3_000;

export interface AlarmWatchDeps {
  api: Pick<TalkApi, 'messagesAfter' | 'newestMessageId'>;
  clock: Clock;
  say: Say;
  book: AccountBook;
  /** Null: no alarm conversation. */
  declared: (token: string) => Declared | null;
  /** The failure concerns the whole account, so no other conversation needs to be asked about. */
  concernsAll: (error: unknown) => boolean;
  /** Reading an alarm on another device acknowledges it. */
  readingAcknowledges?: () => boolean;
  /** The messages of a conversation cannot be fetched, for the first time in a row; `kind` contains no text from outside. */
  onTrouble: (token: string, kind: string) => void;
}

/** What is known of a conversation besides its list's entry. */
export interface Before {
  /**
   * How far the conversation had been considered before this list, where the alarms begin when it has just become an
   * alarm conversation; null: everything in it is old.
   */
  startOf: (room: Room) => MessageId | null;
  /** Seconds since 1970 when the server sent the list; null: unknown. */
  serverTime: number | null;
  /** The list names every conversation. */
  isWhole: boolean;
}

/** A conversation that must be asked. */
interface Job {
  room: Room;
  /** Where its alarms begin, as above. */
  start: MessageId | null;
  /** It has not been asked for some time. */
  isDue: boolean;
}

export type AlarmWatch = ReturnType<typeof createAlarmWatch>;

/**
 * Finds the alarms of one account. Unlike everything that notifies, it considers each message since its own cursor,
 * whether it is read or not, whatever the level of the conversation, and in an archived one, too.
 */
export function createAlarmWatch(deps: AlarmWatchDeps) {
  const { api, clock, say, book, declared, concernsAll, onTrouble } = deps;
  const underWay = new Set<string>();
  /** Conversations whose messages cannot be fetched, and when each is tried again, by the monotonic clock. */
  const troubles = new Map<string, { failures: number; until: number }>();
  /**
   * Conversations without a last message, as they were when their messages were last fetched. More may arrive within
   * the same second, so they are final only after a later list shows the same.
   */
  const considered = new Map<string, { print: string; final: boolean; at: number }>();
  /** Alarms that were unread at some time, so that reading them elsewhere is an act. */
  const wereUnread = new Set<string>();
  /** Conversations in which alarms have been found since the last question. */
  const rang = new Set<string>();
  /** When each conversation was last asked, by the monotonic clock. */
  const askedAt = new Map<string, number>();
  let closed = false;

  const isWatched = (room: Room): boolean => room.type !== ROOM_TYPES.changelog && declared(room.token) !== null;

  const sounding = (token: string): OpenAlarm[] => book.openIn(token).filter(({ isMissed }) => !isMissed);
  const withoutWords = (token: string): MessageId[] =>
    book.openIn(token).flatMap(({ id, message }) => (message !== null && !book.wordsOf(id) ? message : []));

  function wordsOf(room: Room, message: Message): AlarmWords {
    const text = wholeTextOf(message, say) ?? previewOf(message, room, say).text;
    return {
      sender: marked(authorOf(message, say)),
      text: cut(text, TEXT_LENGTH),
      edited: message.edited ?? 0,
    };
  }

  /**
   * Judges messages and writes the alarms among them into the book.
   * @param upTo every message up to this one is among them, or was judged before
   * @param isNew of these messages, only the new ones are judged
   */
  function judge(
    room: Room,
    messages: readonly Message[],
    upTo: MessageId,
    { read = [], isNew = isUnjudged }: { read?: readonly MessageId[]; isNew?: typeof isUnjudged } = {},
  ): void {
    const { token } = room;
    const heard = book.heard(token);
    const rule = declared(token)?.rule;
    if (!heard || !rule || closed) return;
    const alarms = messages.filter((message) => isNew(message, heard) && isAlarm(message, rule, room));
    const known = new Set<MessageId>([...heard.alarms, ...alarms.map(({ id }) => id)]);
    const words = new Map(
      messages.flatMap((one) => (known.has(one.id) && !isDeleted(one) ? [[one.id, wordsOf(room, one)] as const] : [])),
    );
    const shown = {
      token,
      conversation: room.type === ROOM_TYPES.oneToOne ? say('alarmOneToOne') : nameOf(room),
      upTo,
      found: alarms.map(toFound),
      deleted: messages.flatMap(deletedIn),
      acknowledged: [
        ...messages.flatMap((one) => reactedTo(one, room)),
        ...read.map((message) => ({ message, by: 'elsewhere' as const })),
      ],
    };
    book.hear(shown, words);
    if (book.heard(token)?.alarms.some((id) => !heard.alarms.includes(id))) rang.add(token);
  }

  function toFound({ id, timestamp, edited = 0 }: Message): Found {
    const at = Math.max(timestamp, edited);
    const writtenAt = at > 0 ? at : null;
    const now = book.serverNow();
    return { message: id, writtenAt, ageS: writtenAt === null || now === null ? null : now - writtenAt };
  }

  /** Judges what the list itself shows, without a request. */
  function judgeListed(room: Room): void {
    const { token, lastMessage } = room;
    const heard = book.heard(token);
    if (!heard) return;
    judge(room, lastMessage ? [lastMessage] : [], heard.upTo, { read: readElsewhere(room) });
  }

  /** Returns the alarms that were unread before and are read now, if that counts here. */
  function readElsewhere({ token, lastReadMessage }: Room): MessageId[] {
    const read: MessageId[] = [];
    for (const { id, message } of book.openIn(token)) {
      if (message === null) continue;
      if (lastReadMessage < message) wereUnread.add(id);
      else if (wereUnread.delete(id) && deps.readingAcknowledges?.()) read.push(message);
    }
    return read;
  }

  function isConsidered(room: Room): boolean {
    const last = considered.get(room.token);
    if (!last?.final || last.print !== printOf(room)) return false;
    return !isPrintUnsure(room) || clock.monotonic() - last.at < UNSURE_MS;
  }

  /** Whether only a request shows what is new in the conversation, or what becomes of an alarm that rings. */
  function needsMessages(room: Room): boolean {
    const { token, lastMessage } = room;
    const heard = book.heard(token);
    if (!heard || sounding(token).length > 0 || withoutWords(token).length > 0) return true;
    return lastMessage ? lastMessage.id > heard.upTo : !isConsidered(room);
  }

  const isEditDue = (token: string): boolean =>
    clock.monotonic() - (askedAt.get(token) ?? Number.NEGATIVE_INFINITY) >= EDITS_MS;

  const isHeld = (token: string): boolean => (troubles.get(token)?.until ?? 0) > clock.monotonic();

  function fail(token: string, error: unknown): void {
    const failures = (troubles.get(token)?.failures ?? 0) + 1;
    const asked = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
    const wait = Math.max(Math.min(backoff(failures, clock.random()), LONGEST_WAIT_MS), asked ?? 0);
    troubles.set(token, { failures, until: clock.monotonic() + wait });
    if (failures === 1) onTrouble(token, `alarm: ${describeError(error)}`);
  }

  /** Begins to watch a conversation that has just become an alarm conversation. @throws the errors of a request */
  async function begin(room: Room, start: MessageId | null): Promise<void> {
    const { token, lastMessage, lastReadMessage, lastActivity } = room;
    if (book.heard(token)) return;
    const newest = start ?? lastMessage?.id ?? (await api.newestMessageId(token, LIMIT_MS)) ?? 0;
    if (!closed) book.follow(token, start ?? latestId(newest, lastReadMessage), book.serverNow() ?? lastActivity);
  }

  /** Fetches and judges every message since the cursor. @throws the errors of a request */
  async function ask(room: Room): Promise<void> {
    const { token, lastMessage } = room;
    const until = clock.monotonic() + LIMIT_MS;
    const patience = (): number => Math.max(1, until - clock.monotonic());
    const edited = new Set<MessageId>(withoutWords(token));
    askedAt.set(token, clock.monotonic());
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const from = book.heard(token)?.upTo;
      if (from === undefined || closed) return;
      const told = await api.messagesAfter(token, from, MOST_FETCHED, patience());
      const fresh = told.messages.filter(({ id }) => id > from);
      for (const id of fresh.flatMap(editedIn)) edited.add(id);
      for (const { id } of fresh) edited.delete(id);
      const isLast = !told.full || fresh.length === 0;
      // The list may show messages that the answer leaves out.
      const listed = told.full ? 0 : (lastMessage?.id ?? 0);
      judge(room, fresh, latestId(from, listed, ...fresh.map(({ id }) => id)));
      if (isLast) break;
    }
    for (const id of [...edited].slice(-MOST_LOOKED_AT)) await lookAt(room, id, patience);
    if (!lastMessage) consider(room);
  }

  /** Reads one message again. */
  async function lookAt(room: Room, id: MessageId, patience: () => number): Promise<void> {
    const { messages } = await api.messagesAfter(room.token, previousId(id), 1, patience());
    const upTo = book.heard(room.token)?.upTo;
    if (upTo === undefined) return;
    const found = messages.filter((one) => one.id === id);
    judge(room, found, upTo);
    // It cannot be had any more, and is not asked for again.
    if (found.every(isDeleted)) book.noWords(room.token, id);
  }

  function consider(room: Room): void {
    const print = printOf(room);
    const final = considered.get(room.token)?.print === print;
    considered.set(room.token, { print, final, at: clock.monotonic() });
  }

  async function watch({ room, start, isDue }: Job): Promise<unknown> {
    const { token } = room;
    underWay.add(token);
    try {
      await begin(room, start);
      judgeListed(room);
      if (isDue || needsMessages(room)) await ask(room);
      troubles.delete(token);
      return null;
    } catch (error) {
      fail(token, error);
      return error;
    } finally {
      underWay.delete(token);
    }
  }

  /** Resolves with null when the work takes long; it goes on. */
  async function soonest(work: Promise<unknown>): Promise<unknown> {
    let cancel = (): void => {};
    const late = new Promise<null>((resolve) => {
      cancel = clock.after(PATIENCE_MS, () => resolve(null));
    });
    const stop = await Promise.race([work, late]);
    cancel();
    return stop;
  }

  return {
    /**
     * Judges a new list. What it shows by itself is in the book when this returns; the promise resolves when the
     * messages have been fetched, or after three seconds.
     * @returns an error that concerns the whole account, or null; never rejects
     */
    listed(rooms: readonly Room[], { startOf, serverTime, isWhole }: Before): Promise<unknown> {
      book.serverSaid(serverTime);
      for (const token of book.followed()) if (!declared(token)) book.unfollow(token);
      const jobs: Job[] = [];
      const waited = new Set<string>();
      for (const room of rooms) {
        if (!isWatched(room)) continue;
        const start = book.heard(room.token) ? null : startOf(room);
        if (start !== null) book.follow(room.token, start, book.serverNow() ?? room.lastActivity);
        judgeListed(room);
        const isDue = isWhole && isEditDue(room.token);
        if (!isDue && !needsMessages(room)) continue;
        waited.add(room.token);
        if (!underWay.has(room.token) && !isHeld(room.token)) jobs.push({ room, start, isDue });
      }
      for (const token of troubles.keys()) if (!waited.has(token)) troubles.delete(token);
      if (jobs.length === 0) return Promise.resolve(null);
      let stop: unknown = null;
      const work = async (): Promise<void> => {
        for (let job = jobs.shift(); job && stop === null; job = jobs.shift()) {
          const error = await watch(job);
          if (error !== null && concernsAll(error)) stop ??= error;
        }
      };
      return soonest(Promise.all(Array.from({ length: AT_ONCE }, work)).then(() => stop));
    },
    /**
     * Takes the alarms out of messages that would notify: they ring instead, if they have not. An earlier answer may
     * have left them out although it reached further.
     * @returns the other messages
     */
    withoutAlarms<M extends Message>(room: Room, messages: readonly M[]): readonly M[] {
      const heard = book.heard(room.token);
      if (!heard || !declared(room.token) || messages.length === 0) return messages;
      judge(room, messages, heard.upTo, {
        isNew: (one, { since }) => isUnjudged(one, heard) || one.timestamp >= since,
      });
      const alarms = new Set(book.heard(room.token)?.alarms);
      return messages.filter(({ id }) => !alarms.has(id));
    },
    /** Returns the conversations in which alarms have been found since the last call. */
    takeRang(): string[] {
      const tokens = [...rang];
      rang.clear();
      return tokens;
    },
    /** Milliseconds until a conversation whose messages could not be fetched may be tried again; null: none waits. */
    dueIn(): number | null {
      const waits = [...troubles].filter(([token]) => !underWay.has(token)).map(([, { until }]) => until);
      return waits.length === 0 ? null : Math.max(0, Math.min(...waits) - clock.monotonic());
    },
    /** Alarm conversations whose messages cannot be fetched at the moment. */
    troubled: (): string[] => [...troubles.keys()],
    /** The user asks for a refresh, or the computer is awake again. */
    release(): void {
      for (const trouble of troubles.values()) trouble.until = Number.NEGATIVE_INFINITY;
    },
    stop(): void {
      closed = true;
    },
  };
}

/** Whether the message has arrived, or was edited, after what the conversation has shown so far. */
const isUnjudged = ({ id, edited }: Message, { upTo, since }: Heard): boolean =>
  id > upTo || (edited !== undefined && edited >= since);

const printOf = ({ lastActivity, unreadMessages, lastReadMessage }: Room): string =>
  `${lastActivity}/${unreadMessages}/${lastReadMessage}`;

const isPrintUnsure = (room: Room): boolean =>
  isUnsure(room, 'lastActivity') || isUnsure(room, 'unreadMessages') || isUnsure(room, 'lastReadMessage');

/** Returns the message that was edited, if this entry of the history tells of an edit. */
const editedIn = ({ systemMessage, parent }: Message): MessageId[] =>
  systemMessage === 'message_edited' && parent?.id !== undefined ? [parent.id] : [];

/** Returns the message that is gone, if this is it or tells of its deletion. */
function deletedIn(message: Message): MessageId[] {
  if (isDeleted(message)) return [message.id];
  return message.systemMessage === 'message_deleted' && message.parent?.id !== undefined ? [message.parent.id] : [];
}

/** Returns the message to which the user has reacted, on any device, if this entry of the history tells of it. */
function reactedTo(message: Message, room: Room): { message: MessageId; by: AcknowledgedBy }[] {
  const id = message.parent?.id;
  const isOwnReaction = message.systemMessage === 'reaction' && isOwn(message, room);
  return isOwnReaction && id !== undefined ? [{ message: id, by: 'reaction' }] : [];
}
