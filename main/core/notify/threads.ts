import { ServerError } from '../errors.ts';
import type { MessageId } from '../model/message-id.ts';
import { ROOM_TYPES } from '../nextcloud/room.ts';
import { LEVEL_NUMBERS } from '../nextcloud/room-action.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { ThreadLevel } from '../nextcloud/thread.ts';
import type { Clock } from '../ports.ts';
import type { NotifyRules } from '../settings/preferences.ts';
import { concernsAll } from './ask-about.ts';

/** Which threads the user follows is asked at most so often: nothing tells that it has changed. */
const FOLLOWED_MS = 60 * 60_000;
/** After a failure, nothing is asked about threads for so long; their conversations' levels count. */
const LEFT_OUT_MS = 5 * 60_000;
/** So many threads of one conversation are asked about at once; of others, what is known counts. */
const MOST_ASKED = 5;

/** What the rules of ringing ask about threads. */
export interface ThreadLevels {
  /** The level set for this message's thread; 0: none but its conversation's. */
  of: (room: Room, message: Message) => ThreadLevel;
  /** Does everything in some thread of this conversation ring? */
  follows: (token: string) => boolean;
}

export const NO_THREADS: ThreadLevels = { of: () => 0, follows: () => false };

export interface ThreadsDeps {
  api: Pick<TalkApi, 'followedThreads' | 'threadLevel'>;
  clock: Clock;
  /** Asked anew each time. */
  notify: () => NotifyRules['notify'];
  /** Nothing could be found out; `kind` is nothing of a stranger's. */
  onTrouble: (token: string, kind: string) => void;
}

export type Threads = ReturnType<typeof createThreads>;

/**
 * The levels of threads. Talk lists the threads that a user follows, without those that are muted, and tells the level
 * of each when asked about it. Only a followed thread can ring in a conversation that would not, so that the list says
 * where to look; a post that may ring is asked about itself, for its thread may be muted. Source: spreed's ThreadService
 * and Chat/Notifier of Talk 22.
 */
export function createThreads({ api, clock, notify, onTrouble }: ThreadsDeps) {
  /** As last told, by conversation and thread. */
  let levels = new Map<string, Map<MessageId, ThreadLevel>>();
  let askedAt = Number.NEGATIVE_INFINITY;
  let listFailedAt = Number.NEGATIVE_INFINITY;
  /** When the levels of a conversation's threads could not be had, by its token. */
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

  function tell(token: string, error: unknown): void {
    onTrouble(token, `threads: ${error instanceof ServerError ? `${error.code} ${error.status}` : 'no answer'}`);
  }

  /** More or less than in Talk, where the person wants it so on this computer. */
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

    /** Can it be found out what is set for a conversation's threads? Not for a while after that has failed. */
    canLearn: (token: string): boolean => !isLeftOut(token),

    /**
     * Asks what is set for the threads of these messages.
     * @param patience milliseconds that the next question may take
     * @throws what concerns the whole account; any other failure leaves the levels as they are known
     */
    async learn({ token }: Room, messages: readonly Message[], patience: () => number): Promise<void> {
      const ids = new Set(messages.flatMap(({ thread }) => thread?.id ?? []));
      try {
        for (const id of [...ids].slice(-MOST_ASKED))
          if (!isLeftOut(token)) set(token, id, await api.threadLevel(token, id, patience()));
      } catch (error) {
        if (concernsAll(error)) throw error;
        failedAt.set(token, clock.now());
        tell(token, error);
      }
    },

    /** Asks which threads the user follows, once in a while. Never rejects. */
    async refresh(): Promise<void> {
      if (asking || isWithin(listFailedAt, LEFT_OUT_MS) || isWithin(askedAt, FOLLOWED_MS)) return;
      asking = true;
      try {
        const followed = await api.followedThreads();
        levels = new Map();
        for (const { token, id, level } of followed) set(token, id, level);
        askedAt = clock.now();
      } catch (error) {
        listFailedAt = clock.now();
        tell('–', error);
      } finally {
        asking = false;
      }
    },
    /** The person wants to know now. */
    release(): void {
      askedAt = Number.NEGATIVE_INFINITY;
      listFailedAt = Number.NEGATIVE_INFINITY;
      failedAt.clear();
    },
  };
}
