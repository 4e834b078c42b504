import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { openStation, type StationPc, sees } from './station.ts';

/** The machine has neither a keyring nor encryption, so an app password ends with the app. */
const FORGETFUL = {
  env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
  safeStorageBackend: 'basic_text',
};

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation(FORGETFUL);
});
afterEach(() => pc.stop());

const left = () => pc.nextcloud.control.appPasswords('alice').length;

it('revokes an app password on quit that would be lost otherwise', async () => {
  await pc.signIn();
  expect(left()).toBe(1);
  await pc.app.tray.choose('Beenden');
  expect(await pc.app.ended()).toBe(0);
  expect(left()).toBe(0);
});

it('does not wait for a server that does not answer', async () => {
  await pc.signIn();
  pc.nextcloud.control.fail('hang', { method: 'DELETE' });
  const asked = pc.nextcloud.control.waitFor('request', ({ method }) => method === 'DELETE');
  await pc.app.tray.choose('Beenden');
  await asked;
  expect(await pc.app.ended()).toBe(0);
});

it.runIf(isFull)('ends without the network', async () => {
  await pc.signIn();
  await pc.nextcloud.control.down();
  await pc.app.quit();
  expect(await pc.app.ended()).toBe(0);
  expect(left()).toBe(1);
  await pc.nextcloud.control.up();
});

it('leaves an app password alone that the user has made', async () => {
  const page = await pc.app.window();
  await page.getByRole('button', { name: 'Stattdessen mit App-Passwort' }).click();
  await page.getByLabel('Anmeldename').fill('alice');
  await page.getByLabel('App-Passwort', { exact: true }).fill(pc.nextcloud.control.createAppPassword('alice'));
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await sees(page, 'Kein Schlüsselbund gefunden');
  await pc.app.quit();
  expect(left()).toBe(1);
});
