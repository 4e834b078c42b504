import { ServerError } from '../errors.ts';
import { compareIds, latestId, type MessageId } from '../model/message-id.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';
import { askAbout, concernsAll } from './ask-about.ts';
import { createCallLog } from './call-log.ts';
import { callLogNeed, mayHideCall } from './calls.ts';
import { createChatTroubles } from './chat-troubles.ts';
import { type Collected, conclude, concludeCall, type Fetched, lastOf, merged, newestKnown } from './conclude.ts';
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
/** All questions about one conversation; one that has failed may be slow, and gets more time. */
const FIRST_LIMIT_MS = 10_000;
const LATER_LIMIT_MS = 120_000;
/** A single question, as the client has it. */
const LONGEST_QUESTION_MS = 30_000;
/** Where the list tells nothing that could be read, its messages are asked for at most so often. */
const UNSURE_MS = 60_000;

/** What is being collected. */
export interface Collection {
  /** What has been found out since the last time this was called. */
  take: () => Collected[];
  /**
   * Resolves when nothing is under way any more; with what concerns the whole account, or null. Never rejects. Null
   * where the server need not be asked.
   */
  asking: Promise<unknown> | null;
  /** Waits no longer: what is under way is told one by one, what has not been asked about yet is the next list's. */
  detach: (onLate: (one: Collected) => void) => void;
}

/** A conversation that is to be asked about. */
interface Job {
  room: Room;
  cursor: Cursor;
  /** A call of it is on the screen. */
  callShown: boolean;
  /** A call of it may have come and gone that no list has told of. */
  callUnseen: boolean;
}

export interface CollectorDeps {
  api: Pick<TalkApi, 'messagesAfter' | 'messagesBefore' | 'newestMessageId'>;
  clock: Clock;
  threads: ThreadLevels & Pick<Threads, 'canLearn' | 'learn'>;
  /** A conversation's messages cannot be had, or something in them cannot be read; `kind` is nothing of a stranger's. */
  onTrouble: (token: string, kind: string) => void;
}

/** What a conversation looks like from outside; tells that something came where the list hides the messages. */
const fingerprint = ({ lastActivity, unreadMessages, lastReadMessage }: Room): string =>
  `${lastActivity}/${unreadMessages}/${lastReadMessage}`;

const isFingerprintUnsure = (room: Room): boolean =>
  isUnsure(room, 'lastActivity') || isUnsure(room, 'unreadMessages') || isUnsure(room, 'lastReadMessage');

