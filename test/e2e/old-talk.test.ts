import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { openStation, row, type StationPc } from './station.ts';

// Talk 18, the oldest that the app supports, has no archive, and does not answer changes with the conversation's new
// state.
let pc: StationPc;
let page: Page;
beforeAll(async () => {
  pc = await openStation();
  pc.nextcloud.control.setVersions({ nextcloud: '28.0.14', talk: '18.0.14' });
  page = await pc.signIn();
});
afterAll(() => pc.stop());

const star = () => row(page, 'Jugendfeuerwehr').locator('[aria-label="Favorit"]');
const openMenu = async () => {
  await row(page, 'Jugendfeuerwehr').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Link kopieren' }).waitFor();
};
const choose = async (entry: string) => {
  await openMenu();
  await page
    .getByRole('menuitem', { name: entry, exact: true })
    .or(page.getByRole('menuitemradio', { name: entry, exact: true }))
    .click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
};

it('offers no archive in the menu', async () => {
  // The app asks for the capabilities after the first list.
  await page.waitForFunction(async () => {
    const answer = await window.talkmelder.getState();
    const phase = answer.ok ? answer.value.phase : null;
    return phase?.kind === 'connected' && phase.conversations?.[0]?.archived === null;
  });
  await openMenu();
  const entries = await page.getByRole('menuitem').allInnerTexts();
  expect(entries.join()).toContain('Zu den Favoriten hinzufügen');
  expect(entries.join()).not.toContain('Archiv');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
});

it.runIf(isFull)('makes favourites and sets levels for good, without an error message', async () => {
  const { control } = pc.nextcloud;
  // An undone change would show in the full list that follows.
  const wholeList = () =>
    control.waitFor('request', ({ path, query }) => path.endsWith('/room') && !query.has('modifiedSince'));
  const afterFavourite = wholeList();
  await choose('Zu den Favoriten hinzufügen');
  await star().waitFor();
  await afterFavourite;
  const afterLevel = wholeList();
  await choose('Aus');
  await row(page, 'Jugendfeuerwehr').locator('[aria-label="Stumm"]').waitFor();
  await afterLevel;
  expect(await star().count()).toBe(1);
  expect(await page.getByRole('alert').locator('.toast').count()).toBe(0);
  await choose('Aus den Favoriten entfernen');
  await star().waitFor({ state: 'detached' });
});
