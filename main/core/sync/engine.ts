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
import type { Connection, ErrorCode } from '../model/app-state.ts';
import type { Conversation } from '../model/conversation.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Logger, Notifier } from '../ports.ts';
import { createAnnouncer } from './announcer.ts';
import { backoff, jittered } from './backoff.ts';
import type { CursorStore } from './cursors.ts';
import { createRoomStore } from './room-store.ts';
import { createScheduler } from './scheduler.ts';

const INTERVAL_MS = 30_000;
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
}

export interface Snapshot {
  connection: Connection;
  /** Null until the first list has come. */
  conversations: Conversation[] | null;
}

export const LOADING: Connection = { state: 'loading', error: null, lastSyncAt: null, nextTryAt: null };

export type SyncEngine = ReturnType<typeof createSyncEngine>;

/** Follows the conversations of one account until it is stopped. */
export function createSyncEngine({ api, clock, log, notifier, cursors, say, onChange }: EngineDeps) {
  const store = createRoomStore(say);
  const announcer = createAnnouncer({ api, cursors, notifier, say });
  let connection = LOADING;
  let failures = 0;
  let stopped = false;
  const scheduler = createScheduler(clock, run);

  function emit(change: Partial<Connection>): void {
    connection = { ...connection, ...change };
    if (!stopped)
      onChange({ connection, conversations: connection.lastSyncAt === null ? null : store.conversations() });
  }

  async function run(): Promise<number | null> {
    try {
      await sync();
      failures = 0;
      return jittered(INTERVAL_MS, clock.random());
    } catch (error) {
      failures += 1;
      const delay = delayAfter(error);
      const code: ErrorCode = errorCodeOf(error);
      if (code === 'internal') log.error(`sync: ${error instanceof Error ? error.stack : String(error)}`);
      else
        log.warn(
          `sync failed (${failures} in a row): ${code}, next in ${delay === null ? 'never' : `${Math.round(delay / 1_000)} s`}`,
        );
      emit({
        state: delay === null ? 'stopped' : 'failing',
        error: code,
        nextTryAt: delay === null ? null : clock.now() + delay,
      });
      return delay;
    }
  }

  async function sync(): Promise<void> {
    const rooms = await api.rooms();
    if (stopped) return;
    const afterGap = connection.lastSyncAt === null || clock.now() - connection.lastSyncAt > GAP_MS;
    store.replace(rooms);
    emit({ state: 'polling', error: null, lastSyncAt: clock.now(), nextTryAt: null });
    await announcer.announce(rooms, afterGap);
  }

  /** Milliseconds until the next attempt; null: none before the person asks (design: 401 stops). */
  function delayAfter(error: unknown): number | null {
    const random = clock.random();
    if (error instanceof SessionEnded) return null;
    if (error instanceof Maintenance) return jittered(MAINTENANCE_MS, random);
    if (error instanceof TalkMissing || error instanceof TalkForbidden) return jittered(SLOW_MS, random);
    if (error instanceof TooManyAttempts) return error.retryAfter ?? jittered(SLOW_MS, random);
    return backoff(failures, random, error instanceof ServerError ? error.retryAfter : null);
  }

  return {
    start(): void {
      emit({});
      scheduler.trigger();
    },
    /** The person asks: always possible, also after the server ended the session. */
    refresh(): void {
      scheduler.trigger();
    },
    /** Something happened that makes asking worthwhile (network back, window shown); never after a 401. */
    wake(): void {
      if (connection.state !== 'stopped') scheduler.trigger();
    },
    suspend: (): void => scheduler.suspend(),
    resume: (): void => scheduler.resume(),
    /** For good: nothing is asked, told or shown any more. */
    stop(): void {
      stopped = true;
      scheduler.stop();
      announcer.close();
    },
    has: (token: string): boolean => store.get(token) !== undefined,
  };
}
