import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { hasFocus } from './focus.ts';
import { glimpse } from './glimpse.ts';
import { openWindow, rowOf } from './reply-box.ts';
import { connectedOf } from './second-account.ts';
import { stateOf } from './settings-sheet.ts';
import { failForLong, openStation, type StationPc, sees, wholeList } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const header = () => page.getByRole('banner');
const footer = () => page.getByRole('contentinfo');
const markAll = () => header().getByRole('button', { name: 'Alles als gelesen markieren' });
const unreadRows = () => page.locator('.list .row-unread').count();

describe('the header', () => {
  it('names the account and the unread count', async () => {
    await header().getByText('Alice Anders').waitFor();
    await header().getByText(new URL(pc.nextcloud.url).host).waitFor();
    const { unread } = await connectedOf(page);
    expect(unread).toBeGreaterThan(0);
    await header()
      .getByRole('img', { name: `${unread} ungelesen, du wurdest erwähnt` })
      .waitFor();
    pc.nextcloud.control.send('bob', pc.rooms.bob, 'Noch etwas');
    await pc.refresh();
    await header()
      .getByRole('img', { name: `${unread + 1} ungelesen, du wurdest erwähnt` })
      .waitFor();
  });

  it.runIf(isFull)('shows the picture of the account', async () => {
    // Main knows the picture's user only after the server's answer with the profile, and the window asks again with
    // each list.
    const picture = header().locator('img[src^="account/"]');
    await expect
      .poll(async () => {
        await pc.refresh();
        return picture.evaluateAll((images) =>
          images.some((image) => image instanceof HTMLImageElement && image.naturalWidth > 0),
        );
      })
      .toBe(true);
  });

  it('is 56 px high, and the footer 36', async () => {
    expect((await header().boundingBox())?.height).toBeLessThanOrEqual(56);
    expect((await page.locator('.footer').boundingBox())?.height).toBeLessThanOrEqual(36);
  });

  it('opens its menu and the entries by keyboard, and returns the focus', async () => {
    // The open menu hides everything else from screen readers, so a role would not find the button.
    const more = page.locator('.header [aria-label="Menü"]');
    await more.focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu', { name: 'Menü' });
    await menu.waitFor();
    expect(await more.getAttribute('aria-expanded')).toBe('true');
    await menu.getByRole('menuitem', { name: 'Tastenkürzel' }).press('Enter');
    await page.getByRole('dialog', { name: 'Tastenkürzel' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await hasFocus(more);
  });
});

describe('mark all read', () => {
  it.runIf(isFull)('marks all at once without a question, says how many, and is disabled then', async () => {
    await wholeList(page);
    const count = await unreadRows();
    expect(count).toBeGreaterThan(1);
    expect(await markAll().getAttribute('aria-disabled')).toBe('false');
    await markAll().press('Enter');
    await sees(page, `${count} Unterhaltungen als gelesen markiert`);
    await expect.poll(unreadRows).toBe(0);
    // The button stays, and keeps the focus.
    expect(await markAll().getAttribute('aria-disabled')).toBe('true');
    await hasFocus(markAll());
    // The toast goes once everything is sent.
    await page.getByRole('button', { name: 'Schließen', exact: true }).click();
    await expect
      .poll(() => pc.nextcloud.control.requests.filter(({ path }) => path.endsWith('/read')).length)
      .toBe(count);
    pc.nextcloud.control.clearRequests();
    const listed = pc.nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/room'));
    await markAll().press('Enter');
    await pc.refresh();
    await listed;
    expect(pc.nextcloud.control.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it.runIf(isFull)('says so when the server refuses', async () => {
    await wholeList(page);
    const count = await unreadRows();
    pc.nextcloud.control.fail({ status: 500 }, { method: 'POST', path: '/read' });
    const told = glimpse(page, '[role=alert]', 'Der Server meldet einen Fehler.');
    await markAll().click();
    await told;
    await expect.poll(unreadRows).toBe(count);
  });
});

describe('the footer', () => {
  it('shows the connection, and refreshes on request', async () => {
    await footer().getByText('Verbunden').waitFor();
    failForLong(pc);
    await footer().getByRole('button', { name: 'Jetzt aktualisieren' }).click();
    await footer().getByText('Nicht aktuell').waitFor();
    const retry = footer().getByRole('button', { name: 'Jetzt erneut versuchen' });
    await retry.waitFor();
    pc.nextcloud.control.clearFaults();
    await retry.focus();
    await page.keyboard.press('Enter');
    await footer().getByText('Verbunden').waitFor();
    await footer().getByRole('button', { name: 'Jetzt aktualisieren' }).waitFor();
    await sees(page, 'Wieder verbunden');
  });

  it.runIf(isFull)('shows a running refresh', async () => {
    pc.nextcloud.control.fail('hang', { path: '/api/v4/room' });
    const button = footer().getByRole('button', { name: 'Jetzt aktualisieren' });
    await button.click();
    await footer().getByRole('button', { name: 'Wird aktualisiert' }).waitFor();
    expect(await footer().locator('[aria-busy=true]').count()).toBe(1);
    pc.nextcloud.control.clearFaults();
    await pc.nextcloud.control.down();
    await footer().getByText('Nicht erreichbar').waitFor();
    await footer().getByRole('button', { name: 'Jetzt erneut versuchen' }).waitFor();
  });

  it.runIf(isFull)('leads to the settings', async () => {
    const gear = footer().getByRole('button', { name: 'Einstellungen' });
    await gear.click();
    await page.getByRole('dialog', { name: 'Einstellungen' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await hasFocus(gear);
  });
});

describe('the banner', () => {
  it('gives the focus to the list after its button has worked', async () => {
    failForLong(pc);
    await pc.refresh();
    const retry = page.getByRole('main').getByRole('button', { name: 'Erneut versuchen' });
    await retry.focus();
    pc.nextcloud.control.clearFaults();
    await page.keyboard.press('Enter');
    await retry.waitFor({ state: 'detached' });
    await hasFocus(page.locator('.list .row[tabindex="0"]'));
  });
});

describe('the filter', () => {
  it.runIf(isFull)('is remembered after a restart', async () => {
    await page.getByRole('radio', { name: /^Erwähnungen/ }).check();
    await rowOf(page, pc.rooms.bob).waitFor({ state: 'detached' });
    await expect.poll(async () => (await stateOf(page)).settings.filter).toBe('mentions');

    await pc.restart();
    page = await openWindow(pc);
    await rowOf(page, pc.rooms.wehrfuehrung).waitFor();
    expect(await page.getByRole('radio', { name: /^Erwähnungen/ }).isChecked()).toBe(true);
    expect(await rowOf(page, pc.rooms.bob).count()).toBe(0);
  });
});
