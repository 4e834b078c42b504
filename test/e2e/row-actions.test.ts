import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { change } from './desktop.ts';
import { hasFocus } from './focus.ts';
import { glimpse } from './glimpse.ts';
import { replyBox } from './reply-box.ts';
import { barButton } from './row-bar.ts';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  pc.nextcloud.control.setReadOnly(pc.rooms.fest, true);
  page = await pc.signIn();
});
afterEach(() => pc.stop());

/** Moves the pointer to a row, and returns a button of its bar. */
const action = (name: string, label: string) => barButton(row(page, name), label);
/**
 * Chooses by keyboard while the pointer rests where the toast comes, so that the toast stays until the pointer leaves.
 */
const chooseAndKeepToast = async (name: string, entry: string) => {
  await page.mouse.move(150, (await page.evaluate(() => innerHeight)) - 30);
  await row(page, name).locator('.row').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: entry }).press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
};
const choose = async (name: string, entry: string) => {
  await row(page, name).click({ button: 'right' });
  await page
    .getByRole('menuitem', { name: entry })
    .or(page.getByRole('menuitemradio', { name: entry }))
    .click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
};
/** Resolves with the next request that changes a conversation. */
const nextWish = (path: RegExp) =>
  pc.nextcloud.control.waitFor('request', (request) => request.method !== 'GET' && path.test(request.path));

it('shows the bar only on the row under the pointer, and covers neither time nor badge', async () => {
  await row(page, 'Einsatzgruppe 1').hover();
  const bar = page.getByRole('toolbar');
  await bar.waitFor();
  expect(await bar.count()).toBe(1);
  const [place, time, badge] = await Promise.all(
    [bar, row(page, 'Einsatzgruppe 1').locator('.row-time'), row(page, 'Einsatzgruppe 1').locator('.badge')].map(
      (part) => part.boundingBox(),
    ),
  );
  if (!place || !time || !badge) throw new Error('nothing is there');
  const centre = { x: time.x + time.width / 2, y: time.y + time.height / 2 };
  expect(
    await page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest('.row-actions') === null, centre),
  ).toBe(true);
  expect(place.x + place.width).toBeLessThanOrEqual(badge.x);
  await page.mouse.move(1, 1);
  await bar.waitFor({ state: 'detached' });
});

it('marks read and unread', async () => {
  const { control } = pc.nextcloud;
  const last = Number(control.messages(pc.rooms.einsatzgruppe).at(-1)?.id);
  const read = nextWish(/\/read$/);
  await (await action('Einsatzgruppe 1', 'Als gelesen markieren')).click();
  await read;
  await row(page, 'Einsatzgruppe 1').locator('.badge').waitFor({ state: 'detached' });
  expect(control.readMarker('alice', pc.rooms.einsatzgruppe)).toBe(last);

  const unread = nextWish(/\/read$/);
  await (await action('Einsatzgruppe 1', 'Als ungelesen markieren')).click();
  await unread;
  await row(page, 'Einsatzgruppe 1').locator('.badge').waitFor();
  expect(control.readMarker('alice', pc.rooms.einsatzgruppe)).toBeLessThan(last);
});

it.runIf(isFull)('opens the quick reply, but not in a read-only conversation', async () => {
  await (await action('Einsatzgruppe 1', 'Antworten')).click();
  await page.getByRole('textbox', { name: /Einsatzgruppe 1/ }).press('Escape');
  // The rows below move up.
  await replyBox(page).waitFor({ state: 'detached' });
  await (await action('Sommerfest', 'Weitere Aktionen')).waitFor();
  expect(await row(page, 'Sommerfest').getByRole('button', { name: 'Antworten' }).count()).toBe(0);
});

