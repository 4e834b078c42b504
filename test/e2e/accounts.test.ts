import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { backFromBrowser } from './desktop.ts';
import { hasFocus } from './focus.ts';
import { openWindow } from './reply-box.ts';
import {
  accountButton,
  beginAdding,
  chooseAccount,
  connectedOf,
  enterAddress,
  grantNext,
  openTwoAccounts,
  type TwoAccounts,
} from './second-account.ts';
import { row, type StationPc, wholeList } from './station.ts';

let both: TwoAccounts;
let pc: StationPc;
let page: Page;
beforeEach(async () => {
  both = await openTwoAccounts();
  ({ pc, page } = both);
});
afterEach(() => both.stop());

const host = (url: string): string => new URL(url).host;
const header = () => page.getByRole('banner');
const there = (name: string) => row(page, name).count();
const tintOf = (name: string) => row(page, name).locator('.avatar').getAttribute('data-tint');

describe('two accounts', () => {
  it('share one list, in which each row names its account', async () => {
    await header().getByText('2 Konten').waitFor();
    await wholeList(page);
    const conversations = (await connectedOf(page)).conversations ?? [];
    const activity = conversations.map(({ lastActivity }) => lastActivity);
    expect(activity.length).toBeGreaterThan(5);
    expect(activity).toEqual([...activity].sort((a, b) => b - a));
    const rows = page.locator('.list [data-token]');
    const drawn = () => rows.evaluateAll((items) => items.map((item) => item.getAttribute('data-token')));
    await expect.poll(drawn).toEqual(conversations.map(({ token }) => token));

    await expect.poll(() => tintOf('Einsatzgruppe 1')).toBe('0');
    await expect.poll(() => tintOf('Leitstelle')).toBe('1');
    await page.getByRole('button', { name: /^Leitstelle, .*, Wache Mitte$/ }).waitFor();
    await page.getByRole('button', { name: /^Einsatzgruppe 1, .*, Alice Anders$/ }).waitFor();
    const title = page.getByTitle(`Wache Mitte · ${host(both.elsewhere.server.url)}`);
    await expect
      .poll(async () => {
        await row(page, 'Leitstelle').hover();
        return title.count();
      })
      .toBe(1);
  });

  it.runIf(isFull)('can be shown one at a time, without account marks', async () => {
    await chooseAccount(page, 'Wache Mitte');
    await row(page, 'Einsatzgruppe 1').waitFor({ state: 'detached' });
    await expect.poll(() => tintOf('Leitstelle')).toBeNull();
    await header()
      .getByText(`Wache Mitte · ${host(both.elsewhere.server.url)}`)
      .waitFor();
    await hasFocus(accountButton(page));
    await chooseAccount(page, 'Alice Anders');
    await row(page, 'Leitstelle').waitFor({ state: 'detached' });
    await row(page, 'Einsatzgruppe 1').waitFor();
  });

  it.runIf(isFull)('count together in the tray; the header counts the shown account', async () => {
    const { accounts, unread } = await connectedOf(page);
    const [alice = 0, wache = 0] = accounts.map((account) => account.unread);
    expect(wache).toBe(2);
    expect(unread).toBe(alice + wache);
    await pc.app.tray.waitFor(({ tooltip }) => tooltip.includes(` ${alice + wache} ungelesen`));
    await chooseAccount(page, 'Wache Mitte');
    await header().getByRole('img', { name: '2 ungelesen' }).waitFor();
    expect((await pc.app.tray.state()).tooltip).toContain(` ${alice + wache} ungelesen`);
  });

  it.runIf(isFull)('may have conversations with the same token, and ask each on its own server', async () => {
    const { einsatzgruppe } = pc.rooms;
    const { control } = both.elsewhere.server;
    const members = ['frank', 'wache'];
    control.addRoom({ token: einsatzgruppe, type: 'group', name: 'Höhenrettung', members });
    control.send('frank', einsatzgruppe, 'Nur hier');
    await pc.refresh();
    await row(page, 'Höhenrettung').waitFor();
    await row(page, 'Höhenrettung').locator('.row').click();
    await pc.app.waitForOpened((url) => url === `${both.elsewhere.server.url}/call/${einsatzgruppe}`);
    await backFromBrowser(pc);
    await row(page, 'Einsatzgruppe 1').locator('.row').click();
    await pc.app.waitForOpened((url) => url === `${pc.nextcloud.url}/call/${einsatzgruppe}`);
  });

  it('are both there after a restart, with the same one shown', async () => {
    await chooseAccount(page, 'Wache Mitte');
    await row(page, 'Einsatzgruppe 1').waitFor({ state: 'detached' });
    await pc.restart();
    page = await openWindow(pc);
    await row(page, 'Leitstelle').waitFor();
    expect(await there('Einsatzgruppe 1')).toBe(0);
    await chooseAccount(page, 'Alle Konten');
    await row(page, 'Einsatzgruppe 1').waitFor();
    await row(page, 'Leitstelle').waitFor();
  });
});

describe('adding', () => {
  it('refuses an account that is already signed in, says so, and leads back to the list', async () => {
    await beginAdding(page);
    await enterAddress(page, pc.nextcloud.url);
    await grantNext(pc, (url) => pc.nextcloud.control.grant('alice', url), pc.nextcloud.url, 1);
    await page
      .getByRole('alert')
      .getByText('Im Browser ist noch Alice Anders angemeldet, und dieses Konto ist hier schon.')
      .waitFor();
    await page.getByRole('button', { name: 'Zurück' }).click();
    await page.getByRole('button', { name: 'Zurück zur Liste' }).click();
    await row(page, 'Einsatzgruppe 1').waitFor();
    await row(page, 'Leitstelle').waitFor();
    // The app revokes the app password of the attempt.
    await expect.poll(() => pc.nextcloud.control.appPasswords('alice').length).toBe(1);
  });

  it.runIf(isFull)('goes back to the list on Esc, and does not hide the window', async () => {
    await beginAdding(page);
    await hasFocus(page.getByRole('textbox'));
    await page.keyboard.press('Escape');
    await row(page, 'Leitstelle').waitFor();
    expect((await pc.app.windowState()).visible).toBe(true);
  });

  it.runIf(isFull)('accepts another user on the same server', async () => {
    await beginAdding(page);
    await enterAddress(page, pc.nextcloud.url);
    await grantNext(pc, (url) => pc.nextcloud.control.grant('eva', url), pc.nextcloud.url, 1);
    await accountButton(page).waitFor();
    await expect.poll(async () => (await connectedOf(page)).accounts.length).toBe(3);
  });
});
