import { afterEach, beforeEach, expect, it } from 'vitest';
import { glimpse } from './glimpse.ts';
import { openSettings } from './settings-sheet.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

it('shows the facts that support needs', async () => {
  const page = await pc.signIn();
  const sheet = await openSettings(page);
  const section = sheet.getByRole('region', { name: 'Diagnose' });
  await section.getByText('Details', { exact: true }).click();
  await section.getByText(new URL(pc.nextcloud.url).host).waitFor();
  // The server's versions arrive some time after the list.
  await expect.poll(() => section.textContent()).toMatch(/Nextcloud32\.\d/);
  const text = await section.textContent();
  for (const label of ['Talkmelder', 'Server', 'Nextcloud', 'Talk', 'Push', 'Letzter Abgleich', 'App-Passwort', 'Node'])
    expect(text).toContain(label);
  expect(text).not.toContain('unbekannt');
});

it('copies them as text without secrets, and says so', async () => {
  const page = await pc.signIn();
  const sheet = await openSettings(page);
  const button = sheet.getByRole('button', { name: 'Als Text kopieren' });
  await button.focus();
  const said = glimpse(page, 'button', 'Kopiert');
  await page.keyboard.press('Enter');
  await said;
  const copied = await pc.app.clipboard();
  expect(copied).toContain(`server: ${pc.nextcloud.url}`);
  expect(copied).toMatch(/^app: \d/);
  const [password] = pc.nextcloud.control.appPasswords('alice').map((issued) => issued.password);
  expect(password).toMatch(/\S{20}/);
  expect(copied).not.toContain(password);
  for (const name of ['alice', 'Alice', 'Einsatzgruppe', ...Object.values(pc.rooms)])
    expect(copied).not.toContain(name);
});