/** Finds out what came since the cursors; fetches what the list does not tell. */
export function createCollector({ api, clock, threads, onTrouble }: CollectorDeps) {
  /**
   * What a conversation without a last message looked like when its messages were last fetched, and when that was. In
   * that second more may have come that changes nothing in how it looks: only a later list that says the same makes it
   * final.
   */
  const considered = new Map<string, { print: string; final: boolean; at: number }>();
  /** Conversations that are being asked about, until what came of it has been dealt with. */
  const underWay = new Set<string>();
  /** Some could not be asked about in time. */
  let postponed = false;
  const troubles = createChatTroubles(clock, (token, kind) => onTrouble(token, `messages: ${kind}`));
  const callLog = createCallLog(api);

  function isConsidered(room: Room): boolean {
    const last = considered.get(room.token);
    if (!last?.final || last.print !== fingerprint(room)) return false;
    return !isFingerprintUnsure(room) || Math.abs(clock.now() - last.at) < UNSURE_MS;
  }

  const hides = (room: Room): boolean => hidesMessages(room) && !isConsidered(room);

  /** The usual case, decided without asking anybody: nothing came. */
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

  /** Hidden ones are looked at even where they do not ring: else they would, once something does. */
  function needsMessages(room: Room, cursor: Cursor): boolean {
    if (cursor.since !== undefined) return room.unreadMessages > 0 || isUnsure(room, 'unreadMessages');
    return hides(room) || (mayRing(room, threads) && lastOf(room, cursor).length > 0 && !onlyLastCounts(room, threads));
  }

  /** Does it depend on a thread's level whether the last message rings? */
  const needsLevel = (room: Room, cursor: Cursor): boolean =>
    threads.canLearn(room.token) && threadPosts(room, lastOf(room, cursor), cursor).length > 0;

  const needsLog = ({ room, cursor, callShown }: Job): boolean =>
    callLogNeed(room, cursor, lastOf(room, cursor), callShown) !== 'none';

  const mayHide = ({ room, cursor, callUnseen }: Job): boolean =>
    callUnseen && mayHideCall(room, cursor, lastOf(room, cursor));

  /** Nothing waits for a call that may not even have been. */
  const isOptional = (job: Job): boolean => !needsMessages(job.room, job.cursor) && !needsLog(job);

  /** What one conversation has to tell, after its messages were asked for. @throws what fetching them throws */
  async function askAndConclude({ room, cursor, ...job }: Job): Promise<Collected> {
    const patience = patienceFor(room);
    const isHidden = hides(room) || cursor.since !== undefined;
    const after = latestId(cursor.message, room.lastReadMessage);
    await threads.learn(room, threadPosts(room, lastOf(room, cursor), cursor), patience);
    const isAsked = needsMessages(room, cursor);
    const { fetched, full } = isAsked ? await fetchMessages(room, cursor, after, patience) : NOTHING;
    await learnOthers(room, cursor, fetched, patience);
    const known = merged(fetched, lastOf(room, cursor));
    const isAll = isAsked && !full && after === cursor.message;
    // Where the list hides the last message, only asking tells what a full page is followed by.
    const newest = full && isHidden ? await newestOf(room, patience) : newestKnown(room, cursor);
    try {
      const log = await callLog.read({ room, cursor, ...job, patience }, known, isAll);
      return conclude(room, cursor, { fetched, full, log, newest }, threads);
    } catch (error) {
      // How its calls went keeps no message from ringing for long.
      const without = conclude(room, cursor, { fetched, full, log: [], newest }, threads);
      const isLasting = troubles.has(room.token) || (error instanceof ServerError && error.retryAfter !== null);
      if (concernsAll(error) || !isLasting || without.messages.length === 0) throw error;
      return without;
    }
  }

  /** Of the last message's thread it is known, if that message was one that may ring. */
  function learnOthers(room: Room, cursor: Cursor, fetched: readonly Message[], patience: () => number): Promise<void> {
    const learned = threadPosts(room, lastOf(room, cursor), cursor).at(-1)?.thread?.id;
    const others = threadPosts(room, fetched, cursor).filter(({ thread }) => thread?.id !== learned);
    return threads.learn(room, others, patience);
  }

  /**
   * What the list alone tells of a conversation that cannot be asked about.
   * @param inDoubt it has been waited for long enough: a message that the list tells rings without what it waits for
   */
  function tellWithout(job: Job, inDoubt: boolean): Collected {
    const { room, cursor, callShown } = job;
    if (isOptional(job) || (inDoubt && !needsMessages(room, cursor))) {
      const without = conclude(room, cursor, { ...NOTHING, newest: newestKnown(room, cursor) }, threads);
      if (isOptional(job) || without.messages.length > 0) return without;
    }
    return concludeCall(room, cursor, callShown, inDoubt);
  }

  /** Milliseconds that the next question about a conversation may take: there is one limit for all of them. */
  function patienceFor({ token }: Room): () => number {
    const started = clock.monotonic();
    const limit = troubles.has(token) ? LATER_LIMIT_MS : FIRST_LIMIT_MS;
    return () => Math.max(1, Math.min(LONGEST_QUESTION_MS, started + limit - clock.monotonic()));
  }

  const newestOf = async ({ token }: Room, patience: () => number): Promise<MessageId> =>
    (await orIfGone(api.newestMessageId(token, patience()), null)) ?? 0;

  /**
   * What came after, asked for from the read marker on where that is further: a page of read ones would hide the rest.
   * Nothing where the conversation is gone: the list has to do. Where only mentions ring, one may stand behind the
   * first page: then pages are turned, and so they are while it is to be found out what is known.
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
      // One that names nothing new would be asked for again and again.
      if (!next.full || fresh.length === 0) return { fetched, full: false };
    }
    return { fetched, full: true };
  }

  /** @param found what need not be asked about */
  function askFor(rooms: readonly Room[], jobs: Job[], found: Collected[]): Collection {
    const started = new Set<Job>();
    let onLate: ((one: Collected) => void) | null = null;
    postponed = false;
    // Those that have failed before may fail again: they must not hold up the others.
    const placeOf = (job: Job): number => Number(isOptional(job)) + 2 * Number(troubles.has(job.room.token));
    jobs.sort((a, b) => placeOf(a) - placeOf(b));

    async function ask(job: Job): Promise<void> {
      started.add(job);
      underWay.add(job.room.token);
      const one = await askAndConclude(job);
      const isTold = !started.delete(job);
      // What has been told without it can only be taken back; a call that was missed has not been told.
      if (onLate) onLate(isTold ? { ...one, messages: [], latest: undefined, call: false } : one);
      else found.push(one);
    }
    function giveUp(job: Job): void {
      started.delete(job);
      underWay.delete(job.room.token);
      if (!onLate) found.push(tellWithout(job, troubles.isLasting(job.room.token)));
    }

    /** What could not be asked about: some of it can be told without. */
    function tellLeft(): void {
      const left = jobs.splice(0);
      for (const job of left) if (isOptional(job)) found.push(tellWithout(job, true));
      postponed = left.some((job) => !isOptional(job));
    }
    async function askAll(): Promise<unknown> {
      const stop = await askAbout(jobs, troubles, ask, giveUp);
      if (!onLate) tellLeft();
      return stop;
    }

    return {
      asking: jobs.length === 0 ? null : askAll(),
      take() {
        // As in the list, whichever answer came first.
        const places = new Map(found.length > 1 ? rooms.map((room, place) => [room, place]) : []);
        return found.splice(0).sort((a, b) => (places.get(a.room) ?? 0) - (places.get(b.room) ?? 0));
      },
      detach(callback) {
        onLate = callback;
        for (const job of started) {
          const one = tellWithout(job, true);
          if (one.considered) started.delete(job);
          found.push(one);
        }
        tellLeft();
      },
    };
  }

  function settleOne(room: Room): void {
    const print = fingerprint(room);
    const final = considered.get(room.token)?.print === print;
    if (room.lastMessage) considered.delete(room.token);
    else considered.set(room.token, { print, final, at: clock.now() });
  }

  return {
    /**
     * What came since the cursors. A conversation whose messages cannot be had keeps its cursor and is asked about
     * again later, whatever the others do.
     * @param isCallShown is a call of this conversation on the screen?
     * @param callUnseen calls may have come and gone that no list has told of
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
        const job: Job = { room, cursor, callShown: isCallShown(token), callUnseen };
        if (isUnchanged(job)) continue;
        const needs = needsMessages(room, cursor) || needsLog(job) || mayHide(job) || needsLevel(room, cursor);
        if (needs) waited.add(token);
        // What is under way is dealt with when it comes, also where its messages are not needed any more.
        if (underWay.has(token)) found.push(concludeCall(room, cursor, job.callShown, true));
        else if (needs && troubles.isHeld(token)) found.push(tellWithout(job, troubles.isLasting(token)));
        else if (needs) jobs.push(job);
        else found.push(conclude(room, cursor, { ...NOTHING, newest: newestKnown(room, cursor) }, threads));
      }
      troubles.keep(waited);
      return askFor(rooms, jobs, found);
    },

    /** These have been dealt with: the cursors are stored. */
    settle(collected: readonly Collected[]): void {
      for (const { room, considered: isDone } of collected) if (isDone) settleOne(room);
    },
    /** Nothing is done with these any more: they can be asked about again. */
    letGo(collected: readonly Collected[]): void {
      for (const { room, considered: isDone } of collected) if (isDone) underWay.delete(room.token);
    },

    /**
     * The first list after signing in announces nothing: everything in it counts as known.
     * @returns the cursors of all, and what concerns the whole account, else null
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

    /** Conversations whose messages cannot be had at the moment. */
    troubled: troubles.tokens,
    /** Milliseconds until one of them may be asked about again; null: none waits. */
    dueIn: (): number | null => (postponed ? 0 : troubles.dueIn(underWay)),
    /** The person wants to know now: none waits any longer. */
    release: troubles.release,
  };
}

/** Each once, oldest first, whatever the server makes of the page. */
function newAmong(page: readonly Message[], known: readonly Message[], after: MessageId): Message[] {
  const told = new Set(known.map(({ id }) => id));
  const fresh = new Map(page.filter(({ id }) => id > after && !told.has(id)).map((message) => [message.id, message]));
  return [...fresh.values()].sort((a, b) => compareIds(a.id, b.id));
}

const GONE = { messages: [], full: false, odd: [] };
const NOTHING: Omit<Fetched, 'newest'> = { fetched: [], full: false, log: [] };

/** Nextcloud itself says that there is no such conversation, which is an answer: the list has to do. */
async function orIfGone<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ServerError && error.ocs === 404) return otherwise;
    throw error;
  }
}
