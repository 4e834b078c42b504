import type { Room } from '../nextcloud/schemas.ts';
import type { RoomList, TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';

const FULL_MS = 5 * 60_000;
/** While nothing at all happens, the full list is fetched less and less often. */
const LONGEST_FULL_MS = 15 * 60_000;
/** Who is there is asked at most this often, along with a list that is fetched anyway. */
const STATUS_FRESH_MS = 60_000;
/** Of these, every answer with statuses is full, whether something happened or not. */
const ONE_TO_ONE = 1;

export interface RoomUpdate {
  rooms: Room[];
  /** All conversations; else those that changed. */
  full: boolean;
  hash: string | null;
}

export type RoomSource = ReturnType<typeof createRoomSource>;

/**
 * The conversations, as cheaply as may be: what changed since the last answer, and the full list when that is not
 * enough – every 5 minutes (15 while nothing happens: 12 full lists an hour would be a tenth of all traffic, and a delta
 * does not tell which conversations are gone), after a gap, when the server's capabilities changed, and when a delta
 * looks odd.
 */
export function createRoomSource(api: Pick<TalkApi, 'rooms'>, clock: Clock) {
  let since: number | null = null;
  let hash: string | null = null;
  let fullAt = Number.NEGATIVE_INFINITY;
  let fullEvery = FULL_MS;
  let watched = false;
  let statusAt = Number.NEGATIVE_INFINITY;

  const isFullDue = (): boolean => {
    const age = clock.now() - fullAt;
    // A clock set back makes the age negative: nobody knows it then.
    return since === null || age >= fullEvery || age < 0;
  };

  function remember(list: RoomList): void {
    since = list.modifiedBefore;
    hash = list.hash;
  }

  async function full(withStatus: boolean): Promise<RoomUpdate> {
    const list = await api.rooms(null, withStatus);
    fullEvery = since === null ? FULL_MS : Math.min(fullEvery + FULL_MS, LONGEST_FULL_MS);
    fullAt = clock.now();
    if (withStatus) statusAt = fullAt;
    remember(list);
    return { rooms: list.rooms, full: true, hash: list.hash };
  }

  /** The server's clock stood still or went back, its capabilities changed, or it does not know deltas. */
  const isOdd = (list: RoomList, asked: number): boolean =>
    list.modifiedBefore === null || list.modifiedBefore < asked || list.hash !== hash;

  return {
    /** @throws what asking for the list throws; then nothing has changed here */
    async next(): Promise<RoomUpdate> {
      const withStatus = watched && Math.abs(clock.now() - statusAt) >= STATUS_FRESH_MS;
      if (since === null || isFullDue()) return full(withStatus);
      const asked = since;
      const list = await api.rooms(asked, withStatus);
      if (isOdd(list, asked)) return full(withStatus);
      if (withStatus) statusAt = clock.now();
      if (list.rooms.some((room) => room.type !== ONE_TO_ONE || room.lastActivity >= asked)) fullEvery = FULL_MS;
      remember(list);
      return { rooms: list.rooms, full: false, hash: list.hash };
    },
    /** The next answer is to be a full one: nobody knows what happened meanwhile. */
    expire(): void {
      since = null;
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
