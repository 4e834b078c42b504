import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { openStation, type StationPc, sees } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
  pc.nextcloud.control.setPush('on');
});
afterEach(() => pc.stop());

it('announces a message at once with push, and shows that push is live', async () => {
  const { control } = pc.nextcloud;
  const connected = control.waitFor('push-authenticated');
  const page = await pc.signIn();
  await connected;
  await page.locator('.footer-state').hover();
  await page.getByTitle('Verbunden: Neues kommt sofort').waitFor();
  control.send('bob', pc.rooms.einsatzgruppe, 'ohne zu warten');
  const [shown] = await pc.app.notifications.waitFor(1);
  expect(shown).toMatchObject({ title: 'Einsatzgruppe 1', body: 'Bob Böhm: ohne zu warten' });
  control.markRead('alice', pc.rooms.einsatzgruppe);
  await pc.app.notifications.waitFor((list) => list.every(({ state }) => state === 'closed'));
});

it('reconnects after sleep, and catches up', async () => {
  const { control } = pc.nextcloud;
  const first = control.waitFor('push-authenticated');
  await pc.signIn();
  await first;
  const gone = control.waitFor('push-closed');
  await pc.app.system.suspend();
  await gone;
  control.send('bob', pc.rooms.einsatzgruppe, 'im Schlaf');
  const again = control.waitFor('push-authenticated');
  await pc.app.system.resume();
  await again;
  const [shown] = await pc.app.notifications.waitFor(1);
  expect(shown?.body).toBe('Bob Böhm: im Schlaf');
});

it.runIf(isFull)('announces a running call, and withdraws it when it ends', async () => {
  const { control } = pc.nextcloud;
  await pc.signIn();
  control.startCall('bob', pc.rooms.einsatzgruppe);
  await pc.refresh();
  const [shown] = await pc.app.notifications.waitFor(1);
  expect(shown?.body).toBe('Anruf läuft – klicken zum Teilnehmen');
  await sees(await pc.app.window(), 'Einsatzgruppe 1');
  control.endCall(pc.rooms.einsatzgruppe);
  await pc.refresh();
  await pc.app.notifications.waitFor(([call]) => call?.state === 'closed');
});
