import { createRandom } from '../fuzz/random.ts';
import { type Nextcloud, startNextcloud } from '../nextcloud/server.ts';
import { type CrowdRoom, seedCrowd } from './crowd.ts';
import { createLedger, type Ledger, type Tally } from './ledger.ts';
import { HOUR, type Planned, planDay, shouldRing } from './plan.ts';
import { startSignedIn } from './signed-in.ts';
import { createSimulatedClock } from './simulated-clock.ts';
import { createWire, type Traffic } from './wire.ts';

const CONVERSATIONS = 300;
const SEED = 112;

export interface DayReport {
  messages: number;
  ringing: number;
  tally: Tally;
  traffic: Traffic;
  /** The mistakes that the ledger found. */
  mistakes: string[];
  /** Every state of the connection that the window showed. */
  states: Set<string>;
  /** Conversations whose read marker is not where alice put it. */
  movedMarkers: string[];
}

/** Lives a day against the embedded server over real HTTP, in simulated time. */
export async function liveOneDay(): Promise<DayReport> {
  const random = createRandom(SEED);
  let now = (): number => Date.UTC(2027, 0, 15, 8);
  const nextcloud = await startNextcloud({ now: () => now() });
  const rooms = seedCrowd(nextcloud.control, CONVERSATIONS);
  const wire = createWire(nextcloud, 'alice');
  const hasRead = (token: string, id: number) => nextcloud.control.readMarker('alice', token) >= id;
  const ledger = createLedger(hasRead, (token) => wire.late.has(token));
  const clock = createSimulatedClock({ random: random.next, quiet });
  now = clock.now;
  const talkmelder = startSignedIn({
    server: nextcloud.url,
    user: 'alice',
    appPassword: nextcloud.control.createAppPassword('alice'),
    clock,
    fetch: wire.fetch,
    openSocket: wire.openSocket,
    notifier: ledger.notifier,
  });
  const states = new Set<string>();
  talkmelder.subscribe(({ phase }) => phase.kind === 'connected' && states.add(phase.connection.state));

  /** Waits until no request is running. After a list without failures, no message may still be due. */
  async function quiet(): Promise<void> {
    const { lists, failures } = before;
    await wire.quiet();
    if (wire.traffic.lists > lists && wire.traffic.failures === failures)
      ledger.close(`${(clock.elapsed() / HOUR).toFixed(2)} h`);
    before = { ...wire.traffic };
  }
  let before: Traffic = { ...wire.traffic };

  await talkmelder.start();
  await quiet();
  const world = createStationLife(nextcloud, ledger, rooms);
  for (const planned of planDay(rooms, random)) {
    await clock.pass(planned.at - clock.elapsed());
    await world.happen(planned);
    if (planned.kind === 'sleep') talkmelder.suspend();
    if (planned.kind === 'wake-up') talkmelder.resume();
    await quiet();
  }
  // The events of the last minute need some time.
  await clock.pass(60_000);
  talkmelder.stop();
  await wire.quiet();
  await nextcloud.close();
  const { tally, mistakes } = ledger;
  return { ...world.report(), tally, mistakes, traffic: wire.traffic, states };
}

/** Plays the planned events on the server, and tells the ledger which messages are due. */
function createStationLife({ control }: Nextcloud, ledger: Ledger, rooms: readonly CrowdRoom[]) {
  const markers = new Map(rooms.map(({ token }) => [token, control.readMarker('alice', token)]));
  let last: { token: string; id: number } | null = null;
  let messages = 0;
  let ringing = 0;

  function read(token: string): void {
    control.markRead('alice', token);
    const marker = control.readMarker('alice', token);
    markers.set(token, marker);
    ledger.excuse(token, (id) => id <= marker);
  }

  const begin = {
    down: () => control.down(),
    maintenance: () => control.setMaintenance(true),
    broken: () => void control.fail({ status: 500 }),
  };

  async function outageOver(): Promise<void> {
    control.setMaintenance(false);
    control.clearFaults();
    await control.up();
  }

  async function happen(planned: Planned): Promise<void> {
    if (planned.kind === 'message') {
      const { room, author, silent, mentions } = planned;
      messages += 1;
      const id = control.send(author, room.token, `Nachricht ${messages}`, { silent, ...(mentions && { mentions }) });
      // The author of a message has read the conversation.
      if (author === 'alice') read(room.token);
      else last = { token: room.token, id };
      if (!shouldRing(planned)) return;
      ringing += 1;
      ledger.expect(room.token, id);
    } else if (planned.kind === 'read-elsewhere') read(planned.room.token);
    else if (planned.kind === 'push-on') control.setPush('on');
    else if (planned.kind === 'push-off') control.setPush('off');
    else if (planned.kind === 'hiccup') control.fail('drop', { path: '/chat/', count: 1 });
    else if (planned.kind === 'outage') await begin[planned.how]();
    else if (planned.kind === 'outage-over') await outageOver();
    else if (last && planned.kind === 'edit') control.edit(last.token, last.id, 'Nachricht, verbessert');
    else if (last && planned.kind === 'delete') {
      const { token, id } = last;
      last = null;
      control.deleteMessage(token, id);
      ledger.excuse(token, (due) => due === id);
    }
  }

  return {
    happen,
    report: () => ({
      messages,
      ringing,
      movedMarkers: [...markers]
        .filter(([token, marker]) => control.readMarker('alice', token) !== marker)
        .map(([token]) => token),
    }),
  };
}
