import { ServerError, Unreachable } from '../errors.ts';
import { ROOM_TYPES } from '../nextcloud/room.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { RoomList, TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';

const FULL_MS = 5 * 60_000;
/** While nothing at all happens, the full list is fetched less and less often. */
const LONGEST_FULL_MS = 15 * 60_000;
/** While the list is seen, what no delta tells shows after a minute: edits, deletions, and what is gone. */
const SEEN_FULL_MS = 60_000;
/** Of very many, the list is asked for as a whole as seldom as otherwise. */
const MOST_SEEN = 500;
/** Who is there is asked at most this often, along with a list that is fetched anyway. */
const STATUS_FRESH_MS = 60_000;
/** A server that cannot answer who is there is not asked for so long; the list comes without. */
const STATUS_LEFT_OUT_MS = 60 * 60_000;
/** Of these, every answer with statuses is full, whether something happened or not. */

export interface RoomUpdate {
  rooms: Room[];
  /** How many there were besides that cannot be read at all. */
  leftOut: number;
  /** How many conversations there are besides that are not held. */
  beyond: number;
  /** All conversations; else those that changed. */
  full: boolean;
  hash: string | null;
  /** What the server's clock said, seconds since 1970; null: it did not tell. */
  serverTime: number | null;
}

export type RoomSource = ReturnType<typeof createRoomSource>;

/**
 * The conversations, as cheaply as may be: what changed since the last answer, and the full list when that is not
 * enough – every 5 minutes (15 while nothing happens: 12 full lists an hour would be a tenth of all traffic, and a delta
 * does not tell which conversations are gone; each minute while a person sees the list), after a gap, when the server's capabilities changed, and when a delta
 * looks odd.
 */
export function createRoomSource(api: Pick<TalkApi, 'rooms'>, clock: Clock) {
  let since: number | null = null;
  /** How often the next answer was to be a full one. */
  let expiries = 0;
  let hash: string | null = null;
  let fullAt = Number.NEGATIVE_INFINITY;
  let fullEvery = FULL_MS;
  let watched = false;
  let statusAt = Number.NEGATIVE_INFINITY;
  /** The list failed with the question who is there, and came without. */
  let leftOutAt = Number.NEGATIVE_INFINITY;
  /** The list has failed with it and without it: first it has to come at all. */
  let failing = false;
  /** In the last full list. */
  let count = 0;
  /** How often in a row nothing came back when it was asked. */
  let silences = 0;

  function isLeftOut(): boolean {
    const age = clock.now() - leftOutAt;
    return failing || (age >= 0 && age < STATUS_LEFT_OUT_MS);
  }

  /** An optional question never costs the list: where it fails with it, the list is asked for without at once. */
  async function list(asked: number | null, withStatus: boolean): Promise<RoomList> {
    try {
      const told = await api.rooms(asked, withStatus);
      if (withStatus) statusAt = clock.now();
      failing = false;
      silences = 0;
      return told;
    } catch (error) {
      if (!withStatus || !isTheQuestion(error)) throw error;
      failing = true;
      const told = await list(asked, false);
      leftOutAt = clock.now();
      return told;
    }
  }

  /** Not where the server wants to be left alone. Silence is the network's, as a rule, but not when it comes twice. */
  function isTheQuestion(error: unknown): boolean {
    if (!(error instanceof Unreachable)) return error instanceof ServerError && error.retryAfter === null;
    silences += 1;
    return silences > 1;
  }

  const isFullDue = (): boolean => {
    const age = clock.now() - fullAt;
    const every = watched && count <= MOST_SEEN ? Math.min(SEEN_FULL_MS, fullEvery) : fullEvery;
    // A clock set back makes the age negative: nobody knows it then.
    return since === null || age >= every || age < 0;
  };

  /** @param expired how often, when it was asked for: what was wanted since then is not in the answer */
  function remember(told: RoomList, expired: number): void {
    since = expired === expiries ? told.modifiedBefore : null;
    hash = told.hash;
  }

  async function full(withStatus: boolean): Promise<RoomUpdate> {
    const expired = expiries;
    const told = await list(null, withStatus);
    fullEvery = since === null ? FULL_MS : Math.min(fullEvery + FULL_MS, LONGEST_FULL_MS);
    fullAt = clock.now();
    count = told.rooms.length;
    remember(told, expired);
    return updateOf(told, true);
  }

  /** The server's clock stood still or went back, its capabilities changed, it does not know deltas, or all changed. */
  const isOdd = (told: RoomList, asked: number): boolean =>
    told.modifiedBefore === null || told.modifiedBefore < asked || told.hash !== hash || told.beyond > 0;

  return {
    /** @throws what asking for the list throws; then nothing has changed here */
    async next(): Promise<RoomUpdate> {
      const withStatus = watched && !isLeftOut() && Math.abs(clock.now() - statusAt) >= STATUS_FRESH_MS;
      if (since === null || isFullDue()) return full(withStatus);
      const asked = since;
      const expired = expiries;
      const told = await list(asked, withStatus);
      if (isOdd(told, asked)) return full(withStatus && !isLeftOut());
      if (told.rooms.some((room) => room.type !== ROOM_TYPES.oneToOne || room.lastActivity >= asked))
        fullEvery = FULL_MS;
      remember(told, expired);
      return updateOf(told, false);
    },
    /** The next answer is to be a full one: nobody knows what happened meanwhile. */
    expire(): void {
      since = null;
      expiries += 1;
    },
    /**
     * Something of the last answers does not fit: the next one is a full one, unless there was one just now.
     * @returns whether it will be
     */
    doubt(): boolean {
      const isOld = Math.abs(clock.now() - fullAt) >= SEEN_FULL_MS;
      if (isOld) {
        since = null;
        expiries += 1;
      }
      return isOld;
    },
    /** Somebody sees the list, or no longer; only then it matters who is there. */
    watch(value: boolean): void {
      watched = value;
    },
    /** Somebody looks: five minutes are old enough again. */
    expireIfOld(): void {
      fullEvery = FULL_MS;
    },
  };
}

const updateOf = ({ rooms, leftOut, beyond, hash, modifiedBefore }: RoomList, full: boolean): RoomUpdate => ({
  rooms,
  leftOut,
  beyond,
  full,
  hash,
  serverTime: modifiedBefore,
});
