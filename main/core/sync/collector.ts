import { ServerError } from '../errors.ts';
import { isUnsure, UNKNOWN_START } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';
import { askAbout } from './ask-about.ts';
import { callsIn, callsRing, isMissed, isQuiet, isWholeLog, needsCallLog } from './calls.ts';
import { createChatTroubles } from './chat-troubles.ts';
import type { Cursor, Cursors } from './cursors.ts';
import { isOwn } from './message-text.ts';
import {
  type Announcement,
  baselineOf,
  cursorOf,
  hidesMessages,
  mayRing,
  onlyLastCounts,
  onlyMentionsRing,
  pendingBaselineOf,
  ringing,
} from './what-changed.ts';

const MOST_FETCHED = 50;
const MOST_PAGES = 20;
/** The first time; one that has failed may be slow, and gets the client's own patience. */
const FIRST_TIMEOUT_MS = 10_000;
/** Where the list tells nothing that could be read, its messages are asked for at most so often. */
const UNSURE_MS = 60_000;

/** An announcement, and how far its conversation has been considered with it. */
export type Collected = Announcement & {
  cursor: Cursor;
  /** False: its messages could not be had, and only its call is told. */
  considered: boolean;
};

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
}

interface Fetched {
  fetched: Message[];
  full: boolean;
  /** Id of the newest message, fetched or not. */
  newest: number;
  /** What tells how the calls went. */
  log: Message[];
}

export interface CollectorDeps {
  api: Pick<TalkApi, 'messagesAfter' | 'messagesBefore' | 'newestMessageId'>;
  clock: Clock;
  /** A conversation's messages cannot be had, or something in them cannot be read; `kind` is nothing of a stranger's. */
  onTrouble: (token: string, kind: string) => void;
}

/** What a conversation looks like from outside; tells that something came where the list hides the messages. */
const fingerprint = ({ lastActivity, unreadMessages, lastReadMessage }: Room): string =>
  `${lastActivity}/${unreadMessages}/${lastReadMessage}`;

const isFingerprintUnsure = (room: Room): boolean =>
  isUnsure(room, 'lastActivity') || isUnsure(room, 'unreadMessages') || isUnsure(room, 'lastReadMessage');

