import { words } from '../../main/core/i18n/index.ts';

import { openEnvelope } from '../../main/core/nextcloud/client.ts';
import { createRoomReader } from '../../main/core/nextcloud/room-reader.ts';

import { createAnnouncer } from '../../main/core/notify/announcer.ts';
import { createCursorStore } from '../../main/core/notify/cursors.ts';
import { AS_IN_TALK } from '../../main/core/notify/notify-rules.ts';
import { createRoomStore } from '../../main/core/sync/room-store.ts';
import { systemClock } from '../../main/electron/clock.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { createFakeSettings } from '../fakes/stores.ts';
import type { Figures } from './budgets.ts';
import { listText } from './list-text.ts';
import { median } from './statistics.ts';

const WARM_UPS = 5;
const ROUNDS = 25;
const HEADERS = new Headers();

/** The app must not ask for any of these when nothing is new. */
const api = {
  messagesAfter: () => Promise.reject(new Error('asked for messages although nothing is new')),
  messagesBefore: () => Promise.reject(new Error('asked for messages although nothing is new')),
  newestMessageId: () => Promise.reject(new Error('asked for messages although nothing is new')),
  followedThreads: () => Promise.reject(new Error('asked for threads although nothing is new')),
  threadLevel: () => Promise.reject(new Error('asked for a thread although nothing is new')),
  isDoNotDisturb: () => Promise.reject(new Error('asked for the status although nothing is new')),
  callState: () => Promise.reject(new Error('asked for a call although none rings')),
};

/** Creates the app's work on a list, from its text to the finding that nothing is new. */
function createWork(conversations: number): (text: string) => Promise<void> {
  const say = words('de');
  const read = createRoomReader();
  const store = createRoomStore(say);
  const cursors = createCursorStore(createFakeSettings(), 'alice');
  const notifier = createFakeNotifier();
  const announcer = createAnnouncer({ api, clock: systemClock, cursors, notifier, say, rules: () => AS_IN_TALK });
  return async (text) => {
    const list = read(text);
    openEnvelope(list.envelope, HEADERS);
    const { rooms } = list.read(true);
    store.replace(rooms);
    const shown = store.conversations().length + store.archived().length;
    await announcer.announce(store.rooms(), false);
    if (rooms.length !== conversations || shown === 0) throw new Error(`${rooms.length} conversations were read`);
  };
}

async function timeOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Measures both in turns, so that other load on the machine affects both. */
async function unchangedList(conversations: number): Promise<Figures> {
  const bytes = new TextEncoder().encode(await listText(conversations));
  const work = createWork(conversations);
  const floors: number[] = [];
  const times: number[] = [];
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    // Each answer is a separate text.
    const [one, other] = [new TextDecoder().decode(bytes), new TextDecoder().decode(bytes)];
    const floor = await timeOf(() => JSON.parse(one));
    const time = await timeOf(() => work(other));
    if (round < 0) continue;
    floors.push(floor);
    times.push(time);
  }
  return {
    [`list_json_parse_${conversations}_ms`]: median(floors),
    [`list_unchanged_${conversations}_ms`]: median(times),
    [`list_unchanged_${conversations}_ratio_vs_json_parse`]: median(times) / median(floors),
  };
}

export const listFigures = async (): Promise<Figures> => ({
  ...(await unchangedList(1_000)),
  ...(await unchangedList(5_000)),
});
