import * as v from 'valibot';
import { expect } from 'vitest';
import { previewOf } from '../../main/core/conversations/preview.ts';
import { words } from '../../main/core/i18n/index.ts';
import { Conversation, Preview } from '../../main/core/model/conversation.ts';
import { isOnOrigin } from '../../main/core/model/origin.ts';
import { isBaseAddress } from '../../main/core/nextcloud/address.ts';
import { createClient } from '../../main/core/nextcloud/client.ts';
import { createLoginApi, revokeAppPassword } from '../../main/core/nextcloud/login-api.ts';
import { createPush } from '../../main/core/nextcloud/push.ts';
import { pushEndpoints } from '../../main/core/nextcloud/push-endpoints.ts';
import type { Room } from '../../main/core/nextcloud/schemas.ts';
import { createTalkApi, type TalkApi } from '../../main/core/nextcloud/talk-api.ts';
import { createAnnouncer } from '../../main/core/notify/announcer.ts';
import { createCursorStore } from '../../main/core/notify/cursors.ts';
import { AS_IN_TALK } from '../../main/core/notify/notify-rules.ts';
import type { Fetch, Logger, SocketListeners } from '../../main/core/ports.ts';
import { createRoomSource } from '../../main/core/sync/room-source.ts';
import { createRoomStore } from '../../main/core/sync/room-store.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { message, room } from '../fakes/rooms.ts';
import { createFakeSettings } from '../fakes/stores.ts';
import { SERVER, type Target } from './answer.ts';

/** The cursors know none of the corpus's conversations, so that all unread messages ring. */
const CURSORS = JSON.stringify({ conversations: { known: { message: 1, call: 0 } } });
/** The list while the chat's answers are fuzzed. */
const ROOMS: Room[] = [
  room('known', { unreadMessages: 5, lastMessage: message(243) }),
  room('hidden', { unreadMessages: 5, isSensitive: true }),
  room('mention', { unreadMessages: 5, notificationLevel: 2, unreadMention: true, lastMessage: message(400) }),
];
const ignore = (): void => undefined;
const log: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
const FRAMES = [
  'authenticated',
  'err: Invalid credentials',
  '',
  'notify_notification',
  'notify_notification {"a":',
  'x'.repeat(10_000),
];

/** Creates one function per target that runs everything in core that reads its answer. Each throws core's errors. */
export function createClientParts(fetch: Fetch): Record<Target, () => Promise<void>> {
  const clock = createFakeClock();
  const say = words('de');
  const options = { server: SERVER, fetch, clock, log, userAgent: 'fuzz', language: () => 'de' };
  const client = createClient({ ...options, credentials: { loginName: 'alice', appPassword: 'secret' } });
  const login = createLoginApi(createClient(options));
  const api = createTalkApi(client);
  const talk: TalkApi = {
    ...api,
    async messagesAfter(...asked) {
      const page = await api.messagesAfter(...asked);
      for (const one of page.messages) v.parse(Preview, previewOf(one, room('known'), say));
      return page;
    },
  };
  let turn = 0;

  /** Runs `read` with an announcer, and checks that a refused answer moves no cursor and shows nothing. */
  async function announced(read: (announce: (rooms: Room[]) => Promise<unknown>) => Promise<void>): Promise<void> {
    const settings = createFakeSettings();
    settings.documents.set('cursors/alice', CURSORS);
    const notifier = createFakeNotifier();
    const announcer = createAnnouncer({
      api: talk,
      clock,
      cursors: createCursorStore(settings, 'alice'),
      notifier,
      rules: () => AS_IN_TALK,
      say,
    });
    try {
      await read((rooms) => announcer.announce(rooms, false));
    } catch (error) {
      // A new conversation gets a cursor at the user's read marker.
      const cursors = createCursorStore(settings, 'alice').load() ?? new Map();
      expect(cursors.get('known')).toEqual({ message: 1, call: 0 });
      for (const { message } of cursors.values()) expect(message).toBeLessThanOrEqual(1);
      expect(notifier.asked).toEqual([]);
      throw error;
    }
    for (const { title, body } of notifier.asked) expect(typeof title + body.slice(0, 190)).toBe(`string${body}`);
    expect(createCursorStore(settings, 'alice').load()).not.toBeNull();
  }

  return {
    async status() {
      expect(isBaseAddress(await login.checkServer())).toBe(true);
    },
    async 'login-start'() {
      const { endpoint, loginUrl } = await login.start();
      expect([endpoint, loginUrl].every((url) => isOnOrigin(url, SERVER))).toBe(true);
    },
    async 'login-poll'() {
      const grant = await login.poll({ endpoint: `${SERVER}/login/v2/poll`, token: 'token', loginUrl: SERVER });
      if (grant) expect(Object.values(grant).every((value) => value.length > 0)).toBe(true);
    },
    async capabilities() {
      const endpoints = pushEndpoints((await talk.profile()).capabilities, SERVER);
      if (endpoints) expect(isOnOrigin(endpoints.preAuth, SERVER) && /^wss?:/.test(endpoints.websocket)).toBe(true);
    },
    async user() {
      expect(typeof (await talk.profile()).displayName).toBe('string');
    },
    rooms: () =>
      announced(async (announce) => {
        const source = createRoomSource(talk, clock);
        const store = createRoomStore(say);
        store.replace((await source.next()).rooms);
        const second = await source.next();
        if (second.full) store.replace(second.rooms);
        else store.merge(second.rooms);
        // The state must pass the window's contract: a refusal there would leave the window without any list.
        for (const conversation of store.conversations()) v.parse(Conversation, conversation);
        await announce(store.rooms());
      }),
    chat: () =>
      announced(async (announce) => {
        turn += 1;
        await announce([ROOMS[turn % ROOMS.length] ?? room('known')]);
      }),
    async 'user-status'() {
      expect(typeof (await talk.isDoNotDisturb())).toBe('boolean');
    },
    revoke: async () => void (await revokeAppPassword(client)),
    'pre-auth': () => listened(),
  };

  /** Runs push, which never throws: it opens a socket with a plausible token, or tries again later. */
  async function listened(): Promise<void> {
    let socket: SocketListeners | null = null;
    const sent: string[] = [];
    const asked = new Promise<void>((resolve) => {
      const push = createPush({
        client: {
          ...client,
          request: (...args) => client.request(...args).finally(() => setImmediate(resolve)),
        },
        clock,
        log,
        openSocket: (_url, listeners) => {
          socket = listeners;
          return { send: (text) => void sent.push(text), close: () => undefined };
        },
        onWake: () => undefined,
        onLive: () => undefined,
      });
      push.use({ websocket: 'ws://127.0.0.1:8080/push/ws', preAuth: `${SERVER}/apps/notify_push/pre_auth` });
    });
    await asked;
    const listeners = socket as SocketListeners | null;
    if (listeners === null) throw new NoSocket();
    listeners.onOpen();
    expect(sent[1]).toMatch(/^[\w-]{16,256}$/);
    for (const frame of FRAMES) listeners.onMessage(frame);
    listeners.onClose('done');
  }
}

/** Push rejected the answer. */
export class NoSocket extends Error {}
