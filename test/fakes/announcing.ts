import { Unreachable } from '../../main/core/errors.ts';
import { words } from '../../main/core/i18n/index.ts';
import type { MessageId } from '../../main/core/model/message-id.ts';
import type { Message, Room } from '../../main/core/nextcloud/schemas.ts';
import type { CallState } from '../../main/core/nextcloud/talk-api.ts';
import type { FollowedThread, ThreadLevel } from '../../main/core/nextcloud/thread.ts';
import { createAnnouncer } from '../../main/core/notify/announcer.ts';
import { createCursorStore } from '../../main/core/notify/cursors.ts';
import type { AccountCalls } from '../../main/core/notify/incoming-calls.ts';
import { AS_IN_TALK } from '../../main/core/notify/notify-rules.ts';
import type { NotifyRules } from '../../main/core/settings/preferences.ts';
import { createFakeClock } from './clock.ts';
import { createFakeNotifier } from './notifier.ts';
import { message, room } from './rooms.ts';
import { createFakeSettings } from './stores.ts';

/**
 * Sets up an announcer on a fake server that is only a list of messages.
 * @param calls the card of calls; if left out, notifications announce all calls
 */
export function setUp(settings = createFakeSettings(), calls?: AccountCalls) {
  const notifier = createFakeNotifier();
  const clock = createFakeClock();
  const troubles: string[] = [];
  const messages = new Map<string, Message[]>();
  const fetched: { token: string; after: MessageId }[] = [];
  /** Conversations whose messages the app read to find out how calls ended. */
  const looked: string[] = [];
  /** Threads whose level the app asked for, as `token/id`. */
  const askedThreads: string[] = [];
  const levels = new Map<string, ThreadLevel>();
  let followed: FollowedThread[] = [];
  let threadFailure: Error | null = null;
  const callStates = new Map<string, CallState>();
  let serverNow = 0;
  let news = 0;
  let failure: Error | null = null;
  let doNotDisturb = false;
  let broken: readonly string[] = [];
  let brokenBy: Error = new Unreachable('fake');
  let rules = AS_IN_TALK;
  const held = new Map<string, Promise<void>>();
  const api = {
    async newestMessageId(token: string) {
      if (broken.includes(token)) throw brokenBy;
      return messages.get(token)?.at(-1)?.id ?? null;
    },
    isDoNotDisturb: async () => doNotDisturb,
    async callState(token: string) {
      if (failure) throw failure;
      return callStates.get(token) ?? 'rings';
    },
    followedThreads: async () => followed,
    async threadLevel(token: string, id: MessageId) {
      askedThreads.push(`${token}/${id}`);
      if (threadFailure) throw threadFailure;
      return levels.get(`${token}/${id}`) ?? 0;
    },
    async messagesAfter(token: string, after: MessageId, limit: number) {
      fetched.push({ token, after });
      if (failure) throw failure;
      if (broken.includes(token)) throw brokenBy;
      await held.get(token);
      const found = (messages.get(token) ?? []).filter(({ id }) => id > after).slice(0, limit);
      return { messages: found, full: found.length === limit, odd: [] };
    },
    async messagesBefore(token: string, before: MessageId | null, limit: number) {
      looked.push(token);
      if (failure) throw failure;
      if (broken.includes(token)) throw brokenBy;
      await held.get(token);
      const older = (messages.get(token) ?? []).filter(({ id }) => before === null || id < before);
      const found = older.toReversed().slice(0, limit);
      return { messages: found, full: found.length === limit, odd: [] };
    },
  };
  const cursors = createCursorStore(settings, 'alice@example.org');
  const announcer = createAnnouncer({
    api,
    clock,
    cursors,
    notifier,
    say: words('de'),
    rules: () => rules,
    onTrouble: (token, kind) => void troubles.push(`${token}: ${kind}`),
    onNews: () => {
      news += 1;
    },
    hasCallStates: () => callStates.size > 0,
    serverNow: () => serverNow,
    ...(calls && { calls }),
  });
  return {
    api,
    announcer,
    notifier,
    fetched,
    looked,
    settings,
    cursors,
    clock,
    troubles,
    callStates,
    askedThreads,
    /** Sets the user's level for a thread. */
    setThread(token: string, id: number, level: ThreadLevel): void {
      levels.set(`${token}/${id}`, level);
      followed = [...followed.filter((one) => one.id !== id), ...(level === 3 ? [] : [{ token, id, level }])];
    },
    failThreads: (error: Error | null) => {
      threadFailure = error;
    },
    /** Returns how often the announcer wanted a full list. */
    news: () => news,
    /** Sets the server's clock, in seconds. */
    setServerNow: (seconds: number) => {
      serverNow = seconds;
    },
    /** Stores messages on the server; `room` is its entry in the list then. */
    store: (token: string, ...list: Message[]) => messages.set(token, [...(messages.get(token) ?? []), ...list]),
    failWith: (error: Error | null) => {
      failure = error;
    },
    /** Makes requests for the messages of these conversations fail. */
    failFor: (tokens: readonly string[], error: Error = new Unreachable('fake')) => {
      broken = tokens;
      brokenBy = error;
    },
    /** Holds back a conversation's messages until the returned function is called. */
    holdFor: (token: string): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(token, promise);
      return resolve;
    },
    disturb: (value: boolean) => {
      doNotDisturb = !value;
    },
    /** Changes the user's notification settings. */
    setRules: (change: Partial<NotifyRules>) => {
      rules = { ...rules, ...change };
    },
    bodies: () => notifier.asked.map(({ title, body }) => `${title} | ${body}`),
  };
}

export const known = (overrides: Partial<Room> = {}) =>
  room('tok', { lastMessage: message(10), lastReadMessage: 10, ...overrides });
export const unread = (id: number, count = 1, overrides: Partial<Room> = {}, last: Partial<Message> = {}) =>
  known({ lastMessage: message(id, last), unreadMessages: count, ...overrides });
