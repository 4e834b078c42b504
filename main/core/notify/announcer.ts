import { describeError, isExpected } from '../errors.ts';
import type { Say } from '../i18n/index.ts';
import { compareIds, latestId, type MessageId } from '../model/message-id.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Notifier } from '../ports.ts';
import type { NotifyRules } from '../settings/preferences.ts';
import { type Collected, createCollector } from './collector.ts';
import type { CursorStore, Cursors } from './cursors.ts';
import { createDecided } from './decided.ts';
import type { AccountCalls } from './incoming-calls.ts';
import { findInvitations, invitationKey, mayBeInvited, planInvitations } from './invitations.ts';
import { isAhead, isMissed } from './missed.ts';
import {
  callKey,
  editedTo,
  isDeletedNow,
  isOfMessages,
  isPointless,
  MANY_INVITATIONS,
  MOST_AT_ONCE,
  manyInvitations,
  noticeOf,
  plan,
  requestOf,
  type Shown,
  showsText,
  textFreeOf,
} from './notify-policy.ts';
import { withRules } from './notify-rules.ts';
import { createOwedCalls, type OwedCalls } from './owed-calls.ts';
import { createRinging } from './ringing.ts';
import type { MessageNotice, OwnNotice } from './second-opinion.ts';
import { createThreads } from './threads.ts';
import { createToastCheck } from './toast-check.ts';
import { cursorOf } from './what-changed.ts';

/** Limit for cursors of conversations that are gone, so that the file does not grow for years. */
const MOST_ABSENT = 1_000;
/** More notifications are neither tracked nor left on the screen: strangers decide how many there are. */
const MOST_SHOWN = 200;
/**
 * For this long after the server has said that the user may be disturbed, notifications appear without another request.
 */
const STATUS_FRESH_MS = 60_000;
/** Messages that have arrived by then ring together; a conversation with slower messages rings on its own. */
const PATIENCE_MS = 3_000;
/** The messages that the server's own notifications report are less urgent. */
const OPINION_MS = 10_000;

export interface AnnouncerDeps {
  api: Pick<
    TalkApi,
    | 'messagesAfter'
    | 'messagesBefore'
    | 'newestMessageId'
    | 'isDoNotDisturb'
    | 'callState'
    | 'followedThreads'
    | 'threadLevel'
  >;
  clock: Clock;
  cursors: CursorStore;
  notifier: Notifier;
  say: Say;
  /** Asked again for each list. */
  rules: () => NotifyRules;
  /** Data of one conversation cannot be fetched or read; `kind` contains no text from outside. */
  onTrouble?: (token: string, kind: string) => void;
  /** The app has learned something that a delta does not contain, so the next list should be a full one. */
  onNews?: () => void;
  /** The server can report the state of a call. */
  hasCallStates?: () => boolean;
  /** Seconds since 1970 by the server's clock. */
  serverNow?: () => number;
  /** The user is answering this conversation in front of the window. */
  isAnswered?: (token: string) => boolean;
  /** The card of calls. If left out, notifications announce all calls. */
  calls?: AccountCalls;
  /** Takes out the messages that ring as alarms instead; returns the others. */
  withoutAlarms?: (room: Room, messages: readonly Message[]) => readonly Message[];
}

type Tokens = ReadonlySet<string>;

const NONE: Tokens = new Set();

