import { describeError } from '../errors.ts';
import type { MessageId } from '../model/message-id.ts';
import { ROOM_TYPES } from '../nextcloud/room.ts';
import { LEVEL_NUMBERS } from '../nextcloud/room-action.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { ThreadLevel } from '../nextcloud/thread.ts';
import type { Clock } from '../ports.ts';
import type { NotifyRules } from '../settings/preferences.ts';
import { concernsAll } from './ask-about.ts';

/** How often the followed threads are requested: no event reports a change. */
const FOLLOWED_MS = 60 * 60_000;
/** After a failure, no request about threads is sent for this long, and the conversations' levels count. */
const LEFT_OUT_MS = 5 * 60_000;
/** How many threads of one conversation are requested at once; for the others, the known levels count. */
const MOST_ASKED = 5;

/** What the rules for ringing need to know about threads. */
export interface ThreadLevels {
  /** Returns the level of this message's thread; 0: the conversation's level applies. */
  of: (room: Room, message: Message) => ThreadLevel;
  /** Whether there is a thread in this conversation in which everything rings. */
  follows: (token: string) => boolean;
}

export const NO_THREADS: ThreadLevels = { of: () => 0, follows: () => false };

export interface ThreadsDeps {
  api: Pick<TalkApi, 'followedThreads' | 'threadLevel'>;
  clock: Clock;
  /** Asked again each time. */
  notify: () => NotifyRules['notify'];
  /** A level could not be fetched; `kind` contains no text from outside. */
  onTrouble: (token: string, kind: string) => void;
}

export type Threads = ReturnType<typeof createThreads>;

/**
 * The levels of threads. Talk lists the threads that a user follows, except muted ones, and returns the level of a
 * thread on request. Only a followed thread can ring in a conversation that would not, so the list shows where to look;
 * a post that may ring needs a request of its own, because its thread may be muted. Source: spreed's ThreadService and
 * Chat/Notifier of Talk 22.
 */
export function createThreads({ api, clock, notify, onTrouble }: ThreadsDeps) {
  /** The last known levels, by conversation and thread. */
  let levels = new Map<string, Map<MessageId, ThreadLevel>>();
  let askedAt = Number.NEGATIVE_INFINITY;
  let listFailedAt = Number.NEGATIVE_INFINITY;
  /** When the levels of a conversation's threads could not be fetched, by its token. */
  const failedAt = new Map<string, number>();
  let asking = false;

  const isWithin = (at: number, ms: number): boolean => {
    const age = clock.now() - at;
    return age >= 0 && age < ms;
  };
  const isLeftOut = (token: string): boolean => isWithin(failedAt.get(token) ?? Number.NEGATIVE_INFINITY, LEFT_OUT_MS);

  function set(token: string, id: MessageId, level: ThreadLevel): void {
    const known = levels.get(token) ?? new Map<MessageId, ThreadLevel>();
    known.set(id, level);
    levels.set(token, known);
  }

  function report(token: string, error: unknown): void {
    onTrouble(token, `threads: ${describeError(error)}`);
  }

  /** Applies this computer's setting, which may want more or less than Talk. */
  function wanted(level: ThreadLevel, { type }: Room): ThreadLevel {
    const rule = notify();
    if (rule === 'all' || rule === 'off') return 0;
    const isLess = rule === 'mentions' && level === LEVEL_NUMBERS.always && type !== ROOM_TYPES.oneToOne;
    return isLess ? 2 : level;
  }

  return {
    of: (room: Room, { thread }: Message): ThreadLevel =>
      thread ? wanted(levels.get(room.token)?.get(thread.id) ?? 0, room) : 0,

    follows(token: string): boolean {
      const known = levels.get(token);
      return notify() === 'talk' && known !== undefined && [...known.values()].includes(1);
    },

    /** Whether the levels of a conversation's threads can be fetched: not for a while after a failure. */
    canLearn: (token: string): boolean => !isLeftOut(token),

    /**
     * Fetches the levels of these messages' threads.
     * @param patience milliseconds that the next request may take
     * @throws errors that concern the whole account; after any other failure the known levels stay
     */
    async learn({ token }: Room, messages: readonly Message[], patience: () => number): Promise<void> {
      const ids = new Set(messages.flatMap(({ thread }) => thread?.id ?? []));
      try {
        for (const id of [...ids].slice(-MOST_ASKED))
          if (!isLeftOut(token)) set(token, id, await api.threadLevel(token, id, patience()));
      } catch (error) {
        if (concernsAll(error)) throw error;
        failedAt.set(token, clock.now());
        report(token, error);
      }
    },

    /** Requests which threads the user follows, at most once an hour. Never rejects. */
    async refresh(): Promise<void> {
      if (asking || isWithin(listFailedAt, LEFT_OUT_MS) || isWithin(askedAt, FOLLOWED_MS)) return;
      asking = true;
      try {
        const followed = await api.followedThreads();
        // The list leaves out muted threads, so it does not say that one is no longer muted.
        const muted = [...levels].flatMap(([token, known]) =>
          [...known].filter(([, level]) => level === LEVEL_NUMBERS.never).map(([id, level]) => ({ token, id, level })),
        );
        levels = new Map();
        for (const { token, id, level } of [...muted, ...followed]) set(token, id, level);
        askedAt = clock.now();
      } catch (error) {
        listFailedAt = clock.now();
        report('–', error);
      } finally {
        asking = false;
      }
    },
    /** The user asks for a refresh, so failures no longer delay requests. */
    release(): void {
      askedAt = Number.NEGATIVE_INFINITY;
      listFailedAt = Number.NEGATIVE_INFINITY;
      failedAt.clear();
    },
  };
}
