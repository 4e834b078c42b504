import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { casesOf, isFull } from '../full.ts';
import { change } from './desktop.ts';
import { hasFocus } from './focus.ts';
import { named } from './only-account.ts';
import { openReply, rowOf } from './reply-box.ts';
import { openStation, row, type StationPc, sees, wholeList } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  pc.nextcloud.control.startCall('dieter', pc.rooms.wehrfuehrung);
  page = await pc.signIn();
  await wholeList(page);
});
afterEach(() => pc.stop());
beforeEach(async () => {
  await page.mouse.move(1, 1);
  await rowOf(page, pc.rooms.einsatzgruppe).focus();
});

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Returns the name of the focused element. */
const focused = () =>
  page.evaluate(() => {
    const active = document.activeElement;
    return active?.getAttribute('aria-label') ?? active?.querySelector('.row-spoken')?.textContent ?? '';
  });
/** Returns the text of the focused element. */
const words = () => page.evaluate(() => document.activeElement?.textContent ?? '');
const focusComesTo = (name: string | RegExp) => expect.poll(focused).toMatch(name);
const rowHasFocus = () => expect.poll(() => page.evaluate(() => document.activeElement?.matches('.row'))).toBe(true);
const menuCloses = () => page.getByRole('menu').waitFor({ state: 'detached' });

it('is one tab stop, in which ↑ ↓ Home End move', async () => {
  expect(await page.locator('.list [tabindex="0"]').count()).toBe(1);
  await press('End');
  const last = page.locator('.list > li').last().locator('.row');
  await hasFocus(last);
  await press('ArrowDown');
  await hasFocus(last);
  await press('Home');
  await focusComesTo(/^Wehrführung/);
  await press('ArrowDown');
  await focusComesTo(/^Einsatzgruppe 1/);
  await press('ArrowUp', 'ArrowUp');
  await focusComesTo(/^Wehrführung/);
});

it('moves to the actions with →, through them, and back', async () => {
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
  await rowOf(page, pc.rooms.wehrfuehrung).focus();
  await press('ArrowRight');
  await focusComesTo('Anruf in Wehrführung beitreten');
  await press('Enter');
  await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.wehrfuehrung}#direct-call`));
});

it.runIf(isFull)('marks read and unread with M', async () => {
  await press('m');
  await row(page, 'Einsatzgruppe 1').locator('.badge').waitFor({ state: 'detached' });
  await page.getByRole('status').getByText('Einsatzgruppe 1 als gelesen markiert').waitFor();
  await press('m');
  await row(page, 'Einsatzgruppe 1').locator('.badge').waitFor();
  await focusComesTo(/^Einsatzgruppe 1/);
});

it('opens the reply with R, where letters are text', async () => {
  await press('r');
  const field = page.getByRole('textbox', { name: /Einsatzgruppe 1/ });
  await hasFocus(field);
  await press('m', 'r', 'Home', 'ArrowRight');
  expect(await field.inputValue()).toBe('mr');
  await press('Escape');
  await focusComesTo(/^Einsatzgruppe 1/);
});

it.each(casesOf(['Shift+F10'], ['ContextMenu']))('opens the menu with %s; Esc returns the focus', async (key) => {
  await press(key);
  await expect.poll(words).toContain('Im Browser öffnen');
  await press('Escape');
  await menuCloses();
  await focusComesTo(/^Einsatzgruppe 1/);
  expect((await pc.app.windowState()).visible).toBe(true);
});

it.runIf(isFull)('chooses the level with the arrow keys', async () => {
  await press('Shift+F10');
  // A letter moves to the entry that begins with it.
  await expect.poll(words).toContain('Im Browser öffnen');
  await press('n');
  await expect.poll(words).toContain('Nur Erwähnungen');
  await press('ArrowDown');
  const asked = pc.nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/notify'));
  await press('Enter');
  expect((await asked).body).toBe('level=3');
  await menuCloses();
  await focusComesTo(/^Einsatzgruppe 1/);
});