/** Turns a new list into notifications: exactly one per message, withdrawn when it is read on another device. */
export function createAnnouncer({ api, clock, cursors: store, notifier, say, rules, ...more }: AnnouncerDeps) {
  const onTrouble = more.onTrouble ?? (() => {});
  /** The app goes on as if nothing was found, so a fault would leave no trace. */
  const onFault = (token: string, error: unknown): void => {
    if (!isExpected(error)) onTrouble(token, describeError(error));
  };
  const threads = createThreads({ api, clock, notify: () => rules().notify, onTrouble });
  const owedCalls = createOwedCalls(api, clock, onTrouble);
  const collector = createCollector({ api, clock, threads, onTrouble, onAnswered: owedCalls.releaseOne });
  const ringing = createRinging(
    api,
    clock,
    more.hasCallStates ?? (() => false),
    onFault,
    (token) => more.calls?.rings(token) ?? false,
  );
  const toasts = createToastCheck({ api, clock, onFault });
  const serverNow = more.serverNow ?? (() => 0);
  const othersIn = more.withoutAlarms ?? ((_room: Room, messages: readonly Message[]) => messages);
  let known = store.load();
  const decided = createDecided(known);
  /** Conversations whose owed call is being announced at this moment. */
  const announcingOwed = new Set<string>();
  /** Notifications from the server's own list, by their id there; several may share one. */
  const notices = new Map<MessageId, Shown>();
  /** Reminders that a pause or quiet hours held back: they appear afterwards, silently. */
  const held = new Set<MessageId>();
  let closed = false;
  /** The conversations of the last list, by token; null: there was none yet. */
  let present: ReadonlyMap<string, Room> | null = null;
  /** The latest state of the conversations, by token. */
  let latest: ReadonlyMap<string, Room> = new Map();
  /** When the server last said that the user may be disturbed, or failed to answer. */
  let mayDisturbAt = Number.NEGATIVE_INFINITY;
  /** Notifications that are shown and not withdrawn, by key. */
  const shown = new Map<string, Shown>();
  /** The calls for which the card stands. */
  const onCard = new WeakSet<Shown>();

  /** Returns what may be read on the screen now. */
  const readable = (notification: Shown): Shown =>
    rules().textFree && showsText(notification) ? textFreeOf(notification) : notification;

  /**
   * The one place that decides whether what has arrived may ring: conversations that must ring always pass here. A pause
   * and quiet hours hold back everything, "do not disturb" everything except important conversations; an unknown status
   * counts as "may be disturbed". A notification that is held back never rings later, because the cursors move on, so
   * only a fresh answer may hold it back.
   */
  async function undisturbed(all: readonly Collected[], answered: Tokens = NONE): Promise<readonly Collected[]> {
    const collected = all.map((one) => (answered.has(one.room.token) ? unseen(one) : one));
    if (rules().paused) return [];
    const rings = collected.some(
      ({ room, messages, call, missedCall }) => !room.isImportant && (messages.length > 0 || call || missedCall),
    );
    if (!rings) return collected;
    const doNotDisturb = await isDoNotDisturb();
    // The request took a while.
    if (rules().paused) return [];
    return doNotDisturb ? collected.filter(({ room }) => room.isImportant) : collected;
  }

  /** Remembers the reminders that are held back, so that they do not ring later. Invitations are silent anyway. */
  function isHeldBack(notices: readonly OwnNotice[]): boolean {
    if (!rules().paused) return false;
    for (const { id, kind } of notices) if (kind === 'reminder') held.add(id);
    return true;
  }

  /**
   * Returns the conversations that are being answered. The user sees their messages appear, so these count as considered
   * and do not ring. Alarms never come this far.
   */
  const answeredIn = (rooms: Iterable<Room>): Tokens =>
    new Set([...rooms].filter(({ token }) => more.isAnswered?.(token)).map(({ token }) => token));

  async function isDoNotDisturb(): Promise<boolean> {
    const age = clock.now() - mayDisturbAt;
    if (age >= 0 && age <= STATUS_FRESH_MS) return false;
    const doNotDisturb = await api.isDoNotDisturb().catch((error: unknown) => {
      onFault('–', error);
      return false;
    });
    if (!doNotDisturb) mayDisturbAt = clock.now();
    return doNotDisturb;
  }

  function show(announcements: readonly Collected[], afterGap: boolean): void {
    const planned = plan(announcements, [...shown.values()], afterGap, rules(), say);
    for (const key of planned.withdraw) withdraw(key);
    for (const notification of planned.show) {
      // Activity in the conversation shows that the user was added.
      if (notification.token !== null) withdraw(invitationKey(notification.token));
      put(notification);
    }
    toasts.shown(planned.show);
    forgetOldest();
  }

  function forgetOldest(): void {
    for (const key of [...shown.keys()].slice(0, -MOST_SHOWN)) withdraw(key);
  }

  function put(notification: Shown): void {
    // Reinserted at the end, so that the oldest comes first.
    shown.delete(notification.key);
    if (notification.kind === 'call' && notification.token !== null) {
      ringing.begin(notification.token);
      const room = latest.get(notification.token);
      if (room && more.calls?.takes(room, serverNow())) {
        shown.set(notification.key, notification);
        void ringOnCard(notification, room, more.calls);
        return;
      }
    }
    const read = readable(notification);
    shown.set(read.key, read);
    notifier.show(requestOf(read));
  }

  /**
   * Lets a call ring with the card. The list shows a call for some time after its end, so the server is asked first.
   * When the card goes unanswered, a silent notification stands for the call.
   */
  async function ringOnCard(notification: Shown, room: Room, calls: AccountCalls): Promise<void> {
    const isShownStill = (): boolean => shown.get(notification.key) === notification;
    onCard.add(notification);
    const isRinging = await ringing.isStillRinging(room.token);
    if (!isShownStill()) return;
    if (!isRinging) {
      withdraw(notification.key);
      return;
    }
    calls.ring(room, () => {
      if (!isShownStill()) return;
      const read = readable(notification);
      onCard.delete(notification);
      shown.set(read.key, read);
      notifier.show({ ...requestOf(read), silent: true });
    });
  }

  /** A notification whose message was edited gets the new text, without ringing again. */
  function follow(notification: Shown, room: Room, message: Message): void {
    const isShownText =
      shown.get(notification.key) === notification && notification.covers.get(room.token) === message.id;
    const edited = isShownText && editedTo(notification, room, message, rules(), say);
    if (!edited) return;
    change(edited);
  }

  /** Gives a notification other words, without ringing again. */
  function change(notification: Shown): void {
    shown.set(notification.key, notification);
    notifier.update(requestOf(notification));
  }

  /** Follows the edits that the list shows: those of last messages. */
  function followList(rooms: ReadonlyMap<string, Room>): void {
    for (const notification of [...shown.values()]) {
      const room = notification.token === null ? undefined : rooms.get(notification.token);
      if (room?.lastMessage && isOfMessages(notification)) follow(notification, room, room.lastMessage);
    }
  }

  function withdraw(key: string): void {
    const notification = shown.get(key);
    if (!notification) return;
    shown.delete(key);
    if (notification.kind === 'call' && notification.token !== null) {
      ringing.end(notification.token);
      more.calls?.end(notification.token);
    }
    notifier.withdraw(key);
  }

  /** Leaves out messages that have expired meanwhile. */
  function unexpired(collected: readonly Collected[]): Collected[] {
    const now = serverNow();
    return collected.map((one) => {
      if (!one.messages.some(({ expires }) => expires !== undefined && expires <= now)) return one;
      const messages = one.messages.filter(({ expires }) => expires === undefined || expires > now);
      return { ...one, messages, latest: messages.at(-1) };
    });
  }

  /** Shows silently that the user was added to conversations, unless a notification has rung in them. */
  async function invite(candidates: readonly Room[], before: Cursors): Promise<void> {
    if (candidates.length === 0 || rules().paused || rules().notify === 'off') return;
    const invitations = await findInvitations(candidates, before, api, onFault);
    if (invitations.length === 0 || (await isDoNotDisturb()) || rules().paused || closed) return;
    const planned = planInvitations(invitations, [...shown.values()], { say, rules: rules() });
    for (const key of planned.withdraw) withdraw(key);
    for (const notification of planned.show) put(notification);
    forgetOldest();
  }

  /** Checks the notifications on the screen for changes that no delta contains. */
  async function lookAfter(): Promise<void> {
    const [{ gone, there }, ended] = await Promise.all([toasts.check([...shown.values()], latest), ringing.ended()]);
    if (closed) return;
    for (const key of gone) withdraw(key);
    for (const one of there) follow(one.shown, one.room, one.message);
    for (const token of ended) withdraw(callKey(token));
    if (ended.length > 0) more.onNews?.();
  }

  /**
   * @param answered the conversations that the user was answering when the list arrived
   * @param before the cursors when these conversations were considered
   * @returns tokens of the conversations in which a message rang
   */
  async function ring(
    rooms: readonly Room[],
    told: readonly Collected[],
    afterGap: boolean,
    answered: Tokens,
    before = known,
  ): Promise<string[]> {
    // Alarms are in their book before the cursors move.
    const collected = told.map(withoutAlarms);
    try {
      if (!closed) for (const { room, callQuiet } of collected) if (callQuiet) withdraw(callKey(room.token));
      for (const { room, messages, more: isMore, cursor } of told)
        if (isMore) decided.raise(room.token, cursor.message);
        else decided.add(room.token, messages);
      // The request took a while, in which other messages may have rung.
      const wanted = unexpired(await undisturbed(collected, answered)).map(withoutRung);
      if (closed) return [];
      show(wanted, afterGap);
      // Saved after the notifications were asked for, so that a crash in between repeats instead of losing.
      if (known) remember(advanced(known, before, rooms, collected));
      collector.settle(collected);
      return wanted.filter(({ messages }) => messages.length > 0).map(({ room }) => room.token);
    } finally {
      collector.letGo(collected);
    }
  }

  /**
   * Announces a conversation whose messages arrived after the others had rung. Messages that were read meanwhile stay
   * silent.
   * @param wasAnnounced its messages have been announced without this result
   */
  async function ringLate(one: Collected, wasAnnounced: boolean, answered: Tokens): Promise<void> {
    const room = latest.get(one.room.token);
    const cursor = known?.get(one.room.token);
    if (!room || !cursor) return collector.letGo([one]);
    const after = latestId(room.lastReadMessage, cursor.message);
    const messages = one.messages.filter(({ id }) => id > after);
    const last = one.latest && one.latest.id > after ? one.latest : messages.at(-1);
    const isSame = room.hasCall === one.room.hasCall && room.callStartTime === one.room.callStartTime;
    const { call, running, quiet } = isSame ? one.cursor : cursor;
    // Another answer may have shown by now how the call went, or shows it at this moment.
    const isAnnouncing = announcingOwed.has(room.token);
    const isOwed = !wasAnnounced || (cursor.callsUpTo !== undefined && !isAnnouncing);
    const missedCall = one.missedCall && isOwed && room.lastReadMessage < one.cursor.message;
    const isSettled =
      wasAnnounced && !isAnnouncing && one.cursor.callsUpTo === undefined && cursor.message <= one.cursor.message;
    const collected = {
      ...one,
      messages,
      latest: last,
      // A list may have announced the call meanwhile, or shown that it is over.
      call: one.call && isSame && cursor.call !== one.cursor.call,
      callQuiet: one.callQuiet && isSame,
      missedCall,
      cursor: {
        message: latestId(cursor.message, one.cursor.message),
        call,
        running,
        quiet,
        callsUpTo: missedCall || isSettled ? undefined : (cursor.callsUpTo ?? one.cursor.callsUpTo),
      },
    };
    if (!wasAnnounced || !missedCall) {
      await ring([], [collected], false, answered);
      return;
    }
    announcingOwed.add(room.token);
    await ring([], [collected], false, answered).finally(() => announcingOwed.delete(room.token));
  }

  /** Announces a missed call whose log was owed. */
  async function ringOwed({ token, asked, missed, isQuiet }: OwedCalls): Promise<void> {
    collector.answered(token);
    const room = latest.get(token);
    if (!room || announcingOwed.has(token)) return;
    const missedCall = missed !== null && room.lastReadMessage < missed;
    const nothing = { messages: [], latest: undefined, more: false, call: false, callQuiet: false, considered: false };
    announcingOwed.add(token);
    const wanted = missedCall ? await undisturbed([{ ...nothing, room, missedCall, cursor: asked }]) : [];
    announcingOwed.delete(token);
    // The request took a while, in which more may have become known.
    const cursor = known?.get(token);
    if (closed || !known || !cursor || cursor.callsUpTo !== asked.callsUpTo) return;
    show(wanted, false);
    // More may be owed by now.
    const callsUpTo = missedCall || cursor.message <= asked.message ? undefined : asked.message;
    const quiet = cursor.quiet || (isQuiet && cursor.running === true && cursor.call === asked.call) || undefined;
    if (quiet) withdraw(callKey(token));
    remember(new Map(known).set(token, { ...cursor, callsUpTo, quiet }));
  }

  /** The level of the message's thread cannot be fetched at the moment. */
  const isUnclear = (token: string, { thread }: Message): boolean => thread !== undefined && !threads.canLearn(token);

  /** Returns the missed messages that should still ring, by conversation, oldest first. */
  async function gather(missed: readonly MessageNotice[]): Promise<Collected[]> {
    const tokens = new Set(missed.map(({ token }) => token));
    const found: Collected[] = [];
    for (const token of tokens) {
      const messages = missed.flatMap((one) => (one.token === token ? one.message : []));
      const posts = messages.filter(({ thread }) => thread !== undefined);
      const asked = latest.get(token);
      if (asked) await threads.learn(asked, posts, () => OPINION_MS);
      // The request took a while.
      const room = latest.get(token);
      const cursor = known?.get(token);
      if (!room || !cursor) continue;
      const { notify } = rules();
      const left = messages.filter(
        (one) => !isUnclear(token, one) && !decided.has(token, one.id) && isMissed(one, room, notify, threads),
      );
      left.sort((a, b) => compareIds(a.id, b.id));
      decided.add(token, left);
      const quiet = { more: false, call: false, callQuiet: false, missedCall: false, considered: false };
      const others = [...othersIn(room, left)];
      if (others.length > 0) found.push({ ...quiet, room, cursor, messages: others, latest: others.at(-1) });
    }
    return found;
  }

  /** Leaves out the messages that ring as alarms. */
  function withoutAlarms(one: Collected): Collected {
    const messages = othersIn(one.room, one.messages);
    const [latest = messages.at(-1)] = one.latest ? othersIn(one.room, [one.latest]) : [];
    if (messages.length === one.messages.length && latest === one.latest) return one;
    return { ...one, messages: [...messages], latest: messages.length > 0 ? latest : undefined };
  }

  /** Leaves out messages that have been considered meanwhile: they have rung or must stay silent. */
  function withoutRung(one: Collected): Collected {
    const upTo = known?.get(one.room.token)?.message ?? 0;
    if (one.messages.every(({ id }) => id > upTo)) return one;
    const messages = one.messages.filter(({ id }) => id > upTo);
    return { ...one, messages, latest: messages.length > 0 ? one.latest : undefined };
  }

  const isCallShown = (token: string): boolean => shown.has(callKey(token));

  /** Resolves with the promise's value, or with undefined after `PATIENCE_MS`. */
  async function soonest(done: Promise<unknown>): Promise<unknown> {
    let cancel = (): void => {};
    const late = new Promise<undefined>((resolve) => {
      cancel = clock.after(PATIENCE_MS, () => resolve(undefined));
    });
    const first = await Promise.race([done, late]);
    cancel();
    return first;
  }

  return {
    /**
     * Announces the new messages and calls of a list. A conversation whose messages cannot be fetched keeps its cursor
     * and is tried again later; the others ring.
     * @param current every conversation, as the server sent it
     * @param afterGap the app was asleep, offline or not running until now: one digest instead of a flood
     * @param callUnseen the last list is so old that a call may have come and gone
     * @returns the conversations in which a message rang
     * @throws errors of fetching messages that concern the whole account
     */
    async announce(current: readonly Room[], afterGap: boolean, callUnseen = afterGap): Promise<Room[]> {
      const { notify } = rules();
      const rooms = current.map((room) => withRules(room, notify));
      const byToken = new Map(rooms.map((room) => [room.token, room]));
      for (const notification of [...shown.values()])
        if (isPointless(notification, byToken) || isDeletedNow(notification, byToken)) withdraw(notification.key);
      followList(byToken);
      if (!known) {
        const { cursors, stop } = await collector.baseline(rooms);
        if (!closed) remember(cursors);
        for (const [token, { message }] of cursors) decided.raise(token, message);
        present = byToken;
        if (stop !== null) throw stop;
        return [];
      }
      latest = byToken;
      // The list is on screen from now on, whatever the user does until its messages have been fetched.
      const answered = answeredIn(rooms);
      const before = known;
      const candidates = mayBeInvited(rooms, before, present).filter(({ token }) => !store.isDamaged(token));
      present = byToken;
      const { asking, take, detach } = collector.collect(rooms, known, isCallShown, callUnseen);
      const stop = asking ? await soonest(asking) : null;
      // A hanging conversation delays no other: it rings on its own when its messages have arrived.
      if (stop === undefined)
        detach(
          (one, wasAnnounced) =>
            void ringLate(one, wasAnnounced, answered).catch((error: unknown) =>
              onTrouble(one.room.token, `could not ring: ${describeError(error)}`),
            ),
        );
      const rang = new Set(await ring(rooms, take(), afterGap, answered, before));
      if (stop) throw stop;
      // What is owed since this list is asked for with the next one.
      void owedCalls.ask(rooms, before, ringOwed);
      await invite(
        candidates.filter(({ token }) => !rang.has(token) && !shown.has(callKey(token))),
        before,
      );
      await lookAfter();
      return current.filter(({ token }) => rang.has(token));
    },

    /** Returns the last message that has been considered in this conversation; null: that is not known. */
    consideredIn(room: Room): MessageId | null {
      const cursor = known && cursorOf(known, room);
      return cursor === null || cursor.since !== undefined ? null : cursor.message;
    },

    /**
     * Announces messages that the server notifies of but that did not ring when they were considered.
     * @returns those that have not been considered yet
     * @throws errors that concern the whole account
     */
    async announceMissed(notices: readonly MessageNotice[]): Promise<MessageNotice[]> {
      const isLater = ({ token, message }: MessageNotice): boolean => {
        const cursor = known?.get(token);
        return !latest.has(token) || cursor === undefined || isAhead(message, cursor) || isUnclear(token, message);
      };
      const missed = notices.filter((one) => !isLater(one) && !decided.has(one.token, one.message.id));
      const answered = answeredIn(latest.values());
      const wanted = await undisturbed(await gather(missed), answered);
      if (!closed) show(wanted, true);
      return notices.filter(isLater);
    },
    /**
     * Shows reminders and invitations; more than ten invitations become one notification that counts. A reminder is
     * silent during "do not disturb".
     * @returns those that are done; the others must be passed again later
     */
    async announceNotices(arrived: readonly OwnNotice[]): Promise<readonly OwnNotice[]> {
      const ready = arrived.filter((one) => one.kind === 'invitation' || latest.has(one.token));
      if (ready.length === 0 || isHeldBack(ready)) return [];
      if (rules().notify === 'off') return ready;
      const isQuiet = await isDoNotDisturb();
      if (closed || isHeldBack(ready)) return [];
      for (const notice of ready) {
        const room = notice.kind === 'reminder' ? latest.get(notice.token) : undefined;
        const notification = noticeOf(notice, room, rules(), say);
        const isHeld = held.delete(notice.id);
        notices.set(notice.id, isQuiet || isHeld ? { ...notification, silent: true } : notification);
      }
      const invitations = [...notices].filter(([, { token }]) => token === null);
      const isMany = invitations.length > MOST_AT_ONCE;
      const many = manyInvitations(invitations.length, say);
      if (isMany)
        for (const [id, { key }] of invitations) {
          if (key !== MANY_INVITATIONS) withdraw(key);
          notices.set(id, many);
        }
      const showing = new Map(ready.flatMap(({ id }) => notices.get(id) ?? []).map((one) => [one.key, one]));
      for (const notification of showing.values()) put(notification);
      forgetOldest();
      return ready;
    },
    /** The user has dismissed a reminder or an invitation on another device. */
    withdrawNotice(id: MessageId): void {
      const key = notices.get(id)?.key;
      notices.delete(id);
      const isLast = [...notices.values()].every((other) => other.key !== key);
      if (key !== undefined && isLast) withdraw(key);
    },
    /**
     * Returns the conversations that should be requested one by one: their notifications are on the screen, and deltas
     * leave out many changes.
     * @param named conversations whose current state the list has just sent
     * @param isHinted push has reported a change, perhaps in another conversation
     */
    due: (named: ReadonlySet<string>, isHinted: boolean): string[] => toasts.due([...shown.values()], named, isHinted),
    /**
     * Strangers may read the screen from now on: notifications lose their texts, silently, and all but the latest ten of
     * these are withdrawn.
     */
    hideTexts(): void {
      const withText = [...shown.values()].filter((one) => showsText(one) && !onCard.has(one));
      for (const { key } of withText.slice(0, -MOST_AT_ONCE)) withdraw(key);
      for (const one of withText.slice(-MOST_AT_ONCE)) change(textFreeOf(one));
    },
    /** Withdraws notifications whose messages have all expired. @param now seconds by the server's clock */
    expire(now: number): void {
      for (const { key, expires } of [...shown.values()]) if (expires !== null && expires <= now) withdraw(key);
    },
    /** When the next notification expires, seconds by the server's clock; null: never. */
    nextExpiry(): number | null {
      const times = [...shown.values()].flatMap(({ expires }) => expires ?? []);
      return times.length === 0 ? null : Math.min(...times);
    },
    /** Whether a call rings with the card at this moment. */
    ringsOnCard: (): boolean => ringing.tokens().some((token) => more.calls?.rings(token)),
    /** The user has dismissed a call on another device, so it must not ring on here. */
    endCardOf(token: string): void {
      if (more.calls?.rings(token)) withdraw(callKey(token));
    },
    /** Conversations whose calls have begun to ring recently. */
    ringing: ringing.tokens,
    /** Milliseconds until these calls should be checked; null: there are none. */
    callDueIn: ringing.dueIn,

    /** Conversations whose messages cannot be fetched at the moment. */
    troubled: collector.troubled,
    /** Milliseconds until one of them may be tried again; null: none waits. */
    dueIn: collector.dueIn,
    /** The user asks for a refresh, so no conversation waits any longer. */
    release(): void {
      collector.release();
      owedCalls.release();
      threads.release();
      toasts.release();
    },
    /** Asks which threads the user follows, if the server supports threads. Never rejects. */
    askThreads: threads.refresh,

    /** Withdraws all notifications and announces nothing more. */
    stop(): void {
      closed = true;
      for (const key of [...shown.keys()]) withdraw(key);
    },
  };

  function remember(cursors: Cursors): void {
    if (known && isSame(known, cursors)) return;
    known = cursors;
    store.save(cursors);
  }
}

