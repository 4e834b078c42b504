import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { hasFocus } from './focus.ts';
import { openWindow } from './reply-box.ts';
import { openStation, row, type StationPc, sees, wholeList } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
  await wholeList(page);
  pc.nextcloud.control.clearRequests();
});
afterEach(() => pc.stop());

const markAll = () => page.getByRole('banner').getByRole('button', { name: 'Alles als gelesen markieren' });
const undo = () => page.getByRole('button', { name: 'Rückgängig' });
const unreadRows = () => page.locator('.list .row-unread').count();
const wishes = () => pc.nextcloud.control.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path);
const marker = () => pc.nextcloud.control.readMarker('alice', pc.rooms.einsatzgruppe);
const newest = () => pc.nextcloud.control.messages(pc.rooms.einsatzgruppe).at(-1)?.id;

it('"mark all as read" asks nothing, says how many, and is undone with a click', async () => {
  const count = await unreadRows();
  await markAll().click();
  await sees(page, `${count} Unterhaltungen als gelesen markiert`);
  await expect.poll(unreadRows).toBe(0);
  await undo().click();
  await expect.poll(unreadRows).toBe(count);
  await undo().waitFor({ state: 'detached' });
  expect(wishes()).toEqual([]);
});

it('the keyboard undoes it, too, and screen readers hear how', async () => {
  const count = await unreadRows();
  await markAll().press('Enter');
  await page.getByRole('status').getByText('Rückgängig mit Strg+Z').waitFor({ state: 'attached' });
  await page.keyboard.press('Control+z');
  await expect.poll(unreadRows).toBe(count);
  await page.getByRole('status').getByText('Rückgängig gemacht').waitFor({ state: 'attached' });

  // With the focus on its button, the action waits.
  await markAll().press('Enter');
  await undo().focus();
  await page.keyboard.press('Enter');
  await expect.poll(unreadRows).toBe(count);
  await hasFocus(markAll());
  expect(wishes()).toEqual([]);
});

it.runIf(isFull)('it is carried out after a while, and a message that comes meanwhile stays unread', async () => {
  const { control } = pc.nextcloud;
  const seen = newest();
  const marked = control.waitFor('request', ({ path }) => path.endsWith(`/${pc.rooms.einsatzgruppe}/read`));
  await markAll().click();
  await undo().waitFor();
  control.send('bob', pc.rooms.einsatzgruppe, 'Gerade eben');
  await marked;
  await undo().waitFor({ state: 'detached' });
  await expect.poll(marker).toBe(seen);
  await row(page, 'Einsatzgruppe 1').locator('.badge').getByText('1').waitFor();
});

it('it survives a window that is closed, and its button comes back with the window', async () => {
  const count = await unreadRows();
  await markAll().click();
  await undo().focus();
  await page.keyboard.press('Escape');
  await pc.app.waitForWindow(({ visible }) => !visible);
  page = await openWindow(pc);
  await undo().click();
  await expect.poll(unreadRows).toBe(count);
  expect(wishes()).toEqual([]);
});

it('it is sent when the app ends', async () => {
  await markAll().click();
  await undo().waitFor();
  await pc.app.tray.choose('Beenden');
  expect(await pc.app.ended()).toBe(0);
  expect(marker()).toBe(newest());
  await pc.start();
});

it.runIf(isFull)('muting is undone in the same way', async () => {
  await row(page, 'Wehrführung').click({ button: 'right' });
  await page.getByRole('menuitemradio', { name: 'Aus' }).click();
  await sees(page, '„Wehrführung“ ist jetzt stumm');
  await row(page, 'Wehrführung').locator('[aria-label="Stumm"]').waitFor();
  await undo().click();
  await row(page, 'Wehrführung').locator('[aria-label="Stumm"]').waitFor({ state: 'detached' });
  expect(wishes()).toEqual([]);
});
