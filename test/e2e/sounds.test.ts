import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { openSettings } from './settings-sheet.ts';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const ADDRESS = 'app://talkmelder/sound/';

/** Lets Bob write, and returns whether the system was to make a sound. */
async function bobWrites(text: string, room: keyof StationPc['rooms'] = 'einsatzgruppe'): Promise<boolean> {
  pc.nextcloud.control.send('bob', pc.rooms[room], text);
  await pc.refresh();
  const list = await pc.app.notifications.waitFor((all) => all.some(({ body }) => body.includes(text)));
  return list.find(({ body }) => body.includes(text))?.silent === false;
}

/** Waits until the page of the last sound is gone. */
const silence = () => expect.poll(() => page.context().pages().length).toBe(1);

async function chooseForAccount(label: string): Promise<void> {
  const sheet = await openSettings(page);
  await sheet.getByLabel('Klang').selectOption({ label });
  await sheet.getByRole('button', { name: `${label} anhören` }).click();
}

it('the app plays the chosen sound itself, while the notification is silent', async () => {
  expect(await bobWrites('mit dem Ton des Systems')).toBe(true);
  expect(await pc.app.sounds.list()).toEqual([]);
  await chooseForAccount('Glocke');
  expect(await pc.app.sounds.waitFor(1)).toEqual([`${ADDRESS}bell`]);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await silence();
  expect(await bobWrites('mit Glocke')).toBe(false);
  expect(await pc.app.sounds.waitFor(2)).toEqual([`${ADDRESS}bell`, `${ADDRESS}bell`]);
});

it('a conversation has a sound of its own, chosen in its menu, which plays it at once', async () => {
  await row(page, 'Einsatzgruppe 1').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Ton …' }).click();
  const menu = page.getByRole('menu', { name: 'Ton von Einsatzgruppe 1' });
  await menu.getByRole('menuitemradio', { name: 'Klopfen' }).click();
  expect(await pc.app.sounds.waitFor(1)).toEqual([`${ADDRESS}knock`]);
  await silence();
  expect(await bobWrites('klopft')).toBe(false);
  expect(await pc.app.sounds.waitFor(2)).toEqual([`${ADDRESS}knock`, `${ADDRESS}knock`]);
  expect(await bobWrites('klopft nicht', 'bob')).toBe(true);
});

it('if the app cannot play, the notification is not silent, and the button says so', async () => {
  await chooseForAccount('Dreiklang');
  await pc.app.sounds.waitFor(1);
  await silence();
  await pc.app.sounds.allow(false);
  await page.keyboard.press('Escape');
  await bobWrites('ohne Ton');
  const loud = await pc.app.notifications.waitFor((all) =>
    all.some(({ silent, state }) => !silent && state === 'shown'),
  );
  expect(loud.filter(({ state }) => state === 'shown').map(({ body }) => body)).toEqual(['Bob Böhm: ohne Ton']);
  // For a while, the app does not try again.
  expect(await bobWrites('gleich mit Ton')).toBe(true);
  const sheet = await openSettings(page);
  await sheet.getByRole('button', { name: 'Dreiklang anhören' }).click();
  await sees(page, /konnte den Ton nicht abspielen/);
});

it.runIf(isFull)('several messages at once ring once, and no page stays behind', async () => {
  await chooseForAccount('Glocke');
  await pc.app.sounds.waitFor(1);
  await silence();
  pc.nextcloud.control.send('bob', pc.rooms.bob, 'eins');
  expect(await bobWrites('zwei')).toBe(false);
  await pc.app.sounds.waitFor(2);
  await silence();
  expect(await pc.app.sounds.list()).toHaveLength(2);
});
