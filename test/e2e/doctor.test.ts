import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { runDoctor } from './doctor-terminal.ts';
import { glimpse } from './glimpse.ts';
import { openSettings } from './settings-sheet.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

const NAMES = ['alice', 'Alice', 'Einsatzgruppe', 'Bob'];
function expectNothingPrivate(text: string): void {
  const secrets = pc.nextcloud.control.appPasswords('alice').map(({ password }) => password);
  for (const word of [...NAMES, ...secrets]) expect(text).not.toContain(word);
}

/** Presses the button by keyboard, and waits for the findings. */
async function checkUp(page: Page): Promise<Locator> {
  const section = (await openSettings(page)).getByRole('region', { name: 'Diagnose' });
  await section.getByRole('button', { name: 'Prüfen' }).focus();
  await page.keyboard.press('Enter');
  await section.getByRole('list', { name: 'Prüfung' }).waitFor();
  return section;
}
const line = (section: Locator, name: string): Locator =>
  section.getByRole('listitem').filter({ has: section.page().getByRole('heading', { name, exact: true }) });

describe('in the settings', () => {
  it('checks everything, and says what to do about each finding', async () => {
    pc.nextcloud.control.setPush('off');
    const section = await checkUp(await pc.signIn());
    await section.getByText('Alles in Ordnung.').waitFor();
    expect(await line(section, 'Nextcloud').isVisible()).toBe(false);
    await section.getByText(/^\d+ in Ordnung, 1 nicht geprüft$/).click();
    await line(section, 'Nextcloud').getByRole('img', { name: 'In Ordnung' }).waitFor();
    await line(section, 'Zertifikat').getByRole('img', { name: 'Nicht geprüft' }).waitFor();
    const push = line(section, 'Push');
    await push.getByRole('img', { name: 'Zur Information' }).waitFor();
    await push.getByText('Am Zug: wer den Server betreibt').waitFor();
    await push.getByText('Was tun?').click();
    await push.getByText('Wer den Server betreibt, kann die App „Client Push“ installieren.').waitFor();
    await section.getByRole('button', { name: 'Erneut prüfen' }).waitFor();
    expectNothingPrivate((await section.textContent()) ?? '');
  });

  it('opens the advice for a fault by itself, and is accessible', async () => {
    const page = await pc.signIn();
    pc.nextcloud.control.setTalk('off');
    const section = await checkUp(page);
    const talk = line(section, 'Talk');
    await talk.getByRole('img', { name: 'Fehler' }).waitFor();
    await talk.getByText('Wer den Server betreibt, muss die App „Talk“').waitFor();
    await section.getByText('1 Problem: Talk ist auf diesem Server nicht verfügbar').waitFor();
    await section.getByRole('listitem').first().getByRole('img', { name: 'Fehler' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.runIf(isFull)('says only what it knows of notifications, and sends one to try', async () => {
    const section = await checkUp(await pc.signIn());
    await section
      .getByText('Das System nimmt Benachrichtigungen an. Ob du sie siehst, zeigt die Test-Benachrichtigung.')
      .waitFor();
    await section.getByRole('button', { name: 'Test-Benachrichtigung' }).click();
    await pc.app.notifications.waitFor((list) => list.some(({ title }) => title === 'Test-Benachrichtigung'));
  });

  it.runIf(isFull)('keeps the versions behind "Details"', async () => {
    const section = await checkUp(await pc.signIn());
    expect(await section.getByText('Electron', { exact: true }).isVisible()).toBe(false);
    await section.getByText('Details', { exact: true }).click();
    await section.getByText('Electron', { exact: true }).waitFor();
  });

  it.runIf(isFull)('shows each finding as soon as it is known', async () => {
    const page = await pc.signIn();
    pc.nextcloud.control.fail('hang', { path: '/status.php' });
    const section = await checkUp(page);
    await line(section, 'Benachrichtigungen am PC').getByRole('img').waitFor();
    await section.getByText(/^\d+ von \d+ geprüft$/).waitFor();
    expect(await violations(page)).toEqual([]);
    // This ends the hanging request.
    await pc.nextcloud.control.down();
    await line(section, 'Nextcloud').getByRole('img', { name: 'Fehler' }).waitFor();
    await section.getByText(/^1 Problem: /).waitFor();
  });

  it.runIf(isFull)('looks at the loudspeaker of a PC with an alarm conversation', async () => {
    const page = await pc.signIn();
    await page.evaluate(async () => {
      const answer = await window.talkmelder.getState();
      const phase = answer.ok ? answer.value.phase : null;
      const all = phase?.kind === 'connected' ? (phase.conversations ?? []) : [];
      const token = all.find(({ name }) => name === 'Einsatzgruppe 1')?.token ?? '';
      await window.talkmelder.declareAlarm({ token, rule: { keywords: [], senders: [] } });
    });
    const section = await checkUp(page);
    await section.getByText(/^\d+ in Ordnung, 1 nicht geprüft$/).click();
    await line(section, 'Ton der Alarme').getByText('ist da und nicht stumm (Lautstärke 80 %)').waitFor();
    await line(section, 'Autostart').getByRole('img', { name: 'Hinweis' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const { stdout } = await runDoctor(pc.app.userData);
    expect(stdout).toContain('✓ Alarm: ');
    expect(stdout).toContain('! Probealarm: Es gab noch keinen Probealarm.');
  });

  it('copies the report in the words on the screen', async () => {
    const section = await checkUp(await pc.signIn());
    const said = glimpse(section.page(), 'button', 'Kopiert');
    await section.getByRole('button', { name: 'Bericht kopieren' }).click();
    await said;
    const copied = await pc.app.clipboard();
    expect(copied).toContain(`✓ Server: Geprüft wird ${pc.nextcloud.url}.`);
    expect(copied).toMatch(/✓ Talk: Talk 22\./);
    expect(copied).toMatch(/^app: \d/m);
    expectNothingPrivate(copied);
  });
});

it('is offered after a failed sign-in, and checks the typed address', async () => {
  const page = await pc.app.window();
  pc.nextcloud.control.fail({ status: 404 }, { path: '/status.php' });
  await page.getByRole('button', { name: 'Weiter' }).click();
  const offer = page.getByRole('button', { name: 'Prüfen, woran es liegt' });
  await offer.click();
  const section = page.getByRole('dialog', { name: 'Diagnose' }).getByRole('region', { name: 'Diagnose' });
  await line(section, 'Nextcloud').getByRole('img', { name: 'Fehler' }).waitFor();
  await section.getByText(/^\d+ in Ordnung, \d+ nicht geprüft$/).click();
  await section.getByText(`Geprüft wird ${pc.nextcloud.url}.`).waitFor();
  expect(await page.getByRole('switch').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => offer.evaluate((button) => button === document.activeElement)).toBe(true);
});

describe('in the terminal', () => {
  it('prints the same beside the running app, and exits with 0', async () => {
    await pc.signIn();
    const { code, stdout } = await runDoctor(pc.app.userData);
    expect(stdout).toContain(`✓ Server: Geprüft wird ${pc.nextcloud.url}.`);
    expect(stdout).toContain('✓ Anmeldung: Die Anmeldung gilt.');
    expect(stdout).toMatch(/✓ Talk: Talk 22\./);
    expect(code).toBe(0);
    expectNothingPrivate(stdout);
    expect((await pc.app.windowState()).visible).toBe(true);
  });

  it('exits with 1 when something is wrong, in the system’s language', async () => {
    await pc.signIn();
    pc.nextcloud.control.revoke('alice');
    const { code, stdout } = await runDoctor(pc.app.userData, { locale: 'en-GB' });
    expect(stdout).toContain(
      '✗ Sign-in: The server has ended the session.\n  → Sign in again in Talkmelder. (Your turn)',
    );
    expect(stdout).toContain('– Talk: This can be checked once everything further up works.');
    expect(code).toBe(1);
  });

  it.runIf(isFull)('works for a preset server, and without a server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'talkmelder-doctor-'));
    try {
      const preset = await runDoctor(folder, { args: [`--server=${pc.nextcloud.url}`] });
      expect(preset.stdout).toContain('✓ Schnittstelle: Die Schnittstelle antwortet.');
      expect(preset.stdout).toContain('– Anmeldung: Dafür musst du angemeldet sein.');
      expect(preset.code).toBe(0);
      const none = await runDoctor(folder);
      expect(none.stdout).toContain('! Server: Es ist noch kein Server bekannt.');
      expect(none.code).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
