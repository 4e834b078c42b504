import { levelOf } from '../conversations/facts.ts';
import type { QuickReason } from '../model/alarm.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { Clock } from '../ports.ts';

/** A real server needs 74 ms and 81 bytes for a list in which nothing changed. */
const QUICK_MS = 5_000;
const SLOWEST_MS = 15_000;
/** A server whose answers take longer is asked less often. */
const SLOW_ANSWER_MS = 300;
/** The fastest of so many answers tells whether the server is slow; a single slow one may be chance. */
const ANSWERS = 5;
/** The places of 5, 10 and 15 seconds repeat after this time. */
const ALL_PLACES_MS = 30_000;
/** How long a server that has sent 429 is asked less often. */
const BLOCKED_MS = 10 * 60_000;
/** A browser tab in which the conversation was opened may stay open for so long. */
const OPEN_MS = 60 * 60_000;
/** Push collects events before it reports them, so a list may find a message first. */
const TOLD_WITHIN_MS = 10_000;
/** Share of the interval by which a request may come earlier or later than its place. */
const JITTER = 0.02;

/** Keeps whether push is distrusted, across a restart. */
export interface TrustStore {
  isDistrusted(): boolean;
  setDistrusted(value: boolean): void;
}

export interface QuickPollingDeps {
  clock: Clock;
  /** The tokens of the account's alarm conversations. */
  tokens: () => readonly string[];
  /** Returns a conversation as the lists have shown it so far. */
  room: (token: string) => Room | undefined;
  trust: TrustStore;
  /** The conversation that a working long-poll lane follows; null: none. */
  lane?: () => string | null;
  /** Push has begun to be distrusted: the next request must come sooner. */
  onDistrust: () => void;
}

/** A list of conversations that has arrived, before it replaces what is known. */
export interface ArrivedList {
  rooms: readonly Room[];
  /** Milliseconds that the answer took; null for a full list, which may take long for good reasons. */
  took: number | null;
  live: boolean;
  /** Push had reported a change before this list was requested. */
  byPush: boolean;
  /** Events may have been missed, so push cannot have reported everything. */
  afterGap: boolean;
}

/**
 * Returns milliseconds between two requests.
 * @param answers how long the last answers took, in milliseconds
 * @param isBlocked the server has asked for fewer requests
 */
export function quickInterval(answers: readonly number[], isBlocked: boolean): number {
  if (isBlocked) return SLOWEST_MS;
  const fastest = answers.length < ANSWERS ? 0 : Math.min(...answers);
  return Math.min(SLOWEST_MS, QUICK_MS * Math.max(1, Math.ceil(fastest / SLOW_ANSWER_MS)));
}

/**
 * Returns milliseconds until the next request: requests come at the same place of each interval, nearly, because a
 * hundred PCs whose places wander meet more often than those that keep them.
 * @param now milliseconds of a monotonic clock
 * @param place of this PC, milliseconds of the same clock
 * @param random in [0, 1)
 */
export function untilPlace(now: number, place: number, interval: number, random: number): number {
  const since = (((now - place) % interval) + interval) % interval;
  const left = interval - since;
  // The request of this place may just have been sent, a little early.
  const isTaken = left <= 2 * JITTER * interval;
  return left + (isTaken ? interval : 0) + JITTER * interval * (2 * random - 1);
}

export type QuickPolling = ReturnType<typeof createQuickPolling>;

/**
 * Decides when the list must be requested every few seconds. Push reports only what Talk notifies of: nothing in a
 * conversation at a lower level, and nothing to a user whose browser has the conversation open. It is needed only while
 * there are alarm conversations, and only while push cannot be relied upon for each of them.
 */
