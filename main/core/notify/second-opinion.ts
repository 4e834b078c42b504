import { describeError, SessionEnded } from '../errors.ts';
import type { MessageId } from '../model/message-id.ts';
import type { Notice } from '../nextcloud/notice.ts';
import type { NotificationsApi } from '../nextcloud/notifications-api.ts';
import type { Clock } from '../ports.ts';
import type { NoticeStore } from './cursors.ts';

/** How long the server is not asked after a failure; the list of conversations suffices meanwhile. */
const DROPPED_MS = 60 * 60_000;
/** Push frames arrive in floods, and the next answer still contains what each was about. */
const APART_MS = 10_000;
/** With full lists, at most this often: while the window is visible, they come each minute. */
const WITH_LIST_MS = 10 * 60_000;
/** Entries that cannot be judged yet, and those on the screen, are checked less and less often. */
const LONGEST_APART_MS = 15 * 60_000;
/** First interval at which shown entries are looked up while push does not report that they were read. */
const LOOKED_UP_MS = 60_000;
/** No event reports that a reminder has been set. */
const REMINDERS_MS = 60 * 60_000;
/** The server's background job usually runs every five minutes. */
const LATE_S = 15 * 60;

export type MessageNotice = Extract<Notice, { kind: 'message' }>;
/** Entries that no conversation's messages contain. */
export type OwnNotice = Extract<Notice, { kind: 'reminder' | 'invitation' }>;

export interface SecondOpinionDeps {
  api: NotificationsApi;
  clock: Clock;
  store: NoticeStore;
  /** Whether the server's notifications app supports this. */
  offers: (endpoint: string) => boolean;
  /** Whether the server's Talk supports this. */
  has: (feature: string) => boolean;
  /** Seconds since 1970 by the server's clock. */
  serverNow: () => number;
  /** Whether the server may be asked at this moment. */
  isWell: () => boolean;
  /**
   * Announces the server's messages that did not ring when they were considered.
   * @returns those that it cannot judge yet
   */
  onMessages: (notices: readonly MessageNotice[]) => Promise<readonly MessageNotice[]>;
  /** Shows notifications. @returns those that are done; the others must be passed again later */
  onOwn: (notices: readonly OwnNotice[]) => Promise<readonly OwnNotice[]>;
  /** The entry has been read or dismissed on another device. */
  onGone: (id: MessageId) => void;
  /** The user has answered or dismissed a call of this conversation on another device, or the call is over. */
  onCallGone: (token: string) => void;
  /** `kind` contains no text from outside. */
  onTrouble: (kind: string) => void;
}

/** The state after a list of conversations has been handled. */
export interface ListedAccount {
  full: boolean;
  /** Push had reported a change, but nothing in the list has rung. */
  unexplained: boolean;
  /** Push reports messages that are read on another device. */
  live: boolean;
  /** A call rings with the card. */
  callRings: boolean;
}

export type SecondOpinion = ReturnType<typeof createSecondOpinion>;

/**
 * Reads the server's own list of notifications in addition to the list of conversations. It contains reminders,
 * invitations from other servers, and what the app cannot find out by itself: a thread that the user has just followed,
 * a quote in a thread, a mention that was added later. It is entirely optional: a failure here never affects the list
 * of conversations.
 */
