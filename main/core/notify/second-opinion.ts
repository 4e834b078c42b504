import { errorCodeOf, ServerError, SessionEnded } from '../errors.ts';
import type { MessageId } from '../model/message-id.ts';
import type { Notice } from '../nextcloud/notice.ts';
import type { NotificationsApi } from '../nextcloud/notifications-api.ts';
import type { Clock } from '../ports.ts';
import type { NoticeStore } from './cursors.ts';

/** After a failure the server is not asked for so long: the list of conversations does without. */
const DROPPED_MS = 60 * 60_000;
/** Frames come in floods; what one of them was about is still in the next answer. */
const APART_MS = 10_000;
/** With whole lists, not more often than this: while the window is seen, they come each minute. */
const WITH_LIST_MS = 10 * 60_000;
/** What cannot be judged, and what stays on the screen, is asked about more and more rarely. */
const LONGEST_APART_MS = 15 * 60_000;
/** What is shown is looked up while push would not tell that it has been read: at first so often, then more rarely. */
const LOOKED_UP_MS = 60_000;
/** Nothing tells that a reminder has been set. */
const REMINDERS_MS = 60 * 60_000;
/** The server's background job comes every five minutes, as a rule. */
const LATE_S = 15 * 60;

export type MessageNotice = Extract<Notice, { kind: 'message' }>;
/** What no conversation's messages tell of. */
export type OwnNotice = Extract<Notice, { kind: 'reminder' | 'invitation' }>;

export interface SecondOpinionDeps {
  api: NotificationsApi;
  clock: Clock;
  store: NoticeStore;
  /** Can the server's notifications app do this? */
  offers: (endpoint: string) => boolean;
  /** Can its Talk? */
  has: (feature: string) => boolean;
  /** Seconds since 1970 by the server's clock. */
  serverNow: () => number;
  /** Nothing speaks against asking the server at this moment. */
  isWell: () => boolean;
  /** Announces those messages that the server tells of and nobody has considered. @returns those it cannot judge yet */
  onMessages: (notices: readonly MessageNotice[]) => Promise<readonly MessageNotice[]>;
  /** Shows a notification. False: later, for nothing is to be shown now. */
  onOwn: (notices: readonly OwnNotice[]) => Promise<readonly OwnNotice[]>;
  /** It has been read or dismissed elsewhere. */
  onGone: (id: MessageId) => void;
  /** `kind` is nothing of a stranger's. */
  onTrouble: (kind: string) => void;
}

/** What is known when a list of conversations has been dealt with. */
export interface ListedAccount {
  full: boolean;
  /** Push had told that there is something, and nothing in the list has rung. */
  unexplained: boolean;
  /** Push tells of what is read elsewhere. */
  live: boolean;
}

export type SecondOpinion = ReturnType<typeof createSecondOpinion>;

/**
 * The server's own list of notifications, beside the list of conversations: it knows reminders, invitations of other
 * servers, and what the app cannot find out by itself – a thread followed a moment ago, a quote in a thread, a mention
 * that was added later. It is optional in every respect: what goes wrong here never touches the list.
 */
export function createSecondOpinion(deps: SecondOpinionDeps) {
  const { api, clock, store, offers, has, serverNow, isWell, onMessages, onOwn, onGone, onTrouble } = deps;
  let etag: string | null = null;
  /** In the server's list and not dealt with yet, by id. */
  let open = new Map<MessageId, Notice>();
  /** Dealt with and still in the server's list. */
  let done = new Set<MessageId>();
  /** The same for what is told from here alone, kept over a restart; null: what is there is old. */
  let told = store.load();
  const shown = new Set<MessageId>();
  let reminders: readonly number[] = [];
  /** Must be asked with the next list that allows it. */
  let owed = true;
  let lookUpAfter = LOOKED_UP_MS;
  /** Until what cannot be judged yet is asked about again, milliseconds. */
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
    open = new Map(notices.filter(({ id, kind }) => kind !== 'other' && !done.has(id)).map((one) => [one.id, one]));
    for (const id of shown) if (!present.has(id)) forget(id);
    const own = notices.filter(isOwn).map(({ id }) => id);
    // What waited there before is no news.
    if (told === null) remember(own);
    else if (told.some((id) => !present.has(id))) remember(told.filter((id) => present.has(id)));
  }

  function remember(ids: readonly MessageId[]): void {
    told = ids;
    store.save(ids);
  }

  function forget(id: MessageId): void {
    shown.delete(id);
    onGone(id);
  }

  async function tellOwn(notices: readonly OwnNotice[]): Promise<void> {
    const isOld = ({ id }: OwnNotice): boolean => told?.includes(id) ?? false;
    for (const { id } of notices.filter(isOld)) settle(id);
    const done = await onOwn(notices.filter((one) => !isOld(one)));
    if (done.length === 0) return;
    lookUpAfter = LOOKED_UP_MS;
    for (const { id } of done) {
      shown.add(id);
      settle(id);
    }
    // Afterwards, so that a crash in between repeats rather than loses.
    remember([...(told ?? []), ...done.map(({ id }) => id)]);
  }

  function settle(id: MessageId): void {
    open.delete(id);
    done.add(id);
  }

  /**
   * Deals with what is open, as far as the conversations allow it by now.
   * @param isFresh the server has just said that it is still there
   */
  async function consider(isFresh: boolean): Promise<void> {
    const waiting = [...open.values()];
    await tellOwn(waiting.filter(isOwn));
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

  /** What is on the screen may have been read elsewhere. */
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

  async function work({ full, live }: ListedAccount): Promise<void> {
    if (full && has('upcoming-reminders') && !isWithin(remindersAt, REMINDERS_MS)) await askReminders();
    // Whatever happened to the session meanwhile, the list of conversations finds out.
    if (closed || !isWell()) return;
    // What has waited may be gone by now: a message that has expired, or was deleted.
    const waits = [...open.values()].some(({ kind }) => kind === 'message') && !isWithin(askedAt, patience);
    if (waits) patience = Math.min(2 * patience, LONGEST_APART_MS);
    const isByList = full && !isWithin(askedAt, WITH_LIST_MS);
    const isDue = (owed || isByList || waits || isReminderDue()) && !isWithin(askedAt, APART_MS);
    if (isDue) await ask();
    else if (shown.size > 0 && !live && offers('exists') && !isWithin(lookedUpAt, lookUpAfter)) await lookUp();
    if (!closed) await consider(isDue);
  }

  return {
    /** After each list of conversations. Never rejects. */
    async listed(listed: ListedAccount): Promise<void> {
      owed ||= listed.unexplained;
      if (busy || closed || !offers('list') || isWithin(failedAt, DROPPED_MS)) return;
      busy = true;
      try {
        await work(listed);
      } catch (error) {
        owed = true;
        // The list of conversations deals with that.
        if (error instanceof SessionEnded) return;
        failedAt = clock.now();
        onTrouble(
          `notifications: ${error instanceof ServerError ? `${error.code} ${error.status}` : errorCodeOf(error)}`,
        );
      } finally {
        busy = false;
      }
    },
    /** Nobody knows what happened meanwhile, or the person wants to know now. */
    expire(): void {
      owed = true;
    },
    stop(): void {
      closed = true;
    },
  };
}

const isOwn = (notice: Notice): notice is OwnNotice => notice.kind === 'reminder' || notice.kind === 'invitation';
