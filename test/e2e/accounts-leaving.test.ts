import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { hasFocus } from './focus.ts';
import { openReply, replyBox, rowOf } from './reply-box.ts';
import {
  accountButton,
  chooseAccount,
  connectedOf,
  grantNext,
  openTwoAccounts,
  type TwoAccounts,
} from './second-account.ts';
import { openSettings } from './settings-sheet.ts';
import { failForLong, row, type StationPc, sees } from './station.ts';

let both: TwoAccounts;
let pc: StationPc;
let page: Page;
beforeEach(async () => {
  both = await openTwoAccounts();
  ({ pc, page } = both);
});
afterEach(() => both.stop());

const host = (url: string): string => new URL(url).host;
describe('disconnecting one of two accounts', () => {
  it('asks about that account, and leaves the other one’s draft alone', async () => {
    const { einsatzgruppe } = pc.rooms;
    const reply = await openReply(page, einsatzgruppe);
    await page.keyboard.type('Bin gleich da');
    const sheet = await openSettings(page);
    await sheet.getByRole('button', { name: /^„Wache Mitte.*“ trennen/ }).click();
    const question = page.getByRole('alertdialog', { name: 'Konto Wache Mitte · ' });
    await question.getByText(`Talkmelder meldet Wache Mitte bei ${host(both.elsewhere.server.url)} ab`).waitFor();
    await question.getByRole('button', { name: 'Trennen' }).click();
    await question.waitFor({ state: 'detached' });
    // The settings stay open and keep the focus.
    await sheet.getByRole('button', { name: 'Konto trennen …', exact: true }).waitFor();
    await expect.poll(() => sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    await row(page, 'Einsatzgruppe 1').waitFor();
    expect(await row(page, 'Leitstelle').count()).toBe(0);
    await page
      .getByRole('banner')
      .getByText(`Alice Anders · ${host(pc.nextcloud.url)}`)
      .waitFor();
    const tint = () => row(page, 'Einsatzgruppe 1').locator('.avatar').getAttribute('data-tint');
    await expect.poll(tint).toBeNull();
    expect(await reply.inputValue()).toBe('Bin gleich da');
    await expect.poll(() => both.elsewhere.server.control.appPasswords('wache')).toEqual([]);
    expect(pc.nextcloud.control.appPasswords('alice')).toHaveLength(1);
    pc.nextcloud.control.send('bob', pc.rooms.bob, 'Es geht weiter');
    await pc.refresh();
    await sees(page, 'Es geht weiter');
  });

  it.runIf(isFull)('leaves the focus in the settings, but not on the next account’s disconnect button', async () => {
    const sheet = await openSettings(page);
    await sheet.getByRole('button', { name: /^„Alice Anders.*“ trennen/ }).press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Konto Alice Anders · ' });
    await question.getByText('Talkmelder meldet Alice Anders bei').waitFor();
    await question.getByRole('button', { name: 'Trennen' }).press('Enter');
    await question.waitFor({ state: 'detached' });
    await sheet.getByText('Wache Mitte').waitFor();
    await sheet.getByText('Alice Anders').waitFor({ state: 'detached' });
    await hasFocus(sheet.getByRole('button', { name: 'Zurück' }));
  });

  it.runIf(isFull)('works from the menu for the shown account', async () => {
    await chooseAccount(page, 'Alice Anders');
    await accountButton(page).click();
    await page.getByRole('menuitem', { name: '„Alice Anders“ trennen' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Trennen' }).click();
    await row(page, 'Leitstelle').waitFor();
    expect(await row(page, 'Einsatzgruppe 1').count()).toBe(0);
    expect(both.elsewhere.server.control.appPasswords('wache')).toHaveLength(1);
  });
});

it('the end of a session names its account, which can sign in again; the other goes on', async () => {
  const { server, user } = both.elsewhere;
  server.control.revoke(user);
  await pc.refresh();
  const main = page.getByRole('main');
  await main.getByText(`Wache Mitte · ${host(server.url)}: Deine Sitzung ist beendet.`).waitFor();
  pc.nextcloud.control.send('bob', pc.rooms.bob, 'Bei uns geht es weiter');
  await page.keyboard.press('F5');
  await sees(page, 'Bei uns geht es weiter');
  // An account that no longer polls does not keep the others waiting.
  const refresh = page.getByRole('contentinfo').getByRole('button', { name: 'Jetzt aktualisieren' });
  await refresh.click();
  await refresh.waitFor();

  await main.getByRole('button', { name: 'Erneut anmelden' }).click();
  await page.getByText(`wache auf ${host(server.url)}`).waitFor();
  await page.getByRole('button', { name: 'Im Browser anmelden' }).click();
  await grantNext(pc, (url) => server.control.grant(user, url), server.url, 1);
  await row(page, 'Leitstelle').waitFor();
  await expect
    .poll(async () => (await connectedOf(page)).accounts.map(({ connection }) => connection.error))
    .toEqual([null, null]);
});

it.runIf(isFull)('each account in trouble has its own banner, whose button concerns that account', async () => {
  const { server, user } = both.elsewhere;
  server.control.revoke(user);
  failForLong(pc);
  await pc.refresh();
  const banner = (name: string, words: string) =>
    page
      .locator('.banner')
      .filter({ hasText: `${name} · ` })
      .filter({ hasText: words });
  const failing = banner('Alice Anders', 'Der Server meldet einen Fehler.');
  const ended = banner('Wache Mitte', 'Deine Sitzung ist beendet.');
  await failing.waitFor();
  await ended.waitFor();
  expect(await page.locator('.banner').count()).toBe(2);

  pc.nextcloud.control.clearFaults();
  await failing.getByRole('button', { name: 'Erneut versuchen' }).click();
  await failing.waitFor({ state: 'detached' });
  await ended.getByRole('button', { name: 'Erneut anmelden' }).click();
  await page.getByText(`wache auf ${host(server.url)}`).waitFor();
});

it.runIf(isFull)('an open reply closes when the window shows another account, and keeps its text', async () => {
  const { einsatzgruppe } = pc.rooms;
  await openReply(page, einsatzgruppe);
  await page.keyboard.type('Bin gleich da');
  await chooseAccount(page, 'Wache Mitte');
  await rowOf(page, einsatzgruppe).waitFor({ state: 'detached' });
  await chooseAccount(page, 'Alle Konten');
  await rowOf(page, einsatzgruppe).waitFor();
  expect(await replyBox(page).count()).toBe(0);
  const reply = await openReply(page, einsatzgruppe);
  await expect.poll(() => reply.inputValue()).toBe('Bin gleich da');
});
