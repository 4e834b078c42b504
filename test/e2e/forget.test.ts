import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { runCommand, type TerminalRun } from './doctor-terminal.ts';
import { type Keyring, startKeyring } from './keyring.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc | undefined;
let keyring: Keyring | undefined;
afterEach(async () => {
  await pc?.stop();
  await keyring?.stop();
  pc = keyring = undefined;
});

/** Signs in with a real keyring; the app then runs on. */
async function signedIn(): Promise<{ pc: StationPc; keyring: Keyring; account: string }> {
  keyring = await startKeyring();
  pc = await openStation({ env: keyring.env });
  await pc.signIn();
  expect(keyring.secrets()).toHaveLength(1);
  expect(pc.nextcloud.control.appPasswords('alice')).toHaveLength(1);
  return { pc, keyring, account: `alice@${new URL(pc.nextcloud.url).host}` };
}

const forget = (station: StationPc, ring: Keyring): Promise<TerminalRun> =>
  runCommand('--forget', station.app.userData, { env: ring.env });

const autostartOf = (ring: Keyring): string =>
  join(ring.env.HOME ?? '', '.config', 'autostart', 'de.talkmelder.app.desktop');

const onLinux = process.platform === 'linux';

it.runIf(onLinux)('revokes on the server, then erases keychain, folder, and what starts the app', async () => {
  const station = await signedIn();
  const entry = autostartOf(station.keyring);
  mkdirSync(dirname(entry), { recursive: true });
  writeFileSync(entry, '[Desktop Entry]\nExec=/opt/Talkmelder/talkmelder --hidden\n');
  const unit = join(dirname(dirname(entry)), 'systemd', 'user', 'talkmelder.service');
  mkdirSync(dirname(unit), { recursive: true });
  writeFileSync(unit, '[Unit]\n');
  await station.pc.app.quit();
  const { code, stdout } = await forget(station.pc, station.keyring);
  expect(stdout).toContain(`${station.account}: abgemeldet, das App-Passwort ist widerrufen.`);
  expect(stdout).toContain(`Gelöscht: ${station.pc.app.userData}`);
  expect(stdout).toContain('Talkmelder startet nicht mehr mit der Sitzung.');
  expect(code).toBe(0);
  expect(station.pc.nextcloud.control.appPasswords('alice')).toEqual([]);
  expect(station.keyring.secrets()).toEqual([]);
  expect([entry, unit].filter(existsSync)).toEqual([]);
  expect(existsSync(join(station.pc.app.userData, 'accounts.json'))).toBe(false);
  expect(existsSync(join(station.pc.app.userData, 'settings.json'))).toBe(false);
});

it.runIf(onLinux)('ends the running app first', async () => {
  const station = await signedIn();
  const { code, stdout, stderr } = await forget(station.pc, station.keyring);
  await station.pc.app.ended;
  expect(stdout, stderr).toContain(`${station.account}: abgemeldet, das App-Passwort ist widerrufen.`);
  expect(code).toBe(0);
  expect(station.keyring.secrets()).toEqual([]);
  expect(existsSync(join(station.pc.app.userData, 'accounts.json'))).toBe(false);
});

it.runIf(onLinux)('erases even when the server is away, says what is left, and a script can see that', async () => {
  const station = await signedIn();
  await station.pc.app.quit();
  await station.pc.nextcloud.close();
  const { code, stdout } = await forget(station.pc, station.keyring);
  expect(stdout).toMatch(/Das App-Passwort gilt noch.*Geräte & Sitzungen/);
  expect(code).toBe(1);
  expect(station.keyring.secrets()).toEqual([]);
  expect(existsSync(join(station.pc.app.userData, 'accounts.json'))).toBe(false);
});

it.runIf(onLinux && isFull)(
  'finds entries that no account belongs to, and revokes them where they were made',
  async () => {
    const station = await signedIn();
    const [entry] = station.keyring.secrets();
    await station.pc.app.quit();
    writeFileSync(join(station.pc.app.userData, 'accounts.json'), '{}');
    station.keyring.put('somewhere', 'a password of an earlier version');
    const { code, stdout } = await forget(station.pc, station.keyring);
    expect(stdout).toContain(`${entry?.account}: abgemeldet, das App-Passwort ist widerrufen.`);
    expect(stdout).toContain('somewhere: Der Schlüsselbund nennt kein App-Passwort');
    expect(code).toBe(1);
    expect(station.pc.nextcloud.control.appPasswords('alice')).toEqual([]);
    expect(station.keyring.secrets()).toEqual([]);
  },
);

it.runIf(onLinux)('a PC without an account has nothing to revoke', async () => {
  keyring = await startKeyring();
  pc = await openStation({ env: keyring.env });
  await pc.app.quit();
  const { code, stdout } = await forget(pc, keyring);
  expect(stdout).toContain('Auf diesem PC ist kein Konto angemeldet.');
  expect(code).toBe(0);
});
