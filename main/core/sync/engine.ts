import type { AlarmWatch } from '../alarm/alarm-watch.ts';
import {
  describeError,
  errorCodeOf,
  isExpected,
  Maintenance,
  ServerError,
  ServerMoved,
  SessionEnded,
  statusSaid,
  TooManyAttempts,
} from '../errors.ts';
import type { Say } from '../i18n/index.ts';
import { createLifetime } from '../lifetime.ts';
import type { AlarmWaking } from '../model/alarm.ts';
import type { Connection } from '../model/connected.ts';
import { isEqual } from '../model/is-equal.ts';
import { jittered } from '../nextcloud/backoff.ts';
import type { NotificationsApi } from '../nextcloud/notifications-api.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import { createAnnouncer } from '../notify/announcer.ts';
import { concernsAll } from '../notify/ask-about.ts';
import type { CursorStore } from '../notify/cursors.ts';
import type { AccountCalls } from '../notify/incoming-calls.ts';
import { createSecondOpinion } from '../notify/second-opinion.ts';
import type { Clock, Logger, Notifier } from '../ports.ts';
import type { NotifyRules } from '../settings/preferences.ts';
import {
  apartAfter,
  delayAfter,
  delayAfterRefusal,
  delayWithAlarms,
  stateAfter,
  whileSignedIn,
} from './after-failure.ts';
import { createExpiry } from './expiry.ts';
import { createOddities, isOdd } from './oddities.ts';
import { createRoomActions } from './optimistic-actions.ts';
import { createQuickPolling, type TrustStore } from './quick-polling.ts';
import { createRoomSource } from './room-source.ts';
import { createRoomStore } from './room-store.ts';
import { createScheduler } from './scheduler.ts';
import { LOADING, type Snapshot } from './snapshot.ts';

/** Push reports most changes at once; polling catches the rest. */
const INTERVAL_WITH_PUSH_MS = 60_000;
/** A longer time without a good answer is a gap, after which a digest is shown. */
const GAP_MS = 5 * 60_000;
/** Limit for the request for a single conversation, which must not delay anything. */
const ALONE_MS = 3_000;
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
  /** Milliseconds between two requests without push; asked again for each. */
  interval: () => number;
  /** The server can report the state of a call. */
  hasCallStates?: () => boolean;
  onChange: (snapshot: Snapshot) => void;
  /** Called after each good list with every conversation, before its messages are announced. */
  onRooms?: (rooms: readonly Room[]) => void;
  notifications: NotificationsApi;
  /** Whether the server's notifications app supports this (`list`, `exists`), as far as is known. */
  offers?: (endpoint: string) => boolean;
  /** Whether the server's Talk supports this, as far as is known. Source: spreed's docs/capabilities.md. */
  has?: (feature: string) => boolean;
  /**
   * Called after each good answer: with the hash of the server's capabilities, and the conversations that rang without
   * a word from push.
   */
  onSynced: (hash: string | null, rangWithoutPush: Room[]) => void;
  /** The account's alarm conversations; missing: there are none. */
  alarmPolling?: { tokens: () => readonly string[]; trust: TrustStore; lane?: () => string | null };
  /** A list has arrived, before any of its news is announced: all conversations, or those that changed. */
  onListed?: (rooms: readonly Room[]) => void;
  /** The server is in maintenance, and says for how many milliseconds. */
  onMaintenance?: (ms: number) => void;
  /** The user is answering this conversation in front of the window. */
  isAnswered?: (token: string) => boolean;
  /** The card of calls. If left out, notifications announce all calls. */
  calls?: AccountCalls;
  /** Finds the alarms. Missing: there are none. */
  alarms?: AlarmWatch;
  /** The conversation is an alarm conversation. */
  isAlarmed?: (token: string) => boolean;
  /**
   * The server has refused the credentials.
   * @param byTimer the timer caused the request, and neither the user nor an event
   */
  onRefused?: (byTimer: boolean) => void;
}

const NO_TRUST_NEEDED: TrustStore = { isDistrusted: () => false, setDistrusted: () => undefined };

type Believe = (rooms: readonly Room[], isWhole: boolean) => Room[];