it('offers the levels, and shows the current one', async () => {
  const asked = nextWish(/\/notify$/);
  await choose('Wehrführung', 'Aus');
  expect((await asked).body).toBe('level=3');
  await row(page, 'Wehrführung').locator('[aria-label="Stumm"]').waitFor();
  await (await action('Wehrführung', 'Weitere Aktionen')).click();
  await page.getByRole('menuitemradio', { name: 'Aus', checked: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
});

it.runIf(isFull)('makes favourites', async () => {
  const asked = nextWish(/\/favorite$/);
  await choose('Jugendfeuerwehr', 'Zu den Favoriten hinzufügen');
  expect((await asked).method).toBe('POST');
  await row(page, 'Jugendfeuerwehr').locator('[aria-label="Favorit"]').waitFor();
  const again = nextWish(/\/favorite$/);
  await choose('Jugendfeuerwehr', 'Aus den Favoriten entfernen');
  expect((await again).method).toBe('DELETE');
});

it.runIf(isFull)('reverts an action that the server refuses, and says so', async () => {
  pc.nextcloud.control.fail({ status: 500 }, { path: '/favorite' });
  const told = glimpse(page, '[role=alert]', 'Der Server meldet einen Fehler.');
  await choose('Jugendfeuerwehr', 'Zu den Favoriten hinzufügen');
  await told;
  await row(page, 'Jugendfeuerwehr').locator('[aria-label="Favorit"]').waitFor({ state: 'detached' });

  pc.nextcloud.control.fail({ status: 500 }, { path: '/archive' });
  // The first error message goes when the user tries the second action.
  const refused = nextWish(/\/archive$/);
  await choose('Ausbildung', 'Archivieren');
  await refused;
  await page.getByRole('alert').getByText('Der Server meldet einen Fehler.').waitFor();
  await row(page, 'Ausbildung').waitFor();
});

it('archives, and undoes it', async () => {
  await chooseAndKeepToast('Gerätewarte', 'Archivieren');
  await sees(page, '„Gerätewarte“ archiviert');
  await row(page, 'Gerätewarte').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await row(page, 'Gerätewarte').waitFor();
});

it.runIf(isFull)('returns the focus when its toast goes', async () => {
  const opener = row(page, 'Kantine').locator('.row');
  await chooseAndKeepToast('Gerätewarte', 'Archivieren');
  const undo = page.getByRole('button', { name: 'Rückgängig' });
  await undo.waitFor();
  await opener.focus();
  await undo.focus();
  await page.keyboard.press('Enter');
  await undo.waitFor({ state: 'detached' });
  await hasFocus(opener);
  await row(page, 'Gerätewarte').waitFor();
});

it.runIf(isFull)('keeps its buttons inside the window, however long the name', async () => {
  const name = 'Donaudampfschifffahrtsgesellschaft'.repeat(5);
  pc.nextcloud.control.addRoom({ type: 'group', name, members: ['bob', 'alice'] });
  await pc.refresh();
  await chooseAndKeepToast(name, 'Archivieren');
  const close = page.getByRole('button', { name: 'Schließen', exact: true });
  await close.waitFor();
  const [box, width] = [await close.boundingBox(), await page.evaluate(() => innerWidth)];
  expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  await close.click();
});

it.runIf(isFull)('shows its toast under a pointer that rests there', async () => {
  await chooseAndKeepToast('Kantine', 'Link kopieren');
  const toast = page.locator('.toast').filter({ hasText: 'Link kopiert' });
  await expect.poll(() => toast.evaluate((element) => element.matches(':hover'))).toBe(true);
  await expect.poll(() => toast.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
});

it('copies the link', async () => {
  await choose('Kantine', 'Link kopieren');
  await sees(page, 'Link kopiert');
  expect(await pc.app.clipboard()).toBe(`${pc.nextcloud.url}/call/${pc.rooms.kantine}`);
});

it('opens from the menu, and says so in the row', async () => {
  // The window stays while the browser has the focus.
  await change(page, { hideOnBlur: false });
  const token = pc.rooms.kantine;
  const said = glimpse(page, `[data-token^="${token}."]`, 'Geöffnet');
  await choose('Kantine', 'Im Browser öffnen');
  await said;
  await pc.app.waitForOpened((url) => url.endsWith(`/call/${token}`));
});

it.runIf(isFull)('closes its menu with Esc or a click elsewhere, and the window stays', async () => {
  await row(page, 'Kantine').click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await row(page, 'Kantine').click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await page.mouse.click(190, 4);
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect((await pc.app.windowState()).visible).toBe(true);
});
