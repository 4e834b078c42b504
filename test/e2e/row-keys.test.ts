import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
beforeAll(async () => {
  pc = await openStation();
  pc.nextcloud.control.startCall('dieter', pc.rooms.wehrfuehrung);
  page = await pc.signIn();
});
afterAll(() => pc.stop());
beforeEach(async () => {
  await page.mouse.move(1, 1);
  await page.locator(`[data-token="${pc.rooms.einsatzgruppe}"] > .row`).focus();
});

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** How what has the focus is called. */
const focused = () =>
  page.evaluate(() => {
    const active = document.activeElement;
    return active?.getAttribute('aria-label') ?? active?.querySelector('.row-spoken')?.textContent ?? '';
  });
const focusComesTo = (name: string | RegExp) => expect.poll(focused).toMatch(name);
const menuCloses = () => page.getByRole('menu').waitFor({ state: 'detached' });

it('is one tab stop, and ↑ ↓ Home End move', async () => {
  expect(await page.locator('.list [tabindex="0"]').count()).toBe(1);
  await press('End');
  const last = await focused();
  await press('ArrowDown');
  expect(await focused()).toBe(last);
  await press('Home');
  await focusComesTo(/^Wehrführung/);
  await press('ArrowDown');
  await focusComesTo(/^Einsatzgruppe 1/);
  await press('ArrowUp', 'ArrowUp');
  await focusComesTo(/^Wehrführung/);
});

it('goes to the actions with →, through them, and back', async () => {
  await press('ArrowRight');
  await focusComesTo('Als gelesen markieren');
  await press('ArrowRight');
  await focusComesTo('Antworten');
  await press('End');
  await focusComesTo('Weitere Aktionen');
  await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  await focusComesTo(/^Einsatzgruppe 1/);
  await press('ArrowRight', 'Escape');
  await focusComesTo(/^Einsatzgruppe 1/);
  expect((await pc.app.windowState()).visible).toBe(true);
});

it('reaches a running call', async () => {
  await page.locator(`[data-token="${pc.rooms.wehrfuehrung}"] > .row`).focus();
  await press('ArrowRight');
  await focusComesTo('Anruf in Wehrführung beitreten');
  await press('Enter');
  await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.wehrfuehrung}#direct-call`));
});

it('marks read and unread with M', async () => {
  await press('m');
  await row(page, 'Einsatzgruppe 1').locator('.badge').waitFor({ state: 'detached' });
  await page.getByRole('status').getByText('Einsatzgruppe 1 als gelesen markiert').waitFor();
  await press('m');
  await row(page, 'Einsatzgruppe 1').locator('.badge').waitFor();
  await focusComesTo(/^Einsatzgruppe 1/);
});

it('answers with R, and the letters are text there', async () => {
  await press('r');
  const field = page.getByRole('textbox', { name: /Einsatzgruppe 1/ });
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await press('m', 'r', 'Home', 'ArrowRight');
  expect(await field.inputValue()).toBe('mr');
  await press('Escape');
  await focusComesTo(/^Einsatzgruppe 1/);
});

it.each(['Shift+F10', 'ContextMenu'])('opens the menu with %s; Esc gives the focus back', async (key) => {
  await press(key);
  await page.getByRole('menu').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''))
    .toContain('Im Browser öffnen');
  await press('Escape');
  await menuCloses();
  await focusComesTo(/^Einsatzgruppe 1/);
  expect((await pc.app.windowState()).visible).toBe(true);
});

it('chooses the level with the arrow keys', async () => {
  await press('Shift+F10');
  await page.getByRole('menu').waitFor();
  // A letter goes to the entry that begins with it.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''))
    .toContain('Im Browser öffnen');
  await press('n');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Nur Erwähnungen');
  await press('ArrowDown');
  const asked = pc.nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/notify'));
  await press('Enter');
  expect((await asked).body).toBe('level=3');
  await menuCloses();
  await focusComesTo(/^Einsatzgruppe 1/);
});

it('keeps the focus in the list when its row goes', async () => {
  await page.locator(`[data-token="${pc.rooms.geraetewarte}"] > .row`).focus();
  await press('Shift+F10');
  await page.getByRole('menu').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''))
    .toContain('Im Browser öffnen');
  await press('End', 'ArrowUp', 'Enter');
  await sees(page, '„Gerätewarte“ archiviert');
  await row(page, 'Gerätewarte').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.classList.contains('row'))).toBe(true);
});