const minutes = (ms: number): number => Math.round(ms / 60_000);

export type SyncEngine = ReturnType<typeof createSyncEngine>;

/** Follows the conversations of one account until it is stopped. */
export function createSyncEngine(deps: EngineDeps) {
  const { api, clock, log, notifier, cursors, say, rules, alarms, onChange, onSynced, has = () => false } = deps;
  const lifetime = createLifetime(log);
  const source = createRoomSource(api, clock);
  const store = createRoomStore(say, ({ token }) => deps.isAlarmed?.(token) ?? false);
  const oddities = createOddities(log);
  const announcer = createAnnouncer({
    api,
    clock,
    cursors,
    notifier,
    say,
    rules,
    onTrouble: oddities.conversation,
    onNews() {
      source.expire();
      wake();
    },
    hasCallStates: deps.hasCallStates ?? (() => false),
    serverNow: () => expiry.now(),
    isAnswered: deps.isAnswered ?? (() => false),
    ...(deps.calls && { calls: deps.calls }),
    ...(alarms && { withoutAlarms: alarms.withoutAlarms }),
  });
  const expiry = createExpiry({
    clock,
    next() {
      const times = [store.nextExpiry(), announcer.nextExpiry()].filter((at) => at !== null);
      return times.length === 0 ? null : Math.min(...times);
    },
    expire(now) {
      announcer.expire(now);
      if (store.expire(now)) emit({});
    },
  });
  const opinion = createSecondOpinion({
    api: deps.notifications,
    clock,
    store: cursors.notices,
    offers: deps.offers ?? (() => false),
    has,
    serverNow: () => expiry.now(),
    isWell: () => failures === 0,
    onMessages: announcer.announceMissed,
    onOwn: announcer.announceNotices,
    onGone: announcer.withdrawNotice,
    onCallGone: announcer.endCardOf,
    onTrouble: (kind) => log.warn(kind),
  });
  const quick = createQuickPolling({
    clock,
    tokens: () => deps.alarmPolling?.tokens() ?? [],
    room: (token) => store.get(token),
    trust: deps.alarmPolling?.trust ?? NO_TRUST_NEEDED,
    lane: () => deps.alarmPolling?.lane?.() ?? null,
    onDistrust() {
      log.warn('push: a message of an alarm conversation was not reported, so the list is requested often');
      hurry();
      emit({});
    },
  });
  for (const part of [announcer, expiry, opinion, quick]) lifetime.hold(part);
  const scheduler = lifetime.hold(createScheduler(clock, run, log));
  const actions = createRoomActions({ api, store, onChange: acted, onLeftOut: source.expire, onDone: wake });
  let connection = LOADING;
  let failures = 0;
  let live = false;
  let reported = false;
  let gap = true;
  /**
   * Before this time only the user may cause a request, because the server asked for a pause. Milliseconds since 1970.
   */
  let heldUntil = 0;
  let refreshedAt = Number.NEGATIVE_INFINITY;
  /** The ended session: how often in a row and when the server last refused, and when the first retry is due. */
  let ended: { refusals: number; at: number; retryAt: number; silences: number } | null = null;
  /** The user or an event caused the next run; otherwise the timer. */
  let asked = false;

  function emit(change: Partial<Connection>): void {
    connection = { ...connection, ...change };
    if (lifetime.isOver()) return;
    const known = connection.lastSyncAt !== null;
    onChange({
      connection,
      conversations: known ? store.conversations() : null,
      archived: store.archived(),
      beyond: store.beyond(),
    });
  }

  /** An action may have restored an older state of a conversation that has expired meanwhile. */
  function acted(): void {
    expiry.check();
    emit({});
  }

  async function run(): Promise<number | null> {
    const byTimer = !asked;
    asked = false;
    try {
      await sync();
      heldUntil = 0;
      ended = null;
      const next = nextIn();
      // A conversation whose messages could not be fetched, and a ringing call, must not wait for the next list.
      return Math.min(next, announcer.dueIn() ?? next, announcer.callDueIn() ?? next, alarms?.dueIn() ?? next);
    } catch (error) {
      // Its requests were refused because the account has been stopped.
      if (lifetime.isOver()) return null;
      failures += 1;
      if (error instanceof SessionEnded) return refused(byTimer);
      return connection.state === 'signed-out' ? unanswered(error) : fail(error);
    }
  }

  /** Talk notifies of what it is set to, so push reports less than the setting "every message" wants. */
  const usualInterval = (): number => {
    if (!live) return deps.interval();
    return rules().notify === 'all' ? Math.min(INTERVAL_WITH_PUSH_MS, deps.interval()) : INTERVAL_WITH_PUSH_MS;
  };

  /** Milliseconds until the next list. */
  function nextIn(): number {
    const usual = jittered(usualInterval(), clock.random());
    return Math.min(usual, quick.wait(live) ?? usual);
  }

  /** The list may be needed sooner than planned, but not at once. */
  function hurry(): void {
    const wait = quick.wait(live);
    if (wait !== null && failures === 0) scheduler.within(Math.max(heldFor(), wait));
  }

  async function sync(): Promise<void> {
    const byPush = reported;
    reported = false;
    const since = connection.lastSyncAt;
    const afterGap = gap || since === null || clock.now() - since > Math.max(GAP_MS, 2 * deps.interval());
    if (afterGap) {
      source.expire();
      opinion.expire();
    }
    // A wake-up from now on opens a new gap; only success closes this one.
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
    const askedAt = clock.monotonic();
    const { rooms, full, hash, leftOut, beyond, serverTime, sentAt } = await source.next();
    if (lifetime.isOver()) return;
    const took = full ? null : clock.monotonic() - askedAt;
    deps.onListed?.(rooms);
    quick.listed({ rooms, took, live, byPush: byPush || reported, afterGap });
    oddities.list(rooms, leftOut, full);
    expiry.setServerTime(serverTime);
    if (full) store.replace(believe(rooms, true), beyond);
    else store.merge(believe(rooms, false));
    store.expire(expiry.now());
    deps.onRooms?.(store.rooms());
    emit({ state: live ? 'live' : 'polling', error: null, detail: null, lastSyncAt: clock.now(), nextTryAt: null });
    await hearAlarms(sentAt, full);
    // Push reports each call that rings.
    const rang = await announcer.announce(store.rooms(), afterGap, afterGap || !live).finally(expiry.check);
    if (!full && !lifetime.isOver()) rang.push(...(await lookFurther(rooms, believe, byPush)));
    if (lifetime.isOver()) return;
    // All is well again, so the optional requests may follow.
    failures = 0;
    const alarmed = (alarms?.takeRang() ?? []).flatMap((token) => store.get(token) ?? []);
    rang.push(...alarmed.filter((room) => !rang.includes(room)));
    onSynced(hash, live && !byPush && !reported ? rang : []);
    if (has('threads')) void announcer.askThreads();
    const callRings = announcer.ringsOnCard();
    void opinion.listed({ full, unexplained: byPush && rang.length === 0, live, callRings });
  }

  /**
   * Finds the alarms before anything else is announced.
   * @param sentAt when the server sent the list, seconds since 1970; null: unknown
   * @throws an error that concerns the whole account
   */
  async function hearAlarms(sentAt: number | null, isWhole: boolean): Promise<void> {
    const startOf = announcer.consideredIn;
    const stop = await alarms?.listed(store.rooms(), { startOf, serverTime: sentAt, isWhole });
    if (stop) throw stop;
  }

  /**
   * Requests the conversations that are on the screen and missing in the delta, after the delta's news have rung. A
   * failed request changes nothing; a full list will show which conversations are gone.
   * @returns the conversations in which a message rang
   */
  async function lookFurther(changed: readonly Room[], believe: Believe, byPush: boolean): Promise<Room[]> {
    const named = new Set(changed.map(({ token }) => token));
    // A conversation with a call is in each list, unless the user is no longer a participant.
    const isGone = announcer.ringing().some((token) => !named.has(token));
    const tokens = announcer.due(named, byPush);
    const answers = await Promise.allSettled(tokens.map((token) => api.room(token, ALONE_MS)));
    const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    const grave = failures.find(concernsAll);
    if (grave) throw grave;
    for (const error of failures) if (!isExpected(error)) log.error(`sync: a conversation: ${describeError(error)}`);
    if ((isGone || failures.some((error) => statusSaid(error) === 404)) && source.doubt()) wake();
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value ?? []) : []));
    const news = found.filter(isNews);
    if (news.length === 0 || lifetime.isOver()) return [];
    store.merge(believe(news, false));
    store.expire(expiry.now());
    emit({});
    await hearAlarms(null, false);
    return announcer.announce(store.rooms(), false).finally(expiry.check);
  }

  /** Whether its messages differ from those that the lists have shown. */
  function isNews(room: Room): boolean {
    const known = store.get(room.token);
    return (
      known?.unreadMessages !== room.unreadMessages ||
      known.lastReadMessage !== room.lastReadMessage ||
      !isEqual(known.lastMessage, room.lastMessage)
    );
  }

  function fail(thrown: unknown): number {
    const error = whileSignedIn(thrown);
    scheduler.dropQueued();
    if (error instanceof TooManyAttempts) quick.blocked();
    if (error instanceof Maintenance && error.retryAfter !== null) deps.onMaintenance?.(error.retryAfter);
    const delay = (quick.isNeeded() ? delayWithAlarms : delayAfter)(error, failures, clock.random());
    const code = errorCodeOf(error);
    if (!isExpected(error)) log.error(`sync: ${describeError(error)}`);
    log.warn(`sync failed (${failures} in a row): ${code}, next in ${Math.round(delay / 1_000)} s`);
    const wanted = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
    heldUntil = wanted !== null || error instanceof TooManyAttempts ? clock.now() + delay : 0;
    emit({
      state: stateAfter(error),
      error: code,
      detail: error instanceof ServerMoved ? error.address : null,
      nextTryAt: clock.now() + delay,
    });
    return delay;
  }

  /** 401: the credentials are kept. Each request counts as a failed login, so requests are rare. */
  function refused(byTimer: boolean): number {
    scheduler.dropQueued();
    const now = clock.now();
    if (!byTimer) refreshedAt = now;
    const fresh = delayAfterRefusal(ended === null, clock.random());
    const refusals = (ended?.refusals ?? 0) + 1;
    ended = { refusals, at: now, retryAt: ended?.retryAt ?? now + fresh, silences: 0 };
    // Events on the computer do not postpone the first retry, but it keeps its distance from this request.
    const left = ended.retryAt - now;
    const delay = left > 0 ? Math.min(Math.max(left, apartAfter(1)), fresh) : fresh;
    log.warn(`sync: the server has ended the session (${refusals} in a row), asked again in ${minutes(delay)} min`);
    heldUntil = 0;
    emit({ state: 'signed-out', error: 'session-ended', detail: null, nextTryAt: null });
    deps.onRefused?.(byTimer);
    return delay;
  }

  /** It is unknown whether the session is still ended: one early retry, then hourly as before. */
  function unanswered(error: unknown): number {
    scheduler.dropQueued();
    const wanted = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
    if (ended) ended.silences += 1;
    const delay = Math.max(delayAfterRefusal(ended?.silences === 1, clock.random()), wanted ?? 0);
    if (!isExpected(error)) log.error(`sync: ${describeError(error)}`);
    log.warn(`sync: ${errorCodeOf(error)}, after the session had ended, asked again in ${minutes(delay)} min`);
    heldUntil = wanted === null ? 0 : clock.now() + wanted;
    return delay;
  }

  /** Milliseconds in which only the user may cause a request; 0: any cause may. */
  function heldFor(): number {
    const held = heldUntil - clock.now();
    // The app never waits longer than an hour, so the clock was set back.
    if (held > 0 && held <= LONGEST_HOLD_MS) return held;
    if (!ended || connection.state !== 'signed-out') return 0;
    const apart = apartAfter(ended.refusals);
    const rest = ended.at + apart - clock.now();
    return rest > apart ? 0 : Math.max(0, rest);
  }

  /** An event makes a request worthwhile; it waits until the server accepts requests, and for longer after a 401. */
  function wake(): void {
    asked = true;
    const held = heldFor();
    if (held === 0) scheduler.trigger();
    else scheduler.within(held);
  }

  /** A user is present, so the machine is awake, whatever it reported before. */
  function wakeUp(): void {
    scheduler.resume();
    wake();
  }

  return {
    /** @param watched the user sees the list */
    start(watched: boolean): void {
      source.watch(watched);
      emit({});
      scheduler.trigger();
    },
    /** The user refreshes, which is always possible, even after the server ended the session. */
    refresh(): void {
      const { state } = connection;
      // The clock may have been set back meanwhile: a negative age holds nothing back.
      const age = clock.now() - refreshedAt;
      const isHeld = state === 'signed-out' && age >= 0 && age < SIGNED_OUT_REFRESH_MS;
      asked = true;
      announcer.release();
      alarms?.release();
      opinion.expire();
      source.expireIfOld();
      scheduler.resume();
      // When the user insists, the request is sent once the last one is old enough.
      if (isHeld) scheduler.within(SIGNED_OUT_REFRESH_MS - age);
      else {
        refreshedAt = clock.now();
        scheduler.trigger(true);
      }
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
    /** Push reports a change. While the server fails, the backoff decides, because push frames may come in floods. */
    pushReported(): void {
      reported = true;
      quick.told();
      if (failures === 0) wake();
    },
    /** Push is connected, or no longer. */
    setLive(value: boolean): void {
      live = value;
      if (connection.state === 'live' || connection.state === 'polling') emit({ state: live ? 'live' : 'polling' });
      if (live) return;
      quick.lost();
      // Only polling remains, and its next request may be far away. All PCs of a server lose push at the same moment,
      // so each one asks at a random time.
      scheduler.within(Math.max(heldFor(), clock.random() * deps.interval()));
      hurry();
    },
    /** The user opens the conversation in the browser, which keeps Talk from notifying of its messages. */
    opened(token: string): void {
      quick.opened(token);
      hurry();
    },
    /** There are other alarm conversations than before. */
    alarmsChanged: hurry,
    /** Push has reported what it was tested with. */
    trustPush: quick.proved,
    /** What makes the app look for alarms; null: there is no alarm conversation. */
    waking(): AlarmWaking | null {
      if (!quick.isNeeded()) return null;
      const reason = quick.reason(live);
      const ms = reason === null ? usualInterval() : Math.min(usualInterval(), quick.interval());
      const isLaned = (deps.alarmPolling?.lane?.() ?? null) !== null;
      const by = reason !== null ? 'polling' : isLaned ? 'lane' : 'push';
      return { by, seconds: ms / 1_000, reason };
    },
    suspend: (): void => scheduler.suspend(),
    resume(): void {
      gap = true;
      announcer.release();
      alarms?.release();
      wakeUp();
    },
    /** Ends the engine for good: it sends no request, and neither notifies nor reports changes. */
    stop: lifetime.end,
    /** Returns a conversation as the server sent it. */
    room: store.get,
    /** How many conversations, or their messages, cannot be read. */
    unreadable(): number {
      const odd = store.rooms().filter(isOdd);
      return new Set([...odd.map(({ token }) => token), ...announcer.troubled()]).size + oddities.leftOut();
    },
    /** The conversations as the window shows them. */
    conversations: store.conversations,
    /** Conversations whose messages cannot be fetched at the moment. */
    troubled: (): string[] => [...announcer.troubled(), ...(alarms?.troubled() ?? [])],
    /** How many conversations the server has beyond those that the app holds. */
    beyond: store.beyond,
    /** The screen has been locked: no notification shows a message's text any more. */
    hideTexts: announcer.hideTexts,
    /** The language has changed. */
    languageChanged(): void {
      store.rebuildTexts();
      emit({});
      // The server words system messages in the requested language.
      source.expire();
      wake();
    },
    act: actions.act,
    delay: actions.delay,
    wrote: actions.wrote,
    /** A message was refused: the next list will show whether the conversation is gone. */
    writeRefused: actions.refused,
  };
}
