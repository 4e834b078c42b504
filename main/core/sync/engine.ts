import {
  errorCodeOf,
  Maintenance,
  ServerError,
  SessionEnded,
  TalkForbidden,
  TalkMissing,
  TooManyAttempts,
} from '../errors.ts';
import type { Say } from '../i18n/index.ts';
import type { Connection } from '../model/app-state.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Logger, Notifier } from '../ports.ts';
import { createAnnouncer } from './announcer.ts';
import { backoff, jittered } from './backoff.ts';
import type { CursorStore } from './cursors.ts';
import { createRoomActions } from './room-actions.ts';
import { createRoomSource } from './room-source.ts';
import { createRoomStore } from './room-store.ts';
import { createScheduler } from './scheduler.ts';

const INTERVAL_MS = 30_000;
/** Push tells most things at once; polling is what catches the rest. */
const INTERVAL_WITH_PUSH_MS = 60_000;
const MAINTENANCE_MS = 60_000;
/** Talk is missing or forbidden, or the server blocks us: nothing that passes within seconds. */
const SLOW_MS = 5 * 60_000;
/** Longer without a good answer than this is a gap, after which a digest is due. */
const GAP_MS = 5 * 60_000;

export interface EngineDeps {
  api: TalkApi;
  clock: Clock;
  log: Logger;
  notifier: Notifier;
  cursors: CursorStore;
  say: Say;
  onChange: (snapshot: Snapshot) => void;
  /** After each good answer: the hash of the server's capabilities, and what rang without push having told. */
  onSynced: (hash: string | null, untold: Room[]) => void;
}

export interface Snapshot {
  connection: Connection;
  /** Null until the first list has come. */
  conversations: Conversation[] | null;
}

export const LOADING: Connection = { state: 'loading', error: null, lastSyncAt: null, nextTryAt: null };

export type SyncEngine = ReturnType<typeof createSyncEngine>;

/** Follows the conversations of one account until it is stopped. */
export function createSyncEngine({ api, clock, log, notifier, cursors, say, onChange, onSynced }: EngineDeps) {
  const source = createRoomSource(api, clock);
  const store = createRoomStore(say);
  const announcer = createAnnouncer({ api, clock, cursors, notifier, say });
  const scheduler = createScheduler(clock, run);
  let connection = LOADING;
  let failures = 0;
  let stopped = false;
  let live = false;
  let told = false;
  let gap = true;
  /** Until then only the person may ask: the server said so. Milliseconds since 1970. */
  let heldUntil = 0;

  function emit(change: Partial<Connection>): void {
    connection = { ...connection, ...change };
    if (stopped) return;
    onChange({ connection, conversations: connection.lastSyncAt === null ? null : store.conversations() });
  }

  async function run(): Promise<number | null> {
    try {
      await sync();
      failures = 0;
      heldUntil = 0;
      return jittered(live ? INTERVAL_WITH_PUSH_MS : INTERVAL_MS, clock.random());
    } catch (error) {
      failures += 1;
      return fail(error);
    }
  }

  async function sync(): Promise<void> {
    const byPush = told;
    told = false;
    const since = connection.lastSyncAt;
    const afterGap = gap || since === null || clock.now() - since > GAP_MS;
    if (afterGap) source.expire();
    const { rooms, full, hash } = await source.next();
    if (stopped) return;
    if (full) store.replace(rooms);
    else store.merge(rooms);
    emit({ state: live ? 'live' : 'polling', error: null, lastSyncAt: clock.now(), nextTryAt: null });
    const rang = await announcer.announce(store.rooms(), afterGap);
    gap = false;
    if (!stopped) onSynced(hash, live && !byPush && !told ? rang : []);
  }

  function fail(error: unknown): number | null {
    const delay = delayAfter(error);
    const code = errorCodeOf(error);
    if (code === 'internal') log.error(`sync: ${error instanceof Error ? error.stack : String(error)}`);
    else
      log.warn(
        `sync failed (${failures} in a row): ${code}, next ${delay === null ? 'never' : `in ${Math.round(delay / 1_000)} s`}`,
      );
    const asked = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
    heldUntil = asked !== null || error instanceof TooManyAttempts ? clock.now() + (delay ?? 0) : 0;
    emit({ state: stateAfter(error), error: code, nextTryAt: delay === null ? null : clock.now() + delay });
    return delay;
  }

  /** Milliseconds until the next attempt; null: none before the person asks (a 401 in a loop gets the address blocked). */
  function delayAfter(error: unknown): number | null {
    const random = clock.random();
    if (error instanceof SessionEnded) return null;
    if (error instanceof Maintenance) return jittered(MAINTENANCE_MS, random);
    if (error instanceof TalkMissing || error instanceof TalkForbidden) return jittered(SLOW_MS, random);
    if (error instanceof TooManyAttempts) return error.retryAfter ?? jittered(SLOW_MS, random);
    return backoff(failures, random, error instanceof ServerError ? error.retryAfter : null);
  }

  /** Something happened that makes asking worthwhile; never after a 401, nor before the server wants to be asked. */
  function wake(): void {
    if (connection.state !== 'signed-out' && clock.now() >= heldUntil) scheduler.trigger();
  }

  return {
    start(): void {
      emit({});
      scheduler.trigger();
    },
    /** The person asks: always possible, also after the server ended the session. */
    refresh(): void {
      source.expireIfOld();
      scheduler.trigger();
    },
    /** The window is shown. */
    look(): void {
      source.expireIfOld();
      wake();
    },
    wake,
    /** Push says that something may be new. While the server fails, the backoff decides: frames may come in floods. */
    tell(): void {
      told = true;
      if (failures === 0) wake();
    },
    /** Push is connected, or no longer. */
    setLive(value: boolean): void {
      live = value;
      if (connection.state === 'live' || connection.state === 'polling') emit({ state: live ? 'live' : 'polling' });
      // Without push the next question may be 60 s away: begin the shorter rhythm now.
      if (!live) wake();
    },
    suspend: (): void => scheduler.suspend(),
    resume(): void {
      gap = true;
      scheduler.resume();
      wake();
    },
    /** For good: nothing is asked, told or shown any more. */
    stop(): void {
      stopped = true;
      scheduler.stop();
      announcer.close();
    },
    has: store.has,
    act: createRoomActions({ api, store, onChange: () => emit({}), onDone: wake }),
  };
}

const stateAfter = (error: unknown): Connection['state'] => {
  const code = errorCodeOf(error);
  if (code === 'session-ended') return 'signed-out';
  if (code === 'maintenance') return 'maintenance';
  return code === 'unreachable' || code === 'certificate' ? 'offline' : 'stale';
};
