import * as v from 'valibot';
import { expect } from 'vitest';
import { words } from '../../main/core/i18n/index.ts';
import { Conversation } from '../../main/core/model/conversation.ts';
import { createClient } from '../../main/core/nextcloud/client.ts';
import type { Room } from '../../main/core/nextcloud/schemas.ts';
import { createTalkApi } from '../../main/core/nextcloud/talk-api.ts';
import { createAnnouncer } from '../../main/core/notify/announcer.ts';
import { createCursorStore } from '../../main/core/notify/cursors.ts';
import { AS_IN_TALK } from '../../main/core/notify/notify-rules.ts';
import type { Fetch, Logger } from '../../main/core/ports.ts';
import { createRoomSource } from '../../main/core/sync/room-source.ts';
import { createRoomStore } from '../../main/core/sync/room-store.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { message, room } from '../fakes/rooms.ts';
import { createFakeSettings } from '../fakes/stores.ts';
import { type HttpAnswer, SERVER, targetOf } from './answer.ts';

/**
 * Two conversations without odd data: the list shows everything of one, and the app fetches the messages of the other.
 */
const LEFT = room('left', { unreadMessages: 1, lastReadMessage: 1, lastMessage: message(700) });
const RIGHT = room('right', { unreadMessages: 2, lastReadMessage: 1, lastMessage: message(801) });
const TO_RING = ['left/700', 'right/800', 'right/801'];
const CURSORS = JSON.stringify({
  conversations: Object.fromEntries(['left', 'right', 'odd'].map((token) => [token, { message: 1, call: 0 }])),
});

const ignore = (): void => undefined;
const log: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
export const ocs = (data: unknown): HttpAnswer => ({
  status: 200,
  headers: {},
  body: JSON.stringify({ ocs: { meta: { status: 'ok', statuscode: 200, message: 'OK' }, data } }),
});
const NOTHING_NEW: HttpAnswer = { status: 304, headers: {}, body: '' };

export type Bystanding = ReturnType<typeof createBystanding>;

/** Creates a client on a server whose answers about one conversation are odd; checks the other two. */
export function createBystanding() {
  let list: HttpAnswer = ocs([]);
  let chat: HttpAnswer = NOTHING_NEW;
  const clock = createFakeClock();
  const say = words('de');
  const settings = createFakeSettings();
  settings.documents.set('cursors/alice', CURSORS);
  const notifier = createFakeNotifier();
  const fetch: Fetch = async (input, init) => {
    const { method, url } = input instanceof Request ? input : new Request(input, init);
    const { status, headers, body } = answerTo(method, url);
    return new Response(status === 204 || status === 304 ? null : (body as BodyInit), { status, headers });
  };

  function answerTo(method: string, url: string): HttpAnswer {
    const target = targetOf(method, url);
    if (target === 'rooms') return list;
    if (target === 'user-status') return ocs({ status: 'online' });
    if (target !== 'chat') return { status: 404, headers: {}, body: '' };
    const { pathname } = new URL(url);
    if (pathname.endsWith('/right')) return ocs([message(800), message(801)]);
    return pathname.endsWith('/odd') ? chat : NOTHING_NEW;
  }

  const credentials = { loginName: 'alice', appPassword: 'secret' };
  const client = createClient({
    server: SERVER,
    fetch,
    clock,
    log,
    userAgent: 'fuzz',
    language: () => 'de',
    credentials,
  });
  const api = createTalkApi(client);
  const announcer = createAnnouncer({
    api,
    clock,
    notifier,
    say,
    cursors: createCursorStore(settings, 'alice'),
    rules: () => AS_IN_TALK,
  });
  const source = createRoomSource(api, clock);
  const store = createRoomStore(say);

  /** Returns the notifications of the two so far, each as often as it rang. */
  const rung = (): string[] => notifier.asked.flatMap(({ key }) => (/^(left|right)\//.test(key) ? key : [])).toSorted();

  return {
    /** Sends a list with odd elements among the two. @throws unless both appear and ring exactly once */
    async tellList(elements: readonly unknown[]): Promise<void> {
      list = ocs([LEFT, ...elements, RIGHT]);
      for (let time = 0; time < 2; time += 1) {
        source.expire();
        store.replace((await source.next()).rooms);
        const shown = store.conversations().map((conversation) => v.parse(Conversation, conversation));
        expect(shown.map(({ token }) => token)).toEqual(expect.arrayContaining(['left', 'right']));
        await announcer.announce(store.rooms(), false);
        expect(rung()).toEqual(TO_RING);
      }
    },
    /**
     * Sends odd messages of one conversation, and good ones later.
     * @throws unless the others ring exactly once, and other errors concern the whole account
     */
    async tellMessages(odd: Room, answer: HttpAnswer, isOfAccount: (error: unknown) => boolean): Promise<void> {
      chat = answer;
      await announcer.announce([LEFT, odd, RIGHT], false).catch((error: unknown) => {
        if (!isOfAccount(error)) throw error;
      });
      expect(rung()).toEqual(TO_RING);
      chat = NOTHING_NEW;
      announcer.release();
      await announcer.announce([LEFT, odd, RIGHT], false);
      expect(rung()).toEqual(TO_RING);
      expect(announcer.troubled()).toEqual([]);
    },
  };
}
