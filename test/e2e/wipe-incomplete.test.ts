import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Keyring, startKeyring } from './keyring.ts';
import { beginAdding, connectedOf, enterAddress, grantNext } from './second-account.ts';
import { openStation, type StationPc, sees } from './station.ts';

let pc: StationPc | undefined;
let keyring: Keyring | undefined;
afterEach(async () => {
  await pc?.stop();
  await keyring?.stop();
  pc = keyring = undefined;
});

const log = ({ app }: StationPc): string => readFileSync(join(app.userData, 'logs', 'talkmelder.log'), 'utf8');
const reports = ({ nextcloud }: StationPc): number =>
  nextcloud.control.requests.filter(({ path }) => path.endsWith('/core/wipe/success')).length;

async function wipe(station: StationPc): Promise<void> {
  station.nextcloud.control.wipe('alice');
  await station.refresh();
  await expect.poll(() => log(station)).toContain('audit: wipe incomplete');
}

it('a remote wipe that the disk refuses is not reported as done, and goes on after a restart', async () => {
  pc = await openStation();
  await pc.signIn();
  const file = join(pc.app.userData, 'accounts.json');
  const aside = join(pc.app.userData, 'accounts.aside');
  // A folder in its place can neither be replaced by a file nor be removed like one.
  renameSync(file, aside);
  mkdirSync(file);
  writeFileSync(join(file, 'something'), '');
  await wipe(pc);
  const page = await pc.app.window();
  await sees(page, 'Dieses Gerät wurde aus der Ferne abgemeldet');
  await sees(page, 'Talkmelder löscht gerade alles, was hier von diesem Konto gespeichert ist.');
  expect(reports(pc)).toBe(0);

  await pc.app.quit();
  rmSync(file, { recursive: true });
  renameSync(aside, file);
  await pc.start();
  const station = pc;
  await expect.poll(() => reports(station)).toBe(1);
  await expect.poll(() => log(station)).toContain(`audit: wiped as asked by ${new URL(pc.nextcloud.url).host}`);
  expect(() => readFileSync(file)).toThrow('ENOENT');
});

// On other systems the keyring would be the tester's own, as in keychain.test.ts.
it.runIf(process.platform === 'linux')(
  'a remote wipe is not reported as done while the keyring keeps the app password, whatever another account has',
  async () => {
    keyring = await startKeyring();
    pc = await openStation({ env: keyring.env, safeStorageBackend: 'gnome_libsecret' });
    const station = pc;
    const page = await pc.signIn();
    lock(keyring);
    await beginAdding(page);
    await enterAddress(page, pc.nextcloud.url);
    await grantNext(pc, (url) => station.nextcloud.control.grant('bob', url), pc.nextcloud.url, 1);
    await expect.poll(async () => (await connectedOf(page)).accounts.length).toBe(2);
    // The last app password went into the file.
    expect(Object.keys(JSON.parse(readFileSync(join(pc.app.userData, 'secrets.json'), 'utf8')))).toHaveLength(1);
    await wipe(pc);
    expect(reports(pc)).toBe(0);
  },
);

function lock({ env }: Keyring): void {
  const service = 'org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock'.split(' ');
  const [destination = '', object = '', method = ''] = service;
  const collection = 'array:objpath:/org/freedesktop/secrets/collection/login';
  const args = ['--session', '--print-reply', `--dest=${destination}`, object, method, collection];
  execFileSync('dbus-send', args, { env: { ...process.env, ...env } });
}