export function createQuickPolling({ clock, tokens, room, trust, lane = () => null, onDistrust }: QuickPollingDeps) {
  /** When a conversation was last opened, as far as that is known, by token. */
  const openedAt = new Map<string, number>();
  let answers: readonly number[] = [];
  let blockedAt = Number.NEGATIVE_INFINITY;
  /** Push was live when the last list arrived, so it reports what has happened since. */
  let reports = false;
  let cancelDoubt: (() => void) | null = null;
  let isOver = false;
  /** Null until it is needed. */
  let place: number | null = null;

  const isWithin = (at: number | undefined, ms: number): boolean => at !== undefined && clock.monotonic() - at < ms;
  const isOpen = (token: string): boolean => isWithin(openedAt.get(token), OPEN_MS);
  const isNotified = (one: Room | undefined): boolean =>
    one !== undefined && levelOf(one) === 'always' && !one.isArchived;
  const isBlocked = (): boolean => isWithin(blockedAt, BLOCKED_MS);

  /** It is unknown what a browser had open before the app saw the conversation for the first time. */
  function meet(names: readonly string[]): void {
    for (const token of names) if (!openedAt.has(token)) openedAt.set(token, clock.monotonic());
    for (const token of openedAt.keys()) if (!names.includes(token)) openedAt.delete(token);
  }

  function reasonNow(live: boolean): QuickReason | null {
    const names = tokens();
    meet(names);
    const followed = lane();
    const others = names.filter((token) => token !== followed);
    if (others.length === 0) return null;
    if (!live) return 'no-push';
    if (trust.isDistrusted()) return 'untold';
    if (!others.every((token) => isNotified(room(token)))) return 'level';
    return others.some(isOpen) ? 'open' : null;
  }

  function doubt(): void {
    if (cancelDoubt !== null || isOver || trust.isDistrusted()) return;
    cancelDoubt = clock.after(TOLD_WITHIN_MS, () => {
      cancelDoubt = null;
      trust.setDistrusted(true);
      onDistrust();
    });
  }

  function endDoubt(): void {
    cancelDoubt?.();
    cancelDoubt = null;
  }

  /** Compares an alarm conversation with what was known of it. */
  function compare(now: Room, { live, byPush, afterGap }: ArrivedList): void {
    const before = room(now.token);
    if (before === undefined) return;
    const isNews = now.unreadMessages > before.unreadMessages && now.lastMessage?.silent !== true;
    const isUntold = isNews && live && reports && !byPush && !afterGap && isNotified(before);
    // The app itself shows its own actions before the server does, so a list shows only those of other devices.
    if (now.lastReadMessage > before.lastReadMessage || (isUntold && isOpen(now.token)))
      openedAt.set(now.token, clock.monotonic());
    else if (isUntold) doubt();
  }

  return {
    /** Must be called with each list before the store takes it. */
    listed(list: ArrivedList): void {
      if (list.took !== null) answers = [...answers, list.took].slice(-ANSWERS);
      const names = tokens();
      meet(names);
      for (const one of list.rooms) if (names.includes(one.token)) compare(one, list);
      reports = list.live;
    },
    /** The user has opened the conversation from here; other conversations are ignored. */
    opened(token: string): void {
      if (tokens().includes(token)) openedAt.set(token, clock.monotonic());
    },
    /** Push has reported a change. */
    told: endDoubt,
    /** Push has been lost. */
    lost(): void {
      reports = false;
      endDoubt();
    },
    /** Push has reported what it was tested with. */
    proved(): void {
      endDoubt();
      if (trust.isDistrusted()) trust.setDistrusted(false);
    },
    /** The server has sent 429. */
    blocked(): void {
      blockedAt = clock.monotonic();
    },
    /** There are alarm conversations, so the server must not be left alone for minutes. */
    isNeeded: (): boolean => tokens().length > 0,
    /** Why the list is requested every few seconds; null: it is not. */
    reason: reasonNow,
    /** Milliseconds between two requests while the list is requested every few seconds. */
    interval: (): number => quickInterval(answers, isBlocked()),
    /** Milliseconds until the next request; null: the usual interval suffices. */
    wait(live: boolean): number | null {
      if (reasonNow(live) === null) return null;
      place ??= clock.random() * ALL_PLACES_MS;
      return untilPlace(clock.monotonic(), place, quickInterval(answers, isBlocked()), clock.random());
    },
    stop(): void {
      isOver = true;
      endDoubt();
    },
  };
}
