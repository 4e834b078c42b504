import { CompanionId, NotifyingCompanion } from '../../main/core/model/companion.ts';
import { seedCrowd } from '../day/crowd.ts';
import { startSignedIn } from '../day/signed-in.ts';
import { createSimulatedClock } from '../day/simulated-clock.ts';
import { createWire } from '../day/wire.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { createRandom } from '../fuzz/random.ts';
import { startNextcloud } from '../nextcloud/server.ts';
import type { Figures } from './budgets.ts';

const CONVERSATIONS = 200;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FULL_LISTS_PER_HOUR = 120;
const SEED = 6;

interface IdleHour {
  requests: number;
  bytes: number;
  /** Bytes of one full list. */
  listBytes: number;
}

/**
 * Runs the first hour after the app's start without any event, in simulated time over real HTTP.
 * @param companions those that are switched on, with the notifications that they have; the window is hidden
 */
async function idleHour(push: 'on' | 'off', companions: readonly CompanionId[] = []): Promise<IdleHour> {
  let now = Date.now;
  const nextcloud = await startNextcloud({ now: () => now() });
  const { control } = nextcloud;
  seedCrowd(control, CONVERSATIONS);
  control.setPush(push);
  const wire = createWire(nextcloud, 'alice');
  const clock = createSimulatedClock({ random: createRandom(SEED).next, quiet: wire.quiet });
  now = clock.now;
  const talkmelder = startSignedIn({
    server: nextcloud.url,
    user: 'alice',
    appPassword: control.createAppPassword('alice'),
    clock,
    fetch: wire.fetch,
    openSocket: wire.openSocket,
    notifier: createFakeNotifier(),
  });
  control.setWidgetItems('mail-unread', [{ title: 'Karl', subtitle: 'Dienstplan' }]);
  control.setNews([{ title: 'Warnungen', unread: ['Sturm'] }]);
  const companionNotifications = NotifyingCompanion.options.filter((id) => companions.includes(id));
  // One widget for each version of the dashboard's answers.
  talkmelder.changeSettings({ companions: [...companions], companionNotifications, widgets: ['activity', 'notes'] });
  await talkmelder.start();
  await clock.pass(MINUTE);
  const { requests, bytes } = { ...wire.traffic };
  await clock.pass(HOUR);
  const hour = { requests: wire.traffic.requests - requests, bytes: wire.traffic.bytes - bytes };
  talkmelder.stop();
  await wire.quiet();
  const beforeList = wire.traffic.bytes;
  await wire.fetch(`${nextcloud.url}/ocs/v2.php/apps/spreed/api/v4/room?noStatusUpdate=1`, {
    headers: { Accept: 'application/json', 'OCS-APIRequest': 'true', Authorization: `Basic ${btoa('alice:alice')}` },
  });
  await nextcloud.close();
  return { ...hour, listBytes: wire.traffic.bytes - beforeList };
}

/** Measures the load of an idle station on its server. */
export async function idleFigures(): Promise<Figures> {
  const withPush = await idleHour('on');
  const polling = await idleHour('off');
  const all = CompanionId.options;
  const withCompanions = { push: await idleHour('on', all), polling: await idleHour('off', all) };
  return {
    idle_requests_per_hour_push: withPush.requests,
    idle_requests_per_hour_poll: polling.requests,
    idle_requests_per_hour_push_companions: withCompanions.push.requests,
    idle_requests_per_hour_poll_companions: withCompanions.polling.requests,
    idle_bytes_per_hour_poll: polling.bytes,
    idle_bytes_ratio_vs_full_list_30s: polling.bytes / (polling.listBytes * FULL_LISTS_PER_HOUR),
  };
}
