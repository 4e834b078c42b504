import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../../main/core/model/quiet-hours.ts';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { change, reopen } from './desktop.ts';
import { layDown } from './machine-policy.ts';
import { closed, openSettings, stateOf } from './settings-sheet.ts';
import { openStation, type StationPc, sees, toldOf } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const footer = () => page.getByRole('contentinfo');
/** Quiet hours that hold the whole day. */
const always = { quietHours: { on: true, days: [...WEEKDAYS], from: '00:00', to: '00:00' } };

/** Lets Bob write, and waits until the window shows the message. */
async function bobWrites(text: string): Promise<void> {
  pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, text);
  await pc.refresh();
  await sees(page, text);
}

describe('quiet hours', () => {
  it('are set by days and times, and can be used and read by everyone', async () => {
    const sheet = await openSettings(page);
    await sheet.getByText('Ruhezeiten', { exact: true }).click();
    for (const day of ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'])
      await sheet.getByRole('button', { name: `, ${day}` }).click();
    await sheet.getByLabel('von', { exact: true }).selectOption('20:30');
    await sheet.getByLabel('bis', { exact: true }).selectOption('07:00');
    const wanted = { on: true, days: ['sat', 'sun'], from: '20:30', to: '07:00' };
    await expect.poll(async () => (await stateOf(page)).settings.quietHours).toEqual(wanted);
    expect(await violations(page)).toEqual([]);
    for (const day of ['Samstag', 'Sonntag']) await sheet.getByRole('button', { name: `, ${day}` }).click();
    await sheet.getByText('Bitte wähle mindestens einen Tag.').waitFor();
  });

  it('let nothing ring, show until when, and nothing of it rings afterwards', async () => {
    await change(page, always);
    await footer()
      .getByText(/^Ruhezeit bis morgen, 0:00\sUhr$/)
      .waitFor();
    await pc.app.tray.waitFor(({ icon, tooltip }) => icon.startsWith('paused') && tooltip.includes(', Ruhezeit bis '));
    await bobWrites('In der Ruhezeit');
    await toldOf(pc);
    expect(await pc.app.notifications.list()).toEqual([]);

    await footer()
      .getByRole('button', { name: /^Ruhezeit bis .*: ändern$/ })
      .click();
    const sheet = page.getByRole('dialog', { name: 'Einstellungen' });
    await sheet.getByText(/^Jetzt ist Ruhe bis morgen, 0:00\sUhr/).waitFor();
    await sheet.getByText('Ruhezeiten', { exact: true }).click();
    await page.keyboard.press('Escape');
    await closed(page);
    await pc.app.tray.waitFor(({ icon }) => !icon.startsWith('paused'));
    await bobWrites('Danach');
    const rang = await pc.app.notifications.waitFor((list) => list.length > 0);
    expect(rang.map(({ body }) => body)).toEqual(['Bob Böhm: Danach']);
  });
});

it.runIf(isFull)('a pause begins and ends in the settings, too', async () => {
  const sheet = await openSettings(page);
  const pause = sheet.getByLabel('Pause', { exact: true });
  await pause.selectOption({ label: '1\u00a0Stunde Pause' });
  await expect.poll(async () => (await stateOf(page)).pausedUntil).not.toBeNull();
  await expect.poll(() => pause.locator('option:checked').textContent()).toMatch(/^Pausiert bis .*\sUhr$/);
  await pause.selectOption({ label: 'Keine' });
  await expect.poll(async () => (await stateOf(page)).pausedUntil).toBeNull();
});

it('the tray icon has other colours at once', async () => {
  const sheet = await openSettings(page);
  const style = sheet.getByLabel('Symbol neben der Uhr');
  for (const [label, value] of [
    ['Einfarbig', 'mono'],
    ['Hoher Kontrast', 'contrast'],
    ['Farbig', 'colour'],
  ] as const) {
    await style.selectOption({ label });
    await expect.poll(async () => (await stateOf(page)).settings.trayIcon).toBe(value);
  }
  // The host refuses a picture that does not exist.
  expect((await pc.app.tray.waitFor(({ exists }) => exists)).icon).toMatch(/^(idle|unread|mention)/);
});

describe('a locked screen', () => {
  it('shows no text of a message, and nothing rings when it is unlocked', async () => {
    await change(page, { textWhenLocked: false });
    await bobWrites('streng vertraulich');
    await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.includes('vertraulich')));
    await pc.app.system.lock();
    const onScreen = async () => (await pc.app.notifications.list()).filter(({ state }) => state === 'shown');
    await expect.poll(onScreen).toMatchObject([{ title: 'Einsatzgruppe 1', body: 'Neue Nachricht', silent: true }]);
    await pc.app.system.unlock();
    await bobWrites('noch eine');
    await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.includes('noch eine')));
    expect(await onScreen()).toHaveLength(2);
  });

  it.runIf(isFull)('is a setting only where the system reports it', async () => {
    const sheet = await openSettings(page);
    const text = sheet.getByRole('switch', { name: 'Text bei gesperrtem Bildschirm' });
    expect(await text.isDisabled()).toBe(true);
    await sheet.getByText('Dieses System meldet nicht, wann der Bildschirm gesperrt ist.').waitFor();
  });
});

it.runIf(isFull)('nothing rings while another user is in front, and nothing of it afterwards', async () => {
  await pc.app.system.switchAway();
  await bobWrites('Während der andere vorn ist');
  await toldOf(pc);
  expect(await pc.app.notifications.list()).toEqual([]);
  await pc.app.system.switchBack();
  await bobWrites('Wieder vorn');
  const rang = await pc.app.notifications.waitFor((list) => list.length > 0);
  expect(rang.map(({ body }) => body)).toEqual(['Bob Böhm: Wieder vorn']);
});

it('a filter is kept across a restart, and forgotten when the window was not seen for an hour', async () => {
  const filter = async () => (await stateOf(page)).settings.filter;
  await page.getByRole('radio', { name: /^Ungelesen/ }).check();
  await expect.poll(filter).toBe('unread');
  page = await reopen(pc);
  expect(await filter()).toBe('unread');
  await pc.app.quit();
  const seen = join(pc.app.userData, 'seen.json');
  const { at } = JSON.parse(readFileSync(seen, 'utf8'));
  writeFileSync(seen, JSON.stringify({ at: at - 61 * 60_000 }));
  await pc.start();
  await pc.app.tray.waitFor(({ menu }) => menu.length > 0);
  await pc.app.tray.choose('Talkmelder öffnen');
  page = await pc.app.window();
  expect(await filter()).toBe('all');
  expect(await page.getByRole('radio', { name: /^Alle/ }).isChecked()).toBe(true);
});

it.runIf(isFull)('the administrator can lock all of this', async () => {
  const machine = layDown({ locked: { ...always, textWhenLocked: false, trayIcon: 'contrast' } });
  try {
    await pc.stop();
    pc = await openStation(machine.launch);
    page = await pc.signIn();
    const sheet = await openSettings(page);
    expect(await sheet.getByText('Von deiner Administration festgelegt.').count()).toBe(3);
    expect(await sheet.getByRole('switch', { name: 'Ruhezeiten' }).isDisabled()).toBe(true);
    expect(await sheet.getByRole('button', { name: ', Montag' }).isDisabled()).toBe(true);
    expect(await sheet.getByLabel('Symbol neben der Uhr').isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    const asked = await page.evaluate(() => window.talkmelder.changeSettings({ textWhenLocked: true }));
    expect(asked).toEqual({ ok: false, error: 'setting-locked' });
  } finally {
    machine.remove();
  }
});
