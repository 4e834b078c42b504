import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { casesOf, isFull } from '../full.ts';
import { startNextcloud } from '../nextcloud/server.ts';
import { type Keyring, startKeyring } from './keyring.ts';
import { openStation, type StationPc, sees } from './station.ts';

let pc: StationPc | undefined;
let keyring: Keyring | undefined;
afterEach(async () => {
  await pc?.stop();
  await keyring?.stop();
  pc = keyring = undefined;
});

const secretsFile = (station: StationPc): string => join(station.app.userData, 'secrets.json');

// A test can only have its own keyring on Linux; on Windows and macOS it would be the tester's. The app's code is the
// same there, but no test covers keytar's own code.
it.runIf(process.platform === 'linux')('keeps the app password in the real keyring, and removes it again', async () => {
  keyring = await startKeyring();
  pc = await openStation({ env: keyring.env });
  await pc.signIn();
  const [issued] = pc.nextcloud.control.appPasswords('alice').map(({ password }) => password);
  const account = `alice@${new URL(pc.nextcloud.url).host}`;
  const entry = { talkmelderSecret: 1, server: pc.nextcloud.url, loginName: 'alice', appPassword: issued };
  const stored = () => keyring?.secrets().map(({ password, ...rest }) => ({ ...rest, ...JSON.parse(password) }));
  expect(stored()).toEqual([{ account, ...entry }]);
  expect(existsSync(secretsFile(pc))).toBe(false);

  // An earlier version stored the app password alone.
  await pc.app.quit();
  keyring.put(account, issued ?? '');
  await pc.start();
  await pc.app.tray.waitFor(({ exists, icon }) => exists && icon !== 'signed-out');
  await expect.poll(() => keyring?.secrets().map(({ password }) => password)).not.toEqual([issued]);
  expect(stored()).toEqual([{ account, ...entry }]);

  await pc.app.tray.choose('Talkmelder öffnen');
  const page = await pc.app.window();
  await page.getByRole('button', { name: /Menü/ }).click();
  await page.getByRole('menuitem', { name: /trennen/ }).click();
  await page.getByRole('button', { name: 'Trennen', exact: true }).click();
  await page.getByRole('textbox').waitFor();
  expect(keyring.secrets()).toEqual([]);
});

it('uses a file encrypted by the system when no keyring runs', async () => {
  pc = await openStation({
    env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
    safeStorageBackend: 'gnome_libsecret',
  });
  await pc.signIn();
  const [issued] = pc.nextcloud.control.appPasswords('alice').map(({ password }) => password);
  const stored = readFileSync(secretsFile(pc), 'utf8');
  expect(Object.keys(JSON.parse(stored))).toEqual([`alice@${new URL(pc.nextcloud.url).host}`]);
  expect(stored).not.toContain(issued);
  await pc.restart();
  await pc.app.tray.waitFor(({ exists, icon }) => exists && icon !== 'signed-out');
});

it.runIf(isFull)('sends the app password nowhere when the accounts file names another server', async () => {
  const foreign = await startNextcloud();
  try {
    pc = await openStation({
      env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
      safeStorageBackend: 'gnome_libsecret',
    });
    await pc.signIn();
    const file = join(pc.app.userData, 'accounts.json');
    const own = pc.nextcloud.url;
    await pc.app.quit();
    writeFileSync(file, readFileSync(file, 'utf8').replace(own, foreign.url));
    await pc.start();
    await pc.app.tray.waitFor(({ menu }) => menu.length > 0);
    await pc.app.tray.choose('Talkmelder öffnen');
    await (await pc.app.window()).getByRole('button', { name: 'Erneut anmelden' }).waitFor();
    expect(foreign.control.requests).toEqual([]);
    await pc.app.quit();
    writeFileSync(file, readFileSync(file, 'utf8').replace(foreign.url, own));
    await pc.start();
    await pc.app.tray.waitFor(({ exists, icon }) => exists && icon !== 'signed-out');
    expect(foreign.control.requests).toEqual([]);
  } finally {
    await foreign.close();
  }
});

// A locked keyring has a name; only the encrypted data shows that it gave no key.
it.each(casesOf(['locked'], ['basic_text']))(
  'keeps the app password only in memory instead of in plain text, and says so: %s',
  async (backend) => {
    pc = await openStation({
      env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
      safeStorageBackend: backend,
    });
    const page = await pc.signIn();
    await sees(page, /Kein Schlüsselbund gefunden/);
    expect(existsSync(secretsFile(pc))).toBe(false);
    await pc.restart();
    await sees(await pc.app.window(), 'Adresse deiner Nextcloud');
  },
);
