import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { hasFocus } from './focus.ts';
import { rowOf } from './reply-box.ts';
import { closed, openSettings, stateOf } from './settings-sheet.ts';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  const { control } = pc.nextcloud;
  control.setLevel('alice', pc.rooms.einsatzgruppe, 2);
  control.send('bob', pc.rooms.einsatzgruppe, 'Übung am Samstag');
  control.send('bob', pc.rooms.einsatzgruppe, 'EINSATZ: Brand, Hauptstraße');
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const dialog = (): Locator => page.getByRole('dialog', { name: 'Alarm: Einsatzgruppe 1' });

/** Returns rule and level of "Einsatzgruppe 1" as main sends them to the window. */
async function declared() {
  const { phase } = await stateOf(page);
  const conversations = phase.kind === 'connected' ? (phase.conversations ?? []) : [];
  const found = conversations.find(({ name }) => name === 'Einsatzgruppe 1');
  return { alarm: found?.alarm, level: found?.notificationLevel };
}

it('a person declares a conversation with the mouse, after seeing what would have rung, and ends it again', async () => {
  await row(page, 'Einsatzgruppe 1').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Als Alarm behandeln …' }).click();
  await dialog().waitFor();
  await expect.poll(() => dialog().getByRole('status').textContent()).toMatch(/hätten geläutet: \d/);
  await dialog().getByLabel('Stichwörter').fill('einsatz, Person in Gefahr');
  await expect.poll(() => dialog().getByRole('status').textContent()).toMatch(/hätten geläutet: 1$/);
  await dialog().getByText('EINSATZ: Brand, Hauptstraße').waitFor();
  await dialog().getByLabel('Bob Böhm').check();
  expect(await violations(page)).toEqual([]);
  expect(await declared()).toEqual({ alarm: undefined, level: 'mention' });
  await dialog().getByRole('button', { name: 'Als Alarm behandeln' }).click();
  await closed(page);
  await sees(page, /„Einsatzgruppe 1“ löst jetzt Alarm aus\. Auf dem Server gilt „Alle Nachrichten“\./);
  await row(page, 'Einsatzgruppe 1').getByText('Alarm-Unterhaltung').waitFor({ state: 'attached' });
  expect(await declared()).toEqual({
    alarm: { rule: { keywords: ['einsatz', 'Person in Gefahr'], senders: ['users/bob'] }, locked: false },
    level: 'always',
  });

  // The sentence stays while the pointer is on it, and covers the button of the settings.
  await page.mouse.move(1, 1);
  const sheet = await openSettings(page);
  const section = sheet.getByRole('region', { name: 'Alarm', exact: true });
  await section.getByText('Stichwörter: einsatz, Person in Gefahr').waitFor();
  await section.getByRole('button', { name: /ändern/ }).click();
  await dialog().getByRole('button', { name: 'Alarm aufheben' }).click();
  await section.getByText('Keine Unterhaltung löst Alarm aus.').waitFor();
  await expect.poll(declared).toEqual({ alarm: undefined, level: 'mention' });
  expect(await violations(page)).toEqual([]);
});

it.runIf(isFull)('a person does the same with the keyboard, and the focus returns to the row', async () => {
  const target = rowOf(page, pc.rooms.einsatzgruppe);
  await target.focus();
  await page.keyboard.press('Shift+F10');
  await hasFocus(page.getByRole('menuitem', { name: 'Im Browser öffnen' }));
  const entry = page.getByRole('menuitem', { name: 'Als Alarm behandeln …' });
  const arrive = async (): Promise<boolean> => {
    if (await entry.evaluate((wanted) => wanted === document.activeElement)) return true;
    await page.keyboard.press('ArrowDown');
    return false;
  };
  await expect.poll(arrive, { interval: 1 }).toBe(true);
  await page.keyboard.press('Enter');
  await dialog().waitFor();
  await hasFocus(dialog().getByLabel('Stichwörter'));
  await page.keyboard.type('brand');
  // The authors come with the last messages.
  await dialog().getByLabel('Bob Böhm').waitFor();
  await page.keyboard.press('Tab');
  await hasFocus(dialog().getByLabel('Bob Böhm'));
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await closed(page);
  await hasFocus(target);
  expect(await declared()).toMatchObject({ alarm: { rule: { keywords: ['brand'], senders: [] } }, level: 'always' });
  // Esc leaves everything as it is.
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Alarm …' }).press('Enter');
  await dialog().getByLabel('Stichwörter').fill('');
  await page.keyboard.press('Escape');
  await closed(page);
  await hasFocus(target);
  expect((await declared()).alarm?.rule.keywords).toEqual(['brand']);
});

it.runIf(isFull)('the settings add a conversation, and what cannot be loaded is no obstacle', async () => {
  pc.nextcloud.control.fail({ status: 500 }, { path: /\/api\/v1\/chat\// });
  const sheet = await openSettings(page);
  await sheet.getByLabel('Unterhaltung hinzufügen').selectOption({ label: 'Einsatzgruppe 1' });
  await dialog().getByText('lassen sich gerade nicht laden').waitFor();
  await dialog().getByRole('button', { name: 'Als Alarm behandeln' }).click();
  await sheet.getByText('Jede Nachricht').waitFor();
  await expect.poll(declared).toMatchObject({ alarm: { rule: { keywords: [], senders: [] } }, level: 'always' });
  expect(await sheet.getByLabel('Unterhaltung hinzufügen').inputValue()).toBe('');
});
