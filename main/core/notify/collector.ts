import { describeError, isExpected, ServerError } from '../errors.ts';
import { compareIds, latestId, type MessageId } from '../model/message-id.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';
import { askAbout, concernsAll } from './ask-about.ts';
import { createCallLog } from './call-log.ts';
import { callLogNeed, mayHideCall } from './calls.ts';
import { createChatTroubles } from './chat-troubles.ts';
import {
  type Collected,
  conclude,
  concludeCall,
  concludeWithoutLog,
  type Fetched,
  lastOf,
  merged,
  newestKnown,
} from './conclude.ts';
import type { Cursor, Cursors } from './cursors.ts';
import type { ThreadLevels, Threads } from './threads.ts';
import {
  baselineOf,
  cursorOf,
  hidesMessages,
  isPicked,
  mayRing,
  onlyLastCounts,
  pendingBaselineOf,
  threadPosts,
} from './what-changed.ts';

export type { Collected } from './conclude.ts';

const MOST_FETCHED = 50;
const MOST_PAGES = 20;
/**
 * Limit for all requests about one conversation; after a failure it is longer, because the conversation may be slow.
 */
const FIRST_LIMIT_MS = 10_000;
const LATER_LIMIT_MS = 120_000;
/** Limit for a single request, the same as the client's. */
const LONGEST_QUESTION_MS = 30_000;
/** When the list's fields are unreadable, the messages are fetched at most this often. */
const UNSURE_MS = 60_000;

/** The progress of collecting. */
export interface Collection {
  /** Returns the results since the last call. */
  take: () => Collected[];
  /**
   * Resolves when no request is under way any more: with an error that concerns the whole account, or null. Never
   * rejects. Null when no request is needed.
   */
  asking: Promise<unknown> | null;
  /**
   * Stops waiting: each pending result is passed to `onLate`, and conversations that have not been asked about are left
   * to the next list. `wasAnnounced`: the messages have been announced, and the result is only owed.
   */
  detach: (onLate: (one: Collected, wasAnnounced: boolean) => void) => void;
}

/** A conversation that must be asked about. */
interface Job {
  room: Room;
  cursor: Cursor;
  /** A call of the conversation is on the screen. */
  callShown: boolean;
  /** A call of the conversation may have come and gone that no list has shown. */
  callUnseen: boolean;
  /** Its messages, once these are known; only the call log may be missing then. */
  messages: Omit<Fetched, 'log'> | null;
}

export interface CollectorDeps {
  api: Pick<TalkApi, 'messagesAfter' | 'messagesBefore' | 'newestMessageId'>;
  clock: Clock;
  threads: ThreadLevels & Pick<Threads, 'canLearn' | 'learn'>;
  /**
   * A conversation's messages cannot be fetched, or a field in them is unreadable; `kind` contains no text from
   * outside.
   */
  onTrouble: (token: string, kind: string) => void;
  /** The server has answered everything about this conversation. */
  onAnswered: (token: string) => void;
}

/** The visible state of a conversation, which shows that a message arrived when the list hides the messages. */
const fingerprint = ({ lastActivity, unreadMessages, lastReadMessage }: Room): string =>
  `${lastActivity}/${unreadMessages}/${lastReadMessage}`;

const isFingerprintUnsure = (room: Room): boolean =>
  isUnsure(room, 'lastActivity') || isUnsure(room, 'unreadMessages') || isUnsure(room, 'lastReadMessage');

