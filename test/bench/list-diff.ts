import * as v from 'valibot';
import { words } from '../../main/core/i18n/index.ts';
import { parse } from '../../main/core/nextcloud/client.ts';
import { Envelope, Rooms } from '../../main/core/nextcloud/schemas.ts';
import { createAnnouncer } from '../../main/core/sync/announcer.ts';
import { createCursorStore } from '../../main/core/sync/cursors.ts';
import { AS_IN_TALK } from '../../main/core/sync/notify-rules.ts';
import { createRoomStore } from '../../main/core/sync/room-store.ts';
import { systemClock } from '../../main/electron/clock.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { createFakeSettings } from '../fakes/stores.ts';
import type { Figures } from './budgets.ts';
import { listText } from './list-text.ts';
import { median } from './statistics.ts';

const WARM_UPS = 5;
const ROUNDS = 15;

/** None of it is asked for when nothing is new. */
const api = {
  messagesAfter: () => Promise.reject(new Error('asked for messages although nothing is new')),
  messagesBefore: () => Promise.reject(new Error('asked for messages although nothing is new')),
  newestMessageId: () => Promise.reject(new Error('asked for messages although nothing is new')),
  followedThreads: () => Promise.reject(new Error('asked for threads although nothing is new')),
  threadLevel: () => Promise.reject(new Error('asked for a thread although nothing is new')),
  isDoNotDisturb: () => Promise.reject(new Error('asked for the status although nothing is new')),
};

/** Milliseconds from the text of a full list to knowing that nothing in it is new; median. */
async function diffMs(conversations: number): Promise<number> {
  const text = await listText(conversations);
  const say = words('de');
  const store = createRoomStore(say);
  const cursors = createCursorStore(createFakeSettings(), 'alice');
  const notifier = createFakeNotifier();
  const announcer = createAnnouncer({ api, clock: systemClock, cursors, notifier, say, rules: () => AS_IN_TALK });
  const times: number[] = [];
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    const started = performance.now();
    const rooms = v.parse(Rooms, parse(Envelope, text).ocs.data, { abortEarly: true });
    store.replace(rooms);
    const shown = store.conversations();
    await announcer.announce(store.rooms(), false);
    if (round >= 0) times.push(performance.now() - started);
    if (rooms.length !== conversations || shown.length === 0)
      throw new Error(`${rooms.length} conversations were read`);
  }
  return median(times);
}

export const diffFigures = async (): Promise<Figures> => ({
  diff_1000_ms: await diffMs(1_000),
  diff_5000_ms: await diffMs(5_000),
});