export function createSecondOpinion(deps: SecondOpinionDeps) {
  const { api, clock, store, offers, has, serverNow, isWell, onMessages, onOwn, onGone, onCallGone, onTrouble } = deps;
  let etag: string | null = null;
  /** Entries in the server's list that have not been handled yet, by id. */
  let open = new Map<MessageId, Notice>();
  /** Entries that have been handled and are still in the server's list. */
  let done = new Set<MessageId>();
  /** Ids of the announced reminders and invitations, kept across a restart; null: all present entries are old. */
  let announced = store.load();
  const shown = new Set<MessageId>();
  /** The conversations of the calls in the server's list. A new call has a new entry in place of the earlier one. */
  let calls: ReadonlySet<string> = new Set();
  let reminders: readonly number[] = [];
  /** The list must be requested after the next list of conversations that allows it. */
  let owed = true;
  let lookUpAfter = LOOKED_UP_MS;
  /** Milliseconds until the list is requested again for entries that cannot be judged yet. */
  let patience = APART_MS;
  let busy = false;
  let closed = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let lookedUpAt = Number.NEGATIVE_INFINITY;
  let remindersAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;

  const isWithin = (at: number, ms: number): boolean => {
    const age = clock.now() - at;
    return age >= 0 && age < ms;
  };

  function receive(notices: readonly Notice[]): void {
    const present = new Set(notices.map(({ id }) => id));
    done = new Set([...done].filter((id) => present.has(id)));
    if (notices.some(({ id, kind }) => kind === 'message' && !done.has(id) && !open.has(id))) patience = APART_MS;
    open = new Map(notices.filter(isForUs).flatMap((one) => (done.has(one.id) ? [] : [[one.id, one]])));
    receiveCalls(notices);
    for (const id of shown) if (!present.has(id)) forget(id);
    const own = notices.filter(isOwn).map(({ id }) => id);
    // Entries that were already there are not news.
    if (announced === null) remember(own);
    else if (announced.some((id) => !present.has(id))) remember(announced.filter((id) => present.has(id)));
  }

  function receiveCalls(notices: readonly Notice[]): void {
    const before = calls;
    calls = new Set(notices.flatMap((one) => (one.kind === 'call' ? one.token : [])));
    for (const token of before) if (!calls.has(token)) onCallGone(token);
  }

  function remember(ids: readonly MessageId[]): void {
    announced = ids;
    store.save(ids);
  }

  function forget(id: MessageId): void {
    shown.delete(id);
    onGone(id);
  }

  async function announceOwn(notices: readonly OwnNotice[]): Promise<void> {
    const isOld = ({ id }: OwnNotice): boolean => announced?.includes(id) ?? false;
    for (const { id } of notices.filter(isOld)) settle(id);
    const done = await onOwn(notices.filter((one) => !isOld(one)));
    if (done.length === 0) return;
    lookUpAfter = LOOKED_UP_MS;
    for (const { id } of done) {
      shown.add(id);
      settle(id);
    }
    // Saved after showing, so that a crash in between repeats instead of losing.
    remember([...(announced ?? []), ...done.map(({ id }) => id)]);
  }

  function settle(id: MessageId): void {
    open.delete(id);
    done.add(id);
  }

  /**
   * Handles the open entries, as far as the conversations allow it by now.
   * @param isFresh the server has just said that they are still there
   */
  async function consider(isFresh: boolean): Promise<void> {
    const waiting = [...open.values()];
    await announceOwn(waiting.filter(isOwn));
    const messages = waiting.filter((one) => one.kind === 'message');
    if (messages.length === 0 || !isFresh) return;
    const later = new Set(await onMessages(messages));
    for (const notice of messages) if (!later.has(notice)) settle(notice.id);
  }

  async function ask(): Promise<void> {
    askedAt = clock.now();
    owed = false;
    const answer = await api.list(etag);
    if (answer === null || closed) return;
    etag = answer.etag;
    receive(answer.notices);
  }

  /** Checks whether the shown entries have been read on another device. */
  async function lookUp(): Promise<void> {
    lookedUpAt = clock.now();
    lookUpAfter = Math.min(2 * lookUpAfter, LONGEST_APART_MS);
    const ids = [...shown];
    const existing = await api.existing(ids);
    if (!closed) for (const id of ids) if (!existing.has(id)) forget(id);
  }

  async function askReminders(): Promise<void> {
    remindersAt = clock.now();
    reminders = (await api.upcomingReminders()).map(({ at }) => at);
  }

  const isReminderDue = (): boolean => {
    const now = serverNow();
    return reminders.some((at) => at <= now && now <= at + LATE_S);
  };

  async function work({ full, live, callRings }: ListedAccount): Promise<void> {
    if (full && has('upcoming-reminders') && !isWithin(remindersAt, REMINDERS_MS)) await askReminders();
    // If the session has ended meanwhile, the list of conversations will find out.
    if (closed || !isWell()) return;
    // A message that waits may have expired or been deleted by now.
    const waits = [...open.values()].some(({ kind }) => kind === 'message') && !isWithin(askedAt, patience);
    if (waits) patience = Math.min(2 * patience, LONGEST_APART_MS);
    const isByList = full && !isWithin(askedAt, WITH_LIST_MS);
    const isDue = (owed || isByList || waits || callRings || isReminderDue()) && !isWithin(askedAt, APART_MS);
    if (isDue) await ask();
    else if (shown.size > 0 && !live && offers('exists') && !isWithin(lookedUpAt, lookUpAfter)) await lookUp();
    if (!closed) await consider(isDue);
  }

  return {
    /** Must be called after each list of conversations. Never rejects. */
    async listed(listed: ListedAccount): Promise<void> {
      owed ||= listed.unexplained;
      if (busy || closed || !offers('list') || isWithin(failedAt, DROPPED_MS)) return;
      busy = true;
      try {
        await work(listed);
      } catch (error) {
        owed = true;
        if (closed) return;
        // The list of conversations handles the ended session.
        if (error instanceof SessionEnded) return;
        failedAt = clock.now();
        onTrouble(`notifications: ${describeError(error)}`);
      } finally {
        busy = false;
      }
    },
    /** Events may have been missed, or the user asks for a refresh. */
    expire(): void {
      owed = true;
    },
    stop(): void {
      closed = true;
    },
  };
}

const isForUs = ({ kind }: Notice): boolean => kind !== 'call' && kind !== 'other';
const isOwn = (notice: Notice): notice is OwnNotice => notice.kind === 'reminder' || notice.kind === 'invitation';