it('keeps the focus in an open menu, whatever happens in the conversation', async () => {
  const { control } = pc.nextcloud;
  await press('Shift+F10');
  await hasFocus(page.getByRole('menuitem', { name: 'Im Browser öffnen' }));
  await press('a');
  const reply = page.getByRole('menuitem', { name: 'Antworten' });
  await hasFocus(reply);
  const before = await reply.elementHandle();

  control.startCall('bob', pc.rooms.einsatzgruppe);
  await pc.refresh();
  const join = page.getByRole('menuitem', { name: 'Anruf beitreten' });
  await join.waitFor();
  expect(await before?.evaluate((element) => element === document.activeElement)).toBe(true);
  await press('ArrowUp');
  await hasFocus(join);

  // The focused entry disappears, and the menu must still work.
  control.endCall(pc.rooms.einsatzgruppe);
  await pc.refresh();
  await join.waitFor({ state: 'detached' });
  await press('ArrowDown');
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches('[role=menuitem]'))).toBe(true);
  await press('Escape');
  await menuCloses();
  await focusComesTo(/^Einsatzgruppe 1/);
});

it('gets the focus from ↑ ↓ Home End while no element has it', async () => {
  const rows = page.locator('.list > li > .row');
  const nothingFocused = () =>
    page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  for (const [key, entered] of [
    ['ArrowDown', rowOf(page, pc.rooms.einsatzgruppe)],
    ['ArrowUp', rowOf(page, pc.rooms.einsatzgruppe)],
    ['Home', rows.first()],
    ['End', rows.last()],
  ] as const) {
    await rowOf(page, pc.rooms.einsatzgruppe).focus();
    await nothingFocused();
    await press(key);
    await hasFocus(entered);
  }
});

it('sends one request when a key is held down', async () => {
  const { control } = pc.nextcloud;
  const hold = async (key: string) => {
    for (let repeats = 0; repeats < 5; repeats += 1) await page.keyboard.down(key);
    await page.keyboard.up(key);
  };
  const call = (token: string) => (url: string) => url.endsWith(`/call/${token}`);
  // The window stays while the browser has the focus.
  await change(page, { hideOnBlur: false });
  await hold('Enter');
  // This comes after all requests that the other repeats might have caused.
  await rowOf(page, pc.rooms.kantine).focus();
  await press('Enter');
  await pc.app.waitForOpened(call(pc.rooms.kantine));
  expect((await pc.app.opened()).filter(call(pc.rooms.einsatzgruppe))).toHaveLength(1);

  control.clearRequests();
  const read = control.waitFor('request', ({ method, path }) => method !== 'GET' && path.endsWith('/read'));
  await hold('m');
  await read;
  // This answer comes after those to all requests that the other repeats might have caused.
  const kantine = await named(page, pc.rooms.kantine);
  await page.evaluate(
    (token) => window.talkmelder.act({ token, action: { kind: 'set-favourite', on: true } }),
    kantine,
  );
  expect(control.requests.filter(({ method, path }) => method !== 'GET' && path.endsWith('/read'))).toHaveLength(1);
});

it.runIf(isFull)('gets the focus when the row with an open reply goes', async () => {
  await openReply(page, pc.rooms.fest);
  await page.evaluate(
    (token) => window.talkmelder.act({ token, action: { kind: 'set-archived', on: true } }),
    await named(page, pc.rooms.fest),
  );
  await row(page, 'Sommerfest').waitFor({ state: 'detached' });
  await rowHasFocus();
});

it('keeps the focus in the list when its row goes', async () => {
  await rowOf(page, pc.rooms.geraetewarte).focus();
  await press('Shift+F10');
  await expect.poll(words).toContain('Im Browser öffnen');
  await press('End', 'ArrowUp', 'Enter');
  await sees(page, '„Gerätewarte“ archiviert');
  await row(page, 'Gerätewarte').waitFor({ state: 'detached' });
  await rowHasFocus();
});
