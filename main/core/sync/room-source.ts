import { ServerError, Unreachable } from '../errors.ts';
import { ROOM_TYPES } from '../nextcloud/room.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { RoomList, TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';

const FULL_MS = 5 * 60_000;
/** While nothing happens, the full list is fetched less and less often. */
const LONGEST_FULL_MS = 15 * 60_000;
/**
 * While the list is visible, changes that no delta contains appear after a minute: edits, deletions, and conversations
 * that are gone.
 */
const SEEN_FULL_MS = 60_000;
/** With more conversations than this, a visible list is not fetched more often than a hidden one. */
const MOST_SEEN = 500;
/** How often presence is requested at most, along with a list that is fetched anyway. */
const STATUS_FRESH_MS = 60_000;
/** How long presence is left out after the server failed to provide it. */
const STATUS_LEFT_OUT_MS = 60 * 60_000;

export interface RoomUpdate {
  rooms: Room[];
  /** How many more conversations are unreadable and were left out. */
  leftOut: number;
  /** How many more conversations the server has than the app holds. */
  beyond: number;
  /** The update contains all conversations; otherwise those that changed. */
  full: boolean;
  hash: string | null;
  /** The server's time, seconds since 1970; null when it is unknown. */
  serverTime: number | null;
  /** When the server sent the list, seconds since 1970 by its clock; null when it is unknown. */
  sentAt: number | null;
}

export type RoomSource = ReturnType<typeof createRoomSource>;

/**
 * Fetches the conversations as cheaply as possible: the changes since the last answer, and the full list when that is
 * not enough. A full list comes every 5 minutes (15 while nothing happens: 12 full lists an hour would be a tenth of
 * all traffic, but a delta does not show which conversations are gone), each minute while the user sees the list, after
 * a gap, when the server's capabilities changed, and when a delta looks wrong.
 */
export function createRoomSource(api: Pick<TalkApi, 'rooms'>, clock: Clock) {
  let since: number | null = null;
  /** Counts the requests for a full list. */
  let expiries = 0;
  let hash: string | null = null;
  let fullAt = Number.NEGATIVE_INFINITY;
  let fullEvery = FULL_MS;
  let watched = false;
  let statusAt = Number.NEGATIVE_INFINITY;
  /** When the list last failed with presence but arrived without it. */
  let leftOutAt = Number.NEGATIVE_INFINITY;
  /** The list has failed both with and without presence: it must arrive without it first. */
  let failing = false;
  /** The number of conversations in the last full list. */
  let count = 0;
  /** How many requests with presence in a row got no answer. */
  let silences = 0;

  function isLeftOut(): boolean {
    const age = clock.now() - leftOutAt;
    return failing || (age >= 0 && age < STATUS_LEFT_OUT_MS);
  }

  /** Presence must never cost the list: if the list fails with it, it is requested without it at once. */
  async function list(asked: number | null, withStatus: boolean): Promise<RoomList> {
    try {
      const answer = await api.rooms(asked, withStatus);
      if (withStatus) statusAt = clock.now();
      failing = false;
      silences = 0;
      return answer;
    } catch (error) {
      if (!withStatus || !isTheQuestion(error)) throw error;
      failing = true;
      const answer = await list(asked, false);
      leftOutAt = clock.now();
      return answer;
    }
  }

  /**
   * Whether presence caused the failure. It did not when the server asks for a pause. A missing answer is usually the
   * network's fault, but not when it happens twice.
   */
  function isTheQuestion(error: unknown): boolean {
    if (!(error instanceof Unreachable)) return error instanceof ServerError && error.retryAfter === null;
    silences += 1;
    return silences > 1;
  }

  const isFullDue = (): boolean => {
    const age = clock.now() - fullAt;
    const every = watched && count <= MOST_SEEN ? Math.min(SEEN_FULL_MS, fullEvery) : fullEvery;
    // A clock that was set back makes the age negative, so the real age is unknown.
    return since === null || age >= every || age < 0;
  };

  /** @param expired the value of `expiries` at the time of the request: a later wish for a full list still stands */
  function remember(answer: RoomList, expired: number): void {
    since = expired === expiries ? answer.modifiedBefore : null;
    hash = answer.hash;
  }

  async function full(withStatus: boolean): Promise<RoomUpdate> {
    const expired = expiries;
    const answer = await list(null, withStatus);
    fullEvery = since === null ? FULL_MS : Math.min(fullEvery + FULL_MS, LONGEST_FULL_MS);
    fullAt = clock.now();
    count = answer.rooms.length;
    remember(answer, expired);
    return updateOf(answer, true);
  }

  /**
   * The server's clock stood still or went back, its capabilities changed, it does not support deltas, or everything
   * changed.
   */
  const isOdd = (answer: RoomList, asked: number): boolean =>
    answer.modifiedBefore === null || answer.modifiedBefore < asked || answer.hash !== hash || answer.beyond > 0;

  return {
    /** @throws the errors of requesting the list; the state here is then unchanged */
    async next(): Promise<RoomUpdate> {
      const withStatus = watched && !isLeftOut() && Math.abs(clock.now() - statusAt) >= STATUS_FRESH_MS;
      if (since === null || isFullDue()) return full(withStatus);
      const asked = since;
      const expired = expiries;
      const answer = await list(asked, withStatus);
      if (isOdd(answer, asked)) return full(withStatus && !isLeftOut());
      // An answer with presence contains all one-to-one conversations, whether anything happened in them or not.
      if (answer.rooms.some((room) => room.type !== ROOM_TYPES.oneToOne || room.lastActivity >= asked))
        fullEvery = FULL_MS;
      remember(answer, expired);
      return updateOf(answer, false);
    },
    /** Makes the next list a full one, because changes may have been missed. */
    expire(): void {
      since = null;
      expiries += 1;
    },
    /**
     * Makes the next list a full one, because the last answers do not fit together, unless there has just been one.
     * @returns whether it will be a full one
     */
    doubt(): boolean {
      const isOld = Math.abs(clock.now() - fullAt) >= SEEN_FULL_MS;
      if (isOld) {
        since = null;
        expiries += 1;
      }
      return isOld;
    },
    /** The user sees the list, or no longer; presence matters only while it is visible. */
    watch(value: boolean): void {
      watched = value;
    },
    /** The user looks, so a full list is due after five minutes again. */
    expireIfOld(): void {
      fullEvery = FULL_MS;
    },
  };
}

const updateOf = ({ rooms, leftOut, beyond, hash, modifiedBefore, sentAt }: RoomList, full: boolean): RoomUpdate => ({
  rooms,
  leftOut,
  beyond,
  full,
  hash,
  serverTime: modifiedBefore,
  sentAt: sentAt ?? modifiedBefore,
});
