import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { casesOf, isFull } from '../full.ts';
import { change } from './desktop.ts';
import { hasFocus } from './focus.ts';
import { openReply, replyBox, replyField, rowOf } from './reply-box.ts';
import { openStation, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const search = () => page.getByRole('searchbox', { name: 'Unterhaltungen durchsuchen' });
const names = () => page.locator('.row .row-name').allTextContents();
const filter = (name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) });

/** Searches, and waits for the last announcement to screen readers; earlier ones may still be there. */
async function find(text: string, said: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await search().fill(text);
  await expect.poll(() => page.locator('[data-live-announcer] p').last().textContent()).toContain(said);
}

describe('the search', () => {
  it.each(
    casesOf<[string, string[]]>(
      [['wehrfuhr', ['Wehrführung']]],
      [
        ['GERÄTEWARTE', ['Gerätewarte']],
        ['geraetewarte', ['Gerätewarte']],
        ['kasse kantine', ['Kantine & Kasse']],
      ],
    ),
  )('finds "%s" in the names', async (text, expected) => {
    await find(text, '1 Treffer');
    await expect.poll(names).toEqual(expected);
  });

  it.each(
    casesOf<[string, string]>(
      [['STRASSE koeln', 'Bob Böhm']],
      [
        ['straße', 'Bob Böhm'],
        ['prüfprotokoll', 'Gerätewarte'],
        ['eva kasse', 'Kantine & Kasse'],
      ],
    ),
  )('finds "%s" in the last message', async (text, expected) => {
    await find(text, '1 Treffer');
    await expect.poll(names).toEqual([expected]);
  });

  it('opens with / and with its button, and moves into the list with ↓ and Enter', async () => {
    // The window stays while the browser has the focus.
    await change(page, { hideOnBlur: false });
    await rowOf(page, pc.rooms.bob).focus();
    await page.keyboard.press('/');
    await hasFocus(search());
    await page.keyboard.type('ausbildung');
    await page.keyboard.press('ArrowDown');
    await hasFocus(rowOf(page, pc.rooms.ausbildung));
    await search().focus();
    await page.keyboard.press('Enter');
    expect(await pc.app.waitForOpened((url) => url.includes('/call/'))).toContain(pc.rooms.ausbildung);
    for (let repeats = 0; repeats < 5; repeats += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await search().fill('kasse');
    await page.keyboard.press('Enter');
    await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.kantine}`));
    // Each press of Enter opens one.
    expect((await pc.app.opened()).filter((url) => url.includes('/call/'))).toHaveLength(3);
    const button = page.getByRole('button', { name: 'Suchen' });
    await button.click();
    await search().waitFor({ state: 'detached' });
    await button.click();
    await hasFocus(search());
  });

  it('says when it finds nothing, and what to do about it', async () => {
    await find('Zugspitze', 'Nichts gefunden');
    await sees(page, 'Gesucht wird in Namen und letzten Nachrichten.');
    await page.getByRole('button', { name: 'Suche löschen' }).click();
    await hasFocus(search());
    await rowOf(page, pc.rooms.bob).waitFor();
  });

  it.runIf(isFull)('says when only the filter hides results', async () => {
    await filter('Favoriten').check();
    await find('wehrführung', 'Nichts gefunden');
    await sees(page, 'In „Favoriten“ nichts gefunden');
    await page.getByRole('button', { name: 'In allen suchen' }).press('Enter');
    await hasFocus(rowOf(page, pc.rooms.wehrfuehrung));
  });
});

describe('the filters', () => {
  it('show as many conversations as they count', async () => {
    const labels = await page.locator('.chip').allTextContents();
    expect(labels.map((label) => label.replace(/ \d+$/, ''))).toEqual([
      'Alle',
      'Ungelesen',
      'Erwähnungen',
      'Favoriten',
    ]);
    expect(labels[0]).toBe('Alle');
    for (const label of labels.slice(1)) {
      const [, name = '', count = ''] = /^(.*) (\d+)$/.exec(label) ?? [];
      await filter(name).check();
      await expect.poll(async () => (await names()).length, { message: label }).toBe(Number(count));
    }
    await filter('Favoriten').check();
    await expect.poll(names).toEqual(['Einsatzgruppe 1']);
  });

  it('are one tab stop, and change with the arrow keys', async () => {
    await filter('Alle').focus();
    await page.keyboard.press('ArrowRight');
    await hasFocus(filter('Ungelesen'));
    expect(await filter('Ungelesen').isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.matches('.chip input'))).toBe(false);
  });

  it.runIf(isFull)('say what to do when nothing passes', async () => {
    pc.nextcloud.control.configure('alice', pc.rooms.einsatzgruppe, { favourite: false });
    await pc.refresh();
    await page.getByRole('button', { name: 'Alles als gelesen markieren' }).click();
    await expect.poll(() => page.locator('.chip').allTextContents()).not.toContain('Favoriten 1');
    for (const [name, title] of [
      ['Ungelesen', 'Alles gelesen'],
      ['Erwähnungen', 'Keine Erwähnungen'],
      ['Favoriten', 'Noch keine Favoriten'],
    ] as const) {
      await filter(name).check();
      await page.getByRole('heading', { name: title }).waitFor();
      await page.getByRole('button', { name: 'Alle anzeigen' }).press('Enter');
      await rowOf(page, pc.rooms.bob).waitFor();
      await hasFocus(page.locator('.list .row[tabindex="0"]'));
    }
  });
});

it.runIf(isFull)('Esc in the search clears the search, and leaves a reply open', async () => {
  await openReply(page, pc.rooms.bob);
  await find('bob', 'Treffer');
  await page.keyboard.press('Escape');
  await expect.poll(() => search().inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await search().waitFor({ state: 'detached' });
  await hasFocus(replyField(page));
  await page.keyboard.press('Escape');
  await replyBox(page).waitFor({ state: 'detached' });
});

it('Esc goes back one step at a time: menu, reply, text, search, window', async () => {
  await find('bob', 'Treffer');
  await openReply(page, pc.rooms.bob);
  await page.keyboard.type('Später');
  await page.getByRole('button', { name: 'Menü' }).click();
  const menu = page.getByRole('menu');
  await menu.waitFor();

  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  expect(await replyField(page).inputValue()).toBe('Später');
  await page.keyboard.press('Escape');
  await replyBox(page).waitFor({ state: 'detached' });
  expect(await search().inputValue()).toBe('bob');
  await page.keyboard.press('Escape');
  await expect.poll(() => search().inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await search().waitFor({ state: 'detached' });
  expect((await pc.app.windowState()).visible).toBe(true);
  await page.keyboard.press('Escape');
  await pc.app.waitForWindow(({ visible }) => !visible);
});