/** Finds out what came since the cursors; fetches what the list does not tell. */
export function createCollector({ api, clock, onTrouble }: CollectorDeps) {
  /**
   * What a conversation without a last message looked like when its messages were last fetched, and when that was. In
   * that second more may have come that changes nothing in how it looks: only a later list that says the same makes it
   * final.
   */
  const considered = new Map<string, { looks: string; final: boolean; at: number }>();
  /** Conversations that are being asked about, until what came of it has been dealt with. */
  const underWay = new Set<string>();
  /** Some could not be asked about in time. */
  let postponed = false;
  const troubles = createChatTroubles(clock, (token, kind) => onTrouble(token, `messages: ${kind}`));

  function isConsidered(room: Room): boolean {
    const last = considered.get(room.token);
    if (!last?.final || last.looks !== fingerprint(room)) return false;
    return !isFingerprintUnsure(room) || Math.abs(clock.now() - last.at) < UNSURE_MS;
  }

  function consider(room: Room): void {
    const looks = fingerprint(room);
    if (room.lastMessage) considered.delete(room.token);
    else
      considered.set(room.token, {
        looks,
        final: considered.get(room.token)?.looks === looks || isFingerprintUnsure(room),
        at: clock.now(),
      });
  }

  const hides = (room: Room): boolean => hidesMessages(room) && !isConsidered(room);

  /** The usual case, decided without asking: nothing came. */
  function isUnchanged(room: Room, cursor: Cursor, callShown: boolean): boolean {
    const sameCall = room.hasCall ? isSameCall(room, cursor) && cursor.running : !cursor.running;
    const callHides = callShown && room.lastMessage === undefined && !isConsidered(room);
    return (
      (room.lastMessage?.id ?? cursor.message) <= cursor.message &&
      sameCall === true &&
      cursor.since === undefined &&
      !hides(room) &&
      !callHides
    );
  }

  const lastOf = ({ lastMessage }: Room, { message }: Cursor): Message[] =>
    lastMessage && lastMessage.id > message ? [lastMessage] : [];

  /** Hidden ones are looked at even where they do not ring: else they would, once something does. */
  function fetches(room: Room, cursor: Cursor): boolean {
    if (cursor.since !== undefined) return room.unreadMessages > 0 || isUnsure(room, 'unreadMessages');
    return hides(room) || (mayRing(room) && lastOf(room, cursor).length > 0 && !onlyLastCounts(room));
  }

  const needsMessages = ({ room, cursor, callShown }: Job): boolean =>
    fetches(room, cursor) || needsCallLog(room, cursor, lastOf(room, cursor), callShown);

  /** What one conversation has to tell that need not be asked about, or has been. */
  function conclude(room: Room, cursor: Cursor, { fetched, full, newest, log }: Fetched): Collected {
    const last = lastOf(room, cursor);
    const { since } = cursor;
    const isNew = ({ id, timestamp }: Message): boolean =>
      id > cursor.message && (since === undefined || timestamp > since);
    const messages = merged(fetched, log, last).filter(isNew);
    const more = full && (fetched.at(-1)?.id ?? 0) < newest;
    const all = ringing(room, messages, cursor);
    // With a gap before the last message, only the fetched ones can be counted; it stands for those in between.
    const counted = more ? ringing(room, fetched.filter(isNew), cursor) : all;
    const calls = callsIn(merged(log, messages), room);
    const latest = calls.at(-1);
    // A call that ended after the list was answered is a missed one, if any.
    const runs = room.hasCall && (latest?.end?.id ?? 0) <= (room.lastMessage?.id ?? cursor.message);
    const quiet = latest?.end === null && isQuiet(latest);
    return {
      room,
      messages: counted.length > 0 ? counted : all,
      latest: all.at(-1),
      more,
      call: runs && !isSameCall(room, cursor) && callsRing(room) && !quiet,
      callQuiet: room.hasCall && (!runs || quiet),
      missedCall: calls.some((call) => isMissed(call, room, cursor)),
      cursor: {
        message: Math.max(cursor.message, newest, ...[...fetched, ...messages].map(({ id }) => id)),
        call: runs ? room.callStartTime : knownCall(cursor),
        ...(runs && { running: true }),
      },
      considered: true,
    };
  }

  /** The same after its messages were fetched. @throws what fetching them throws */
  async function askAndConclude({ room, cursor, callShown }: Job): Promise<Collected> {
    const isHidden = hides(room) || cursor.since !== undefined;
    const after = Math.max(cursor.message, room.lastReadMessage);
    const { fetched, full } = fetches(room, cursor)
      ? await fetchMessages(room, cursor, after)
      : { fetched: [], full: false };
    const told = merged(fetched, lastOf(room, cursor));
    const log = needsCallLog(room, cursor, told, callShown) ? await callLog(room, cursor) : [];
    // Where the list hides the last message, only asking tells what a full page is followed by.
    const newest = full && isHidden ? await newestOf(room) : newestKnown(room, cursor);
    return conclude(room, cursor, { fetched, full, newest, log });
  }

  const newestKnown = ({ lastMessage }: Room, { message }: Cursor): number => lastMessage?.id ?? message;

  /**
   * Of a conversation whose messages cannot be had: its call is told by the list. Who takes part is not known: in doubt
   * it rings, though not when asking has failed only once.
   */
  function callOnly(room: Room, cursor: Cursor, waits = false): Collected {
    const isTold = room.hasCall && !waits;
    const byUser = room.lastMessage?.systemMessage === 'call_started' && isOwn(room.lastMessage, room);
    return {
      ...{ room, messages: [], latest: undefined, more: false, callQuiet: false, missedCall: false, considered: false },
      call: isTold && !isSameCall(room, cursor) && callsRing(room) && !byUser,
      cursor: isTold ? { ...cursor, call: room.callStartTime, running: true } : cursor,
    };
  }

  const patienceFor = (room: Room): number | undefined => (troubles.has(room.token) ? undefined : FIRST_TIMEOUT_MS);

  const newestOf = async (room: Room): Promise<number> =>
    (await orIfGone(api.newestMessageId(room.token, patienceFor(room)), null)) ?? 0;

  /** The messages back to the start of the calls that are new, oldest first; those that the server gives, at least. */
  async function callLog(room: Room, cursor: Cursor): Promise<Message[]> {
    let log: Message[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const oldest = log[0]?.id ?? null;
      const { messages } = await orIfGone(
        api.messagesBefore(room.token, oldest, MOST_FETCHED, patienceFor(room)),
        GONE,
      );
      // A server that gives the same page again and again must not be asked for ever.
      const older = messages.filter(({ id }) => oldest === null || id < oldest);
      log = merged(older, log);
      if (older.length === 0 || isWholeLog(log, room, cursor)) break;
    }
    return log;
  }

  /**
   * What came after, asked for from the read marker on where that is further: a page of read ones would hide the rest.
   * Nothing where the conversation is gone: the list has to do. Where only mentions ring, one may stand behind the
   * first page: then pages are turned, and so they are while it is to be found out what is known.
   */
  async function fetchMessages(
    room: Room,
    cursor: Cursor,
    after: number,
  ): Promise<{ fetched: Message[]; full: boolean }> {
    const fetched: Message[] = [];
    const pages = onlyMentionsRing(room) || cursor.since !== undefined ? MOST_PAGES : 1;
    for (let page = 0; page < pages; page += 1) {
      const from = fetched.at(-1)?.id ?? after;
      const next = await orIfGone(api.messagesAfter(room.token, from, MOST_FETCHED, patienceFor(room)), GONE);
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
    jobs.sort((a, b) => Number(troubles.has(a.room.token)) - Number(troubles.has(b.room.token)));

    async function ask(job: Job): Promise<void> {
      started.add(job);
      underWay.add(job.room.token);
      const one = await askAndConclude(job);
      started.delete(job);
      if (onLate) onLate(one);
      else found.push(one);
    }
    function giveUp(job: Job): void {
      started.delete(job);
      underWay.delete(job.room.token);
      if (!onLate) found.push(callOnly(job.room, job.cursor, !troubles.has(job.room.token)));
    }

    return {
      asking: jobs.length === 0 ? null : askAbout(jobs, troubles, ask, giveUp),
      take() {
        // As in the list, whichever answer came first.
        const places = new Map(found.length > 1 ? rooms.map((room, place) => [room, place]) : []);
        return found.splice(0).sort((a, b) => (places.get(a.room) ?? 0) - (places.get(b.room) ?? 0));
      },
      detach(callback) {
        onLate = callback;
        for (const { room, cursor } of started) found.push(callOnly(room, cursor));
        postponed = jobs.splice(0).length > 0;
      },
    };
  }

  return {
    /**
     * What came since the cursors. A conversation whose messages cannot be had keeps its cursor and is asked about
     * again later, whatever the others do.
     * @param isCallShown is a call of this conversation on the screen?
     */
    collect(rooms: readonly Room[], cursors: Cursors, isCallShown: (token: string) => boolean): Collection {
      const found: Collected[] = [];
      const jobs: Job[] = [];
      const waited = new Set<string>();
      for (const room of rooms) {
        const cursor = cursorOf(cursors, room);
        const callShown = isCallShown(room.token);
        if (isUnchanged(room, cursor, callShown)) continue;
        const job = { room, cursor, callShown };
        const needs = needsMessages(job);
        if (needs) waited.add(room.token);
        // What is under way is dealt with when it comes, also where its messages are not needed any more.
        if (underWay.has(room.token) || (needs && troubles.isHeld(room.token))) found.push(callOnly(room, cursor));
        else if (needs) jobs.push(job);
        else
          found.push(conclude(room, cursor, { fetched: [], full: false, newest: newestKnown(room, cursor), log: [] }));
      }
      troubles.keep(waited);
      return askFor(rooms, jobs, found);
    },

    /** These have been dealt with: the cursors are stored. */
    settle(collected: readonly Collected[]): void {
      for (const { room, considered: isDone } of collected) if (isDone) consider(room);
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
        cursors.set(room.token, baselineOf(room, await newestOf(room)));
        consider(room);
      };
      for (const room of rooms) if (!hidesMessages(room)) consider(room);
      return { cursors, stop: jobs.length === 0 ? null : await askAbout(jobs, troubles, ask, () => {}) };
    },

    /** Conversations whose messages cannot be had at the moment. */
    troubled: troubles.tokens,
    /** Milliseconds until one of them may be asked about again; null: none waits. */
    dueIn: (): number | null => (postponed ? 0 : troubles.dueIn()),
    /** The person wants to know now: none waits any longer. */
    release: troubles.release,
  };
}

/** Each once, oldest first, whatever the server makes of the page. */
function newAmong(page: readonly Message[], known: readonly Message[], after: number): Message[] {
  const told = new Set(known.map(({ id }) => id));
  const fresh = new Map(page.filter(({ id }) => id > after && !told.has(id)).map((message) => [message.id, message]));
  return [...fresh.values()].sort((a, b) => a.id - b.id);
}

/** Each message once, oldest first; of two answers about one, the first list's. */
function merged(...lists: readonly (readonly Message[])[]): Message[] {
  const byId = new Map(lists.toReversed().flatMap((list) => list.map((message) => [message.id, message] as const)));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** Does the call run that was announced? Its start is its identity; one that could not be read is the one that runs. */
const isSameCall = ({ hasCall, callStartTime }: Room, { call }: Cursor): boolean =>
  hasCall && (call === callStartTime || call === UNKNOWN_START);

const knownCall = ({ call }: Cursor): number => (call === UNKNOWN_START ? 0 : call);

const GONE = { messages: [], full: false, odd: [] };

/** Nextcloud itself says that there is no such conversation, which is an answer: the list has to do. */
async function orIfGone<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ServerError && error.ocs === 404) return otherwise;
    throw error;
  }
}
