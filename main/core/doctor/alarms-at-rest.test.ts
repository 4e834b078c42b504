import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { appPassword, log, look, nextcloud, usePatient } from '../../../test/fakes/patient.ts';
import { createFakeSettings, type FakeSettingsStore } from '../../../test/fakes/stores.ts';
import { createDeclarations } from '../alarm/declarations.ts';
import { createClient } from '../nextcloud/client.ts';
import type { PolicyAlarm } from '../settings/read-policy.ts';
import { alarmsAtRest } from './alarms-at-rest.ts';

usePatient();

const named = (conversation: string): PolicyAlarm => ({
  path: 'alarms.0',
  server: null,
  conversation,
  rule: { keywords: [], senders: [] },
  locked: true,
});

/** Examines alice's account as the terminal does, with what the app has stored. */
async function examined(settings: FakeSettingsStore, policy: PolicyAlarm[]) {
  const clock = createFakeClock({ start: Date.now() });
  const client = createClient({
    server: nextcloud.url,
    fetch: globalThis.fetch,
    clock,
    log,
    userAgent: 'Talkmelder (test)',
    language: () => 'en',
    credentials: { loginName: 'alice', appPassword },
  });
  const alarms = alarmsAtRest({ settings, accountId: 'a', policy, client });
  return look({ account: { kind: 'signed-in', client, ...(alarms && { alarms }) } });
}

it('says nothing of alarms to an account without any', async () => {
  const { statuses } = await examined(createFakeSettings(), []);
  expect(Object.keys(statuses).filter((id) => id.startsWith('alarm'))).toEqual([]);
});

it('finds the conversation that the policy names, and stores nothing', async () => {
  const settings = createFakeSettings();
  const { messages } = await examined(settings, [named('Einsatzgruppe 1')]);
  expect(messages).toMatchObject({
    // The app raises the level when it next runs.
    alarms: 'doctor.alarms.low',
    'alarm-probe': 'doctor.alarm-probe.never',
    'alarm-sound': 'doctor.alarm-sound.ok',
    sleep: 'doctor.sleep.kept',
  });
  expect(messages).not.toHaveProperty('alarm-waking');
  expect(settings.documents.size).toBe(0);
});

it('says that no conversation bears the name of the policy', async () => {
  const { messages } = await examined(createFakeSettings(), [named('Löschzug 7')]);
  expect(messages.alarms).toBe('doctor.alarms.none');
});

it('knows what the user has declared, and misses it when it is gone', async () => {
  const settings = createFakeSettings();
  const declarations = createDeclarations({ settings, accountId: 'a', policy: [] });
  declarations.declare('left-long-ago', { keywords: [], senders: [] });
  const { messages } = await examined(settings, []);
  expect(messages.alarms).toBe('doctor.alarms.gone');
});

it('names the fault when the list cannot be had', async () => {
  nextcloud.control.fail({ status: 500 }, { path: '/ocs/v2.php/apps/spreed/api/v4/room' });
  const { statuses, text } = await examined(createFakeSettings(), [named('Einsatzgruppe 1')]);
  expect(statuses.alarms).toBe('failed');
  expect(text).not.toContain('Einsatzgruppe');
});

it('asks for no list with an app password that is refused', async () => {
  nextcloud.control.revoke('alice');
  const { statuses } = await examined(createFakeSettings(), [named('Einsatzgruppe 1')]);
  expect(statuses.alarms).toBe('skipped');
  expect(nextcloud.control.requests.filter(({ status }) => status === 401)).toHaveLength(1);
});