/**
 * Conversations that are missing in the list keep their cursor: one answer without them must not make them new again.
 * @param before the cursors when these conversations were considered
 */
function advanced(
  known: Cursors,
  before: Cursors | null,
  rooms: readonly Room[],
  collected: readonly Collected[],
): Cursors {
  const isGrown = rooms.length > 0 && known.size > rooms.length + MOST_ABSENT;
  const next = new Map(isGrown ? [] : known);
  for (const room of rooms) next.set(room.token, cursorOf(known, room));
  // A late conversation may have been announced meanwhile.
  for (const { room, cursor } of collected) {
    const { message = cursor.message, callsUpTo } = known.get(room.token) ?? {};
    const isChanged = callsUpTo !== before?.get(room.token)?.callsUpTo;
    next.set(room.token, {
      ...cursor,
      message: latestId(cursor.message, message),
      callsUpTo: isChanged ? callsUpTo : cursor.callsUpTo,
    });
  }
  return next;
}

const PARTS = ['message', 'call', 'running', 'quiet', 'callsUpTo', 'since'] as const;

const isSame = (a: Cursors, b: Cursors): boolean =>
  a.size === b.size &&
  [...b].every(([token, cursor]) => {
    const other = a.get(token);
    return other !== undefined && PARTS.every((part) => other[part] === cursor[part]);
  });

/** A call rings all the same. */
const unseen = (one: Collected): Collected => ({ ...one, messages: [], latest: undefined });