/** Finds the new messages since the cursors, and fetches those that the list does not contain. */
export function createCollector({ api, clock, threads, onTrouble, onAnswered }: CollectorDeps) {
  /**
   * The fingerprint of a conversation without a last message when its messages were last fetched, and the time of that
   * in monotonic milliseconds. More messages may arrive within the same second without changing the fingerprint, so it
   * is final only after a later list with the same one.
   */
  const considered = new Map<string, { print: string; final: boolean; at: number }>();
  /** Conversations whose requests are under way or whose results have not been handled yet. */
  const underWay = new Set<string>();
  /** Some conversations could not be asked about in time. */
  let postponed = false;
  const troubles = createChatTroubles(clock, (token, kind) => onTrouble(token, `messages: ${kind}`));
  const callLog = createCallLog(api);

  function isConsidered(room: Room): boolean {
    const last = considered.get(room.token);
    if (!last?.final || last.print !== fingerprint(room)) return false;
    return !isFingerprintUnsure(room) || clock.monotonic() - last.at < UNSURE_MS;
  }

  const hides = (room: Room): boolean => hidesMessages(room) && !isConsidered(room);

  /** Whether nothing has arrived. This is the usual case and needs no request. */
  function isUnchanged({ room, cursor, callShown }: Job): boolean {
    const sameCall = room.hasCall ? room.callStartTime === cursor.call && cursor.running === true : !cursor.running;
    const callHides = callShown && room.lastMessage === undefined && !isConsidered(room);
    return (
      newestKnown(room, cursor) <= cursor.message &&
      sameCall &&
      cursor.since === undefined &&
      !hides(room) &&
      !callHides
    );
  }

  /** Hidden messages are fetched even when they do not ring now, because otherwise they would ring later. */
  function needsMessages(room: Room, cursor: Cursor): boolean {
    if (cursor.since !== undefined) return room.unreadMessages > 0 || isUnsure(room, 'unreadMessages');
    return hides(room) || (mayRing(room, threads) && lastOf(room, cursor).length > 0 && !onlyLastCounts(room, threads));
  }

  /** Whether the last message rings only depending on its thread's level. */
  const needsLevel = (room: Room, cursor: Cursor): boolean =>
    threads.canLearn(room.token) && threadPosts(room, lastOf(room, cursor), cursor).length > 0;

  const needsLog = ({ room, cursor, callShown }: Job): boolean =>
    callLogNeed(room, cursor, lastOf(room, cursor), callShown) !== 'none';

  const mayHide = ({ room, cursor, callUnseen }: Job): boolean =>
    callUnseen && mayHideCall(room, cursor, lastOf(room, cursor));

  /** A request that only looks for a possible hidden call must delay nothing. */
  const isOptional = (job: Job): boolean => !needsMessages(job.room, job.cursor) && !needsLog(job);

  /** Fetches what is needed about one conversation and returns its announcement. @throws the errors of fetching */
  async function askAndConclude(job: Job): Promise<Collected> {
    const { room, cursor } = job;
    const patience = patienceFor(room);
    const isHidden = hides(room) || cursor.since !== undefined;
    const after = latestId(cursor.message, room.lastReadMessage);
    await threads.learn(room, threadPosts(room, lastOf(room, cursor), cursor), patience);
    const isAsked = needsMessages(room, cursor);
    const { fetched, full } = isAsked ? await fetchMessages(room, cursor, after, patience) : NOTHING;
    await learnOthers(room, cursor, fetched, patience);
    const isAll = isAsked && !full && after === cursor.message;
    // When the list hides the last message, only a request shows whether more messages follow a full page.
    const newest = full && isHidden ? await newestOf(room, patience) : newestKnown(room, cursor);
    const messages = { fetched, full, newest };
    job.messages = messages;
    try {
      const log = await callLog.read({ ...job, patience }, merged(fetched, lastOf(room, cursor)), isAll);
      onAnswered(room.token);
      return conclude(room, cursor, { ...messages, log }, threads);
    } catch (error) {
      // A failing call log must not delay messages for long.
      const without = concludeWithoutLog(room, cursor, messages, threads);
      const isLasting = troubles.has(room.token) || (error instanceof ServerError && error.retryAfter !== null);
      if (concernsAll(error) || !isLasting || without.messages.length === 0) throw error;
      if (!isExpected(error)) onTrouble(room.token, `call log: ${describeError(error)}`);
      return without;
    }
  }

  /** Fetches the levels of the other threads; that of the last message's thread is already known. */
  function learnOthers(room: Room, cursor: Cursor, fetched: readonly Message[], patience: () => number): Promise<void> {
    const learned = threadPosts(room, lastOf(room, cursor), cursor).at(-1)?.thread?.id;
    const others = threadPosts(room, fetched, cursor).filter(({ thread }) => thread?.id !== learned);
    return threads.learn(room, others, patience);
  }

  /** Returns the announcement of a conversation about which only the list is known. */
  const concludeList = ({ room, cursor }: Job): Collected =>
    conclude(room, cursor, { ...NOTHING, log: [], newest: newestKnown(room, cursor) }, threads);

  /**
   * Returns what is known about a conversation whose requests have failed or take long.
   * @param inDoubt the conversation has waited long enough: known messages ring without its call log
   */
  function concludeAsKnown(job: Job, inDoubt: boolean): Collected {
    const { room, cursor, callShown } = job;
    if (isOptional(job)) return concludeList(job);
    const known = needsMessages(room, cursor) ? job.messages : { ...NOTHING, newest: newestKnown(room, cursor) };
    if (inDoubt && known) {
      const without = concludeWithoutLog(room, cursor, known, threads);
      if (without.messages.length > 0) return without;
    }
    return concludeCall(room, cursor, callShown, inDoubt);
  }

  /** Returns the milliseconds for the next request about a conversation; all its requests share one limit. */
  function patienceFor({ token }: Room): () => number {
    const started = clock.monotonic();
    const limit = troubles.has(token) ? LATER_LIMIT_MS : FIRST_LIMIT_MS;
    return () => Math.max(1, Math.min(LONGEST_QUESTION_MS, started + limit - clock.monotonic()));
  }

  const newestOf = async ({ token }: Room, patience: () => number): Promise<MessageId> =>
    (await orIfGone(api.newestMessageId(token, patience()), null)) ?? 0;

  /**
   * Fetches the messages after the cursor, or after the read marker if that is further, because a page of read messages
   * would hide the rest. Empty when the conversation is gone: the list must suffice. When only mentions ring, one may
   * come after the first page, so several pages are fetched; the same applies while the baseline is pending.
   */
  async function fetchMessages(
    room: Room,
    cursor: Cursor,
    after: MessageId,
    patience: () => number,
  ): Promise<{ fetched: Message[]; full: boolean }> {
    const fetched: Message[] = [];
    const pages = isPicked(room) || cursor.since !== undefined ? MOST_PAGES : 1;
    for (let page = 0; page < pages; page += 1) {
      const from = fetched.at(-1)?.id ?? after;
      const next = await orIfGone(api.messagesAfter(room.token, from, MOST_FETCHED, patience()), GONE);
      for (const field of next.odd) onTrouble(room.token, `a message's ${field} cannot be read`);
      const fresh = newAmong(next.messages, fetched, after);
      fetched.push(...fresh);
      // A page without new messages would be requested again and again.
      if (!next.full || fresh.length === 0) return { fetched, full: false };
    }
    return { fetched, full: true };
  }

  /** @param found results that need no request */
  function askFor(rooms: readonly Room[], jobs: Job[], found: Collected[]): Collection {
    const started = new Set<Job>();
    let onLate: ((one: Collected, wasAnnounced: boolean) => void) | null = null;
    postponed = false;
    // Conversations that have failed before may fail again, so they come last.
    const placeOf = (job: Job): number => Number(isOptional(job)) + 2 * Number(troubles.has(job.room.token));
    jobs.sort((a, b) => placeOf(a) - placeOf(b));

    async function ask(job: Job): Promise<void> {
      started.add(job);
      underWay.add(job.room.token);
      const one = await askAndConclude(job);
      const wasAnnounced = !started.delete(job);
      // The conversation was announced without this result, so a call in it may only be withdrawn; a missed call has
      // not been announced.
      if (onLate) onLate(wasAnnounced ? { ...one, call: false } : one, wasAnnounced && !isOptional(job));
      else found.push(one);
    }
    function giveUp(job: Job): void {
      started.delete(job);
      underWay.delete(job.room.token);
      if (!onLate) found.push(concludeAsKnown(job, troubles.isLasting(job.room.token)));
    }

    /** Announces conversations that were not asked about, as far as that is possible without a request. */
    function concludeLeft(): void {
      const left = jobs.splice(0);
      for (const job of left) if (isOptional(job)) found.push(concludeAsKnown(job, true));
      postponed = left.some((job) => !isOptional(job));
    }
    async function askAll(): Promise<unknown> {
      const stop = await askAbout(jobs, troubles, ask, giveUp);
      if (!onLate) concludeLeft();
      return stop;
    }

    return {
      asking: jobs.length === 0 ? null : askAll(),
      take() {
        // In the order of the list, whichever answer came first.
        const places = new Map(found.length > 1 ? rooms.map((room, place) => [room, place]) : []);
        return found.splice(0).sort((a, b) => (places.get(a.room) ?? 0) - (places.get(b.room) ?? 0));
      },
      detach(callback) {
        onLate = callback;
        for (const job of started) {
          const one = concludeAsKnown(job, true);
          if (one.considered) started.delete(job);
          found.push(one);
        }
        concludeLeft();
      },
    };
  }

  function settleOne(room: Room): void {
    const print = fingerprint(room);
    const final = considered.get(room.token)?.print === print;
    if (room.lastMessage) considered.delete(room.token);
    else considered.set(room.token, { print, final, at: clock.monotonic() });
  }

  return {
    /**
     * Collects the news since the cursors. A conversation whose messages cannot be fetched keeps its cursor and is
     * tried again later, whatever the others do.
     * @param isCallShown whether a call of this conversation is on the screen
     * @param callUnseen calls may have come and gone that no list has shown
     */
    collect(
      rooms: readonly Room[],
      cursors: Cursors,
      isCallShown: (token: string) => boolean,
      callUnseen: boolean,
    ): Collection {
      const found: Collected[] = [];
      const jobs: Job[] = [];
      const waited = new Set<string>();
      for (const room of rooms) {
        const { token } = room;
        const cursor = cursorOf(cursors, room);
        const job: Job = { room, cursor, callShown: isCallShown(token), callUnseen, messages: null };
        if (isUnchanged(job)) continue;
        const needs = needsMessages(room, cursor) || needsLog(job) || mayHide(job) || needsLevel(room, cursor);
        if (needs) waited.add(token);
        // A request under way is handled when it ends, even if its messages are no longer needed.
        if (underWay.has(token)) found.push(concludeCall(room, cursor, job.callShown, true));
        else if (needs && troubles.isHeld(token)) found.push(concludeAsKnown(job, troubles.isLasting(token)));
        else if (needs) jobs.push(job);
        else found.push(concludeList(job));
      }
      troubles.keep(waited);
      return askFor(rooms, jobs, found);
    },

    /** Marks conversations as considered, after their cursors have been stored. */
    settle(collected: readonly Collected[]): void {
      for (const { room, considered: isDone } of collected) if (isDone) settleOne(room);
    },
    /** Marks conversations as handled, so that they can be asked about again. */
    letGo(collected: readonly Collected[]): void {
      for (const { room, considered: isDone } of collected) if (isDone) underWay.delete(room.token);
    },

    /**
     * The first list after signing in announces nothing: everything in it counts as known.
     * @returns the cursors of all conversations, and an error that concerns the whole account, else null
     */
    async baseline(rooms: readonly Room[]): Promise<{ cursors: Cursors; stop: unknown }> {
      const cursors = new Map<string, Cursor>();
      for (const room of rooms)
        cursors.set(room.token, hidesMessages(room) ? pendingBaselineOf(room) : baselineOf(room, 0));
      const jobs = rooms.filter(hidesMessages).map((room) => ({ room }));
      const ask = async ({ room }: { room: Room }): Promise<void> => {
        cursors.set(room.token, baselineOf(room, await newestOf(room, patienceFor(room))));
        settleOne(room);
      };
      for (const room of rooms) if (!hidesMessages(room)) settleOne(room);
      return { cursors, stop: jobs.length === 0 ? null : await askAbout(jobs, troubles, ask, () => {}) };
    },

    /** Conversations whose messages cannot be fetched at the moment. */
    troubled: troubles.tokens,
    /** Milliseconds until one of them may be tried again; null: none waits. */
    dueIn: (): number | null => (postponed ? 0 : troubles.dueIn(underWay)),
    /** The server answers about this conversation again. */
    answered: troubles.end,
    /** The user asks for a refresh, so no conversation waits any longer. */
    release: troubles.release,
  };
}

/** Returns the new messages of a page, each once and oldest first, even if the server repeats or reorders them. */
function newAmong(page: readonly Message[], known: readonly Message[], after: MessageId): Message[] {
  const ids = new Set(known.map(({ id }) => id));
  const fresh = new Map(page.filter(({ id }) => id > after && !ids.has(id)).map((message) => [message.id, message]));
  return [...fresh.values()].sort((a, b) => compareIds(a.id, b.id));
}

const GONE = { messages: [], full: false, odd: [] };
const NOTHING: Omit<Fetched, 'newest' | 'log'> = { fetched: [], full: false };

/** When Nextcloud itself says that the conversation does not exist, that is an answer, and the list must suffice. */
async function orIfGone<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ServerError && error.ocs === 404) return otherwise;
    throw error;
  }
}
