import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { change } from './desktop.ts';
import { runCommand } from './doctor-terminal.ts';
import { hasFocus } from './focus.ts';
import { layDown } from './machine-policy.ts';
import { openReply, replyBox } from './reply-box.ts';
import { stateOf } from './settings-sheet.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder station-'));
});
afterEach(async () => {
  await pc.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function open(options: object = {}): Promise<void> {
  pc = await openStation({ env: { XDG_CONFIG_HOME: folder }, ...options });
  page = await pc.signIn();
}

const PIN = '2468';
const choosePin = (pin: string) => page.evaluate((chosen) => window.talkmelder.choosePin({ pin: chosen }), pin);
/** Another person comes: the window was hidden meanwhile. */
async function leave(): Promise<void> {
  await pc.app.closeWindow();
  await pc.app.waitForWindow(({ visible }) => !visible);
  await pc.app.tray.choose('Talkmelder öffnen');
  await pc.app.waitForWindow(({ visible }) => visible);
}
const gear = () => page.getByRole('contentinfo').getByRole('button', { name: 'Einstellungen' });
const question = (): Locator => page.getByRole('alertdialog', { name: 'PIN eingeben' });
const field = (): Locator => question().getByLabel('PIN', { exact: true });
/** Types a wrong PIN; the field is empty again when the app has answered. */
async function typeWrong(pin: string): Promise<void> {
  await type(pin);
  await expect.poll(() => field().inputValue()).toBe('');
}
async function type(pin: string): Promise<void> {
  await field().fill(pin);
  await page.keyboard.press('Enter');
}

describe('with a PIN', () => {
  beforeEach(async () => {
    await open();
    await change(page, { station: true });
    await choosePin(PIN);
    await leave();
  });

  it('opens the settings only for a person who types it, by keyboard, and says when it is wrong', async () => {
    await gear().click();
    await question().waitFor();
    await hasFocus(field());
    expect(await violations(page)).toEqual([]);
    await typeWrong('1111');
    await question().getByText('Die PIN stimmt nicht. Versuche es noch einmal.').waitFor();
    await typeWrong('1112');
    await typeWrong('1113');
    await question()
      .getByText(/Der nächste Versuch geht in 30\sSekunden/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await question().waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it.runIf(isFull)('changes settings again without it, until the window was hidden', async () => {
    await gear().click();
    await question().waitFor();
    await type(PIN);
    const sheet = page.getByRole('dialog', { name: 'Einstellungen' });
    await sheet.waitFor();
    await question().waitFor({ state: 'detached' });
    await sheet.getByText('Dunkel').click();
    await expect.poll(async () => (await stateOf(page)).settings.theme).toBe('dark');
    await leave();
    await sheet.getByText('Hell', { exact: true }).click();
    await question().waitFor();
    await page.keyboard.press('Escape');
    await question().waitFor({ state: 'detached' });
    expect((await stateOf(page)).settings.theme).toBe('dark');
    expect(await sheet.getByRole('radio', { name: 'Dunkel' }).isChecked()).toBe(true);
    expect(await page.getByRole('alert').textContent()).toBe('');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  it('quits from the tray and disconnects only with it', async () => {
    await pc.app.tray.choose('Beenden');
    await question().waitFor();
    await page.keyboard.press('Escape');
    await question().waitFor({ state: 'detached' });
    await pc.app.tray.choose(/^Konto trennen/);
    const sure = page.getByRole('alertdialog', { name: 'Konto trennen?' });
    await sure.waitFor();
    await sure.getByRole('button', { name: 'Trennen' }).click();
    await question().waitFor();
    await page.keyboard.press('Escape');
    await question().waitFor({ state: 'detached' });
    expect((await stateOf(page)).phase.kind).toBe('connected');
    await sure.getByRole('button', { name: 'Abbrechen' }).click();
    await pc.app.tray.choose('Beenden');
    await question().waitFor();
    await type(PIN);
    expect(await pc.app.ended()).toBe(0);
  });

  it.runIf(isFull)('reads, answers and searches without it', async () => {
    await row(page, 'Einsatzgruppe 1').getByRole('button').first().click();
    await pc.app.waitForOpened();
    const filtered = await page.evaluate(() => window.talkmelder.changeSettings({ filter: 'unread' }));
    expect(filtered.ok).toBe(true);
    expect(await question().count()).toBe(0);
  });
});

describe('without a PIN yet', () => {
  it('offers one in the settings, and asks for it from then on', async () => {
    await open();
    await gear().click();
    const sheet = page.getByRole('dialog', { name: 'Einstellungen' });
    await sheet.getByRole('switch', { name: 'Stationsmodus' }).focus();
    await page.keyboard.press('Space');
    expect(await sheet.getByRole('switch', { name: 'Mit dem PC starten' }).isDisabled()).toBe(true);
    await sheet.getByRole('button', { name: 'PIN festlegen' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'PIN festlegen' });
    await dialog.getByLabel('Neue PIN', { exact: true }).fill('2468');
    await dialog.getByLabel('Neue PIN noch einmal').fill('2469');
    await page.keyboard.press('Enter');
    await dialog.getByText('Die beiden Eingaben sind verschieden.').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('Neue PIN noch einmal').fill('2468');
    await page.keyboard.press('Enter');
    await sheet.getByRole('button', { name: 'Ändern' }).waitFor();
    await page.keyboard.press('Escape');
    await leave();
    await gear().click();
    await question().waitFor();
  });

  it.runIf(isFull)('can be closed by keyboard after the PIN and its button are gone', async () => {
    await open();
    await change(page, { station: true });
    await choosePin(PIN);
    await gear().click();
    const sheet = page.getByRole('dialog', { name: 'Einstellungen' });
    await sheet.getByRole('button', { name: 'Entfernen' }).click();
    await sheet.getByRole('button', { name: 'PIN festlegen' }).waitFor();
    await sheet.getByRole('button', { name: 'Entfernen' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  it('hides texts while no person is at the PC, and keeps the screen on in its hours', async () => {
    await open();
    const texts = page.getByText('Keine Vorschau');
    const before = await texts.count();
    await openReply(page, pc.rooms.einsatzgruppe);
    await pc.app.system.idle(300);
    await change(page, { station: true });
    expect(await pc.app.system.isKeptAwake()).toBe(true);
    await expect.poll(() => texts.count()).toBeGreaterThan(before);
    await replyBox(page).waitFor({ state: 'detached' });
    await pc.app.system.idle(0);
    await expect.poll(() => texts.count()).toBe(before);
    const { displayHours } = (await stateOf(page)).settings;
    await change(page, { displayHours: { ...displayHours, on: false } });
    expect(await pc.app.system.isKeptAwake()).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('restarting after a crash', () => {
  const at = (path: string): string => join(folder, path);
  const restartSeen = () =>
    page.evaluate(async () => {
      const answer = await window.talkmelder.runDoctor();
      if (!answer.ok) throw new Error(answer.error);
      return answer.value.findings.find(({ id }) => id === 'restart')?.message;
    });

  it.runIf(isFull)('is set up with station mode, and leaves with the account', async () => {
    await open();
    const unit = at('systemd/user/talkmelder.service');
    expect(await restartSeen()).toBeUndefined();
    await change(page, { station: true });
    const entry = at('autostart/de.talkmelder.app.desktop');
    await expect.poll(() => existsSync(entry) && readFileSync(entry, 'utf8')).toContain('systemctl --user start');
    expect(readFileSync(unit, 'utf8')).toContain('Restart=on-failure');
    expect(await restartSeen()).toBe('doctor.restart.on');
    await change(page, { station: false });
    await expect.poll(() => existsSync(unit)).toBe(false);
    await change(page, { station: true });
    await expect.poll(() => existsSync(unit)).toBe(true);
    await page.evaluate(async () => {
      const { value } = (await window.talkmelder.getState()) as { value: { phase: { account: { id: string } } } };
      await window.talkmelder.disconnect({ account: value.phase.account.id });
    });
    await expect.poll(() => existsSync(unit)).toBe(false);
  });
});

it('the administrator presets the PIN with the hash that the terminal prints', async () => {
  const { stdout, code } = await runCommand('--hash-pin=97531', folder);
  expect(code).toBe(0);
  const machine = layDown({ stationPin: stdout.trim(), locked: { station: true } });
  try {
    await open(machine.launch);
    await gear().click();
    await question().waitFor();
    await type('97531');
    const sheet = page.getByRole('dialog', { name: 'Einstellungen' });
    await sheet.waitFor();
    expect(await sheet.getByRole('button', { name: 'PIN festlegen' }).count()).toBe(0);
    const refused = await page.evaluate(() => window.talkmelder.choosePin({ pin: null }));
    expect(refused).toEqual({ ok: false, error: 'setting-locked' });
  } finally {
    machine.remove();
  }
});
