import { errorCodeOf, ServerError, TooManyAttempts } from '../errors.ts';
import type { Say } from '../i18n/index.ts';
import type { Connection } from '../model/connected.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Logger, Notifier } from '../ports.ts';
import { delayAfter, stateAfter, whileSignedIn } from './after-failure.ts';
import { createAnnouncer } from './announcer.ts';
import { jittered } from './backoff.ts';
import type { CursorStore } from './cursors.ts';
import type { NotifyRules } from './notify-rules.ts';
import { createRoomActions } from './room-actions.ts';
import { createRoomSource } from './room-source.ts';
import { createRoomStore } from './room-store.ts';
import { createScheduler } from './scheduler.ts';
import { LOADING, type Snapshot } from './snapshot.ts';

/** Push tells most things at once; polling is what catches the rest. */
const INTERVAL_WITH_PUSH_MS = 60_000;
/** Longer without a good answer than this is a gap, after which a digest is due. */
const GAP_MS = 5 * 60_000;
const LONGEST_HOLD_MS = 3_600_000;
/** A key that is held down must not get the station's address blocked. */
const SIGNED_OUT_REFRESH_MS = 30_000;

export interface EngineDeps {
  api: TalkApi;
  clock: Clock;
  log: Logger;
  notifier: Notifier;
  cursors: CursorStore;
  say: Say;
  rules: () => NotifyRules;
  /** Between two questions without push, milliseconds; asked anew for each. */
  interval: () => number;
  onChange: (snapshot: Snapshot) => void;
  /** After each good answer: the hash of the server's capabilities, and what rang without push having told. */
  onSynced: (hash: string | null, untold: Room[]) => void;
}

export type SyncEngine = ReturnType<typeof createSyncEngine>;

/** Follows the conversations of one account until it is stopped. */
export function createSyncEngine(deps: EngineDeps) {
  const { api, clock, log, notifier, cursors, say, rules, onChange, onSynced } = deps;
  const source = createRoomSource(api, clock);
  const store = createRoomStore(say);
  const announcer = createAnnouncer({ api, clock, cursors, notifier, say, rules });
  const scheduler = createScheduler(clock, run);
  const actions = createRoomActions({ api, store, onChange: () => emit({}), onLeftOut: source.expire, onDone: wake });
  let connection = LOADING;
  let failures = 0;
  let stopped = false;
  let live = false;
  let told = false;
  let gap = true;
  /** Until then only the person may ask: the server said so. Milliseconds since 1970. */
  let heldUntil = 0;
  let refreshedAt = Number.NEGATIVE_INFINITY;

  function emit(change: Partial<Connection>): void {
    connection = { ...connection, ...change };
    if (stopped) return;
    const known = connection.lastSyncAt !== null;
    onChange({ connection, conversations: known ? store.conversations() : null, archived: store.archived() });
  }

  async function run(): Promise<number | null> {
    try {
      await sync();
      failures = 0;
      heldUntil = 0;
      return jittered(live ? INTERVAL_WITH_PUSH_MS : deps.interval(), clock.random());
    } catch (error) {
      failures += 1;
      return fail(error);
    }
  }

  async function sync(): Promise<void> {
    const byPush = told;
    told = false;
    const since = connection.lastSyncAt;
    const afterGap = gap || since === null || clock.now() - since > Math.max(GAP_MS, 2 * deps.interval());
    if (afterGap) source.expire();
    // Whoever wakes from now on makes a new gap; only success closes this one.
    gap = false;
    try {
      await follow(afterGap, byPush);
    } catch (error) {
      gap ||= afterGap;
      throw error;
    }
  }

  async function follow(afterGap: boolean, byPush: boolean): Promise<void> {
    const believe = actions.askedNow();
    const { rooms, full, hash } = await source.next();
    if (stopped) return;
    store[full ? 'replace' : 'merge'](believe(rooms));
    emit({ state: live ? 'live' : 'polling', error: null, lastSyncAt: clock.now(), nextTryAt: null });
    const rang = await announcer.announce(store.rooms(), afterGap);
    if (!stopped) onSynced(hash, live && !byPush && !told ? rang : []);
  }

  function fail(thrown: unknown): number | null {
    const error = whileSignedIn(thrown);
    scheduler.dropQueued();
    const delay = delayAfter(error, failures, clock.random());
    const code = errorCodeOf(error);
    const next = delay === null ? 'never' : `in ${Math.round(delay / 1_000)} s`;
    if (code === 'internal') log.error(`sync: ${error instanceof Error ? error.stack : String(error)}`);
    else log.warn(`sync failed (${failures} in a row): ${code}, next ${next}`);
    const asked = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
    heldUntil = asked !== null || error instanceof TooManyAttempts ? clock.now() + (delay ?? 0) : 0;
    emit({ state: stateAfter(error), error: code, nextTryAt: delay === null ? null : clock.now() + delay });
    return delay;
  }

  /** Something happened that makes asking worthwhile; never after a 401, nor before the server wants to be asked. */
  function wake(): void {
    if (connection.state === 'signed-out') return;
    const held = heldUntil - clock.now();
    // More than an hour was never asked for: the clock was set back.
    if (held <= 0 || held > LONGEST_HOLD_MS) scheduler.trigger();
    else scheduler.within(held);
  }

  /** Somebody is there, so the machine is awake, whatever it said before. */
  function wakeUp(): void {
    scheduler.resume();
    wake();
  }

  return {
    /** @param watched somebody sees the list */
    start(watched: boolean): void {
      source.watch(watched);
      emit({});
      scheduler.trigger();
    },
    /** The person asks: always possible, also after the server ended the session. */
    refresh(): void {
      const { state } = connection;
      // The clock may have been set back meanwhile: a negative age holds nobody off.
      const age = clock.now() - refreshedAt;
      if (state === 'signed-out' && age >= 0 && age < SIGNED_OUT_REFRESH_MS) return;
      refreshedAt = clock.now();
      source.expireIfOld();
      scheduler.resume();
      scheduler.trigger(true);
    },
    /** The window is shown. */
    look(): void {
      source.watch(true);
      source.expireIfOld();
      wakeUp();
    },
    /** The window is hidden. */
    unlook: (): void => source.watch(false),
    /** The screen was unlocked, or the network is back. */
    wake: wakeUp,
    /** Push says that something may be new. While the server fails, the backoff decides: frames may come in floods. */
    tell(): void {
      told = true;
      if (failures === 0) wake();
    },
    /** Push is connected, or no longer. */
    setLive(value: boolean): void {
      live = value;
      if (connection.state === 'live' || connection.state === 'polling') emit({ state: live ? 'live' : 'polling' });
      // What was shorter is now the only rhythm: it begins at once, for the next question may be far away.
      if (!live) wake();
    },
    suspend: (): void => scheduler.suspend(),
    resume(): void {
      gap = true;
      wakeUp();
    },
    /** For good: nothing is asked, told or shown any more. */
    stop(): void {
      stopped = true;
      scheduler.stop();
      announcer.close();
    },
    /** A conversation as the server told it. */
    room: store.get,
    /** The language has changed. */
    tellAnew(): void {
      store.tellAnew();
      emit({});
      // System messages come in words of the server.
      source.expire();
      wake();
    },
    act: actions.act,
    wrote: actions.wrote,
  };
}
