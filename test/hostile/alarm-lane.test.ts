import { beforeEach, expect, it } from 'vitest';
import { NO_POLICY } from '../../main/core/settings/policy.ts';
import { createTalkmelder, type Talkmelder } from '../../main/core/talkmelder.ts';
import { group, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { untilSynced } from '../fakes/surroundings.ts';
import { eventually, pass, readAll, useStationPc, write } from './station-pc.ts';

/** One request always waits for the next message of the alarm conversation, if the administrator wants that. */

useStationPc();

beforeEach(readAll);

/** Starts the app with a policy that declares "Einsatzgruppe 1"; the server has no push. */
async function station(alarmLane: boolean): Promise<Talkmelder> {
  nextcloud.control.setPush('off');
  await signIn();
  talkmelder.stop();
  const alarm = {
    path: 'alarms.0',
    server: null,
    conversation: group,
    rule: { keywords: [], senders: [] },
    locked: true,
  };
  const policy = { ...NO_POLICY, alarmsOf: () => [alarm], alarmLane };
  const started = createTalkmelder(ports, { userAgent: 'Talkmelder (pc)', locale: 'en', presetServer: '', policy });
  await started.start();
  await untilSynced(started);
  return started;
}

const waiting = () => nextcloud.control.requests.filter(({ query }) => Number(query.get('timeout') ?? 0) > 0);

it('a message rings within three seconds, and the list is requested as usual meanwhile', async () => {
  const started = await station(true);
  await expect
    .poll(async () => {
      // The first answer shows that the lane works.
      write(group, 'Übung');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return started.diagnostics().alarms?.waking;
    })
    .toEqual({ by: 'lane', seconds: 30, reason: null });
  await eventually(() => ports.bell.alarms().length).toBeGreaterThan(0);
  await pass(3);
  const before = ports.bell.alarms().length;
  const at = ports.clock.now();
  write(group, 'Einsatz');
  await eventually(() => ports.bell.alarms().length).toBeGreaterThan(before);
  expect(ports.clock.now() - at).toBeLessThanOrEqual(3_000);
  expect(
    waiting().every(({ query }) => query.get('setReadMarker') === '0' && query.get('noStatusUpdate') === '1'),
  ).toBe(true);
  started.stop();
});

it('a lane that fails leaves its work to the list, which is then requested often', async () => {
  nextcloud.control.fail({ status: 500 }, { query: 'timeout=30' });
  const started = await station(true);
  await eventually(() => started.diagnostics().alarms?.waking).toMatchObject({ by: 'polling', seconds: 5 });
  write(group, 'Einsatz');
  await eventually(() => ports.bell.alarms().length).toBe(1);
  started.stop();
});

it('there is none unless the administrator wants it', async () => {
  const started = await station(false);
  await eventually(() => started.diagnostics().alarms?.waking).toMatchObject({ by: 'polling', seconds: 5 });
  expect(waiting()).toEqual([]);
  started.stop();
});
