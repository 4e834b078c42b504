import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSettings, stateOf } from './settings-sheet.ts';
import { openStation, type StationPc, sees } from './station.ts';

let folder: string;
let pc: StationPc;
/** Puts something into a file's place that a file cannot replace. */
const block = (name: string): void => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'something'), '');
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder-blocked-'));
  pc = await openStation({ userData: folder, env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } });
});
afterEach(async () => {
  await pc.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('a setting that the disk refuses works, and the user reads that it will not last', async () => {
  const page = await pc.signIn();
  block('settings.json');
  const sheet = await openSettings(page);
  await sheet.getByText('Dunkel').click();
  await sees(page, 'Das ließ sich auf diesem PC nicht speichern');
  expect((await stateOf(page)).settings.theme).toBe('dark');
  expect(await sheet.getByRole('radio', { name: 'Dunkel' }).isChecked()).toBe(true);
});

it('a sign-in that the disk refuses works, and the user reads that it ends with the app', async () => {
  block('accounts.json');
  const page = await pc.signIn();
  await sees(page, 'Diese Anmeldung ist nicht gespeichert');
  expect(existsSync(join(folder, 'secrets.json'))).toBe(false);
});
