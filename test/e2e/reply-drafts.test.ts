import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLoginPage } from '../demo/people.ts';
import { isFull } from '../full.ts';
import { hasFocus } from './focus.ts';
import { disconnect, named } from './only-account.ts';
import { anotherWindow, draftOf, isSent, openReply, posts, replyBox, replyField, rowOf, textsIn } from './reply-box.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

it('Esc closes the reply, and each conversation keeps its own text', async () => {
  const page = await pc.signIn();
  const { bob, einsatzgruppe } = pc.rooms;
  await openReply(page, bob);
  await page.keyboard.type('An Bob');
  await page.keyboard.press('Escape');
  await replyBox(page).waitFor({ state: 'detached' });
  await hasFocus(rowOf(page, bob));

  await openReply(page, einsatzgruppe);
  await page.keyboard.type('An alle');
  // Another reply opens in its place.
  await openReply(page, bob);
  expect(await replyBox(page).count()).toBe(1);
  expect(await replyField(page).inputValue()).toBe('An Bob');
  await openReply(page, einsatzgruppe);
  expect(await replyField(page).inputValue()).toBe('An alle');
  expect(posts(pc)).toEqual([]);
});

it('a draft survives the end of the window, even if the reply was never closed', async () => {
  let page = await pc.signIn();
  const { bob, einsatzgruppe } = pc.rooms;
  await openReply(page, bob);
  await page.keyboard.type('Erste Zeile');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('zweite');
  await page.keyboard.press('Escape');
  await openReply(page, einsatzgruppe);
  await page.keyboard.type('Noch offen');
  await expect.poll(() => draftOf(page, einsatzgruppe)).toBe('Noch offen');

  page = await anotherWindow(pc, page);
  expect(await replyBox(page).count()).toBe(0);
  await openReply(page, bob);
  await expect.poll(() => replyField(page).inputValue()).toBe('Erste Zeile\nzweite');
  await openReply(page, einsatzgruppe);
  await expect.poll(() => replyField(page).inputValue()).toBe('Noch offen');

  // A sent message leaves no draft.
  await page.keyboard.press('Enter');
  await isSent(page, 'Noch offen');
  expect(textsIn(pc, einsatzgruppe).at(-1)).toBe('Noch offen');
  await expect.poll(() => draftOf(page, einsatzgruppe)).toBe('');
});

it.runIf(isFull)('a draft is there again when the window comes back', async () => {
  const page = await pc.signIn();
  await openReply(page, pc.rooms.bob);
  await page.keyboard.type('Gleich');
  await pc.app.closeWindow();
  await pc.app.waitForWindow(({ visible }) => !visible);
  await pc.app.tray.choose('Talkmelder öffnen');
  await pc.app.waitForWindow(({ visible }) => visible);
  expect(await replyField(page).inputValue()).toBe('Gleich');
});

it.runIf(isFull)('a draft that arrives late joins the text typed before it came', async () => {
  const page = await pc.signIn();
  const token = pc.rooms.bob;
  await page.evaluate((to) => window.talkmelder.keepDraft({ token: to, text: 'Von vorhin' }), await named(page, token));
  pc.nextcloud.control.fail('hang', { method: 'GET', path: '/chat/' });
  await rowOf(page, token).focus();
  await page.keyboard.press('r');
  // `fill` enters the text at once: after five seconds the draft comes without the messages.
  await replyField(page).fill('und jetzt');
  await hasFocus(replyField(page));
  await pc.nextcloud.control.down();
  await expect.poll(() => replyField(page).inputValue()).toBe('Von vorhin\nund jetzt');
});

it.runIf(isFull)('a draft is forgotten with the account', async () => {
  const page = await pc.signIn();
  await openReply(page, pc.rooms.bob);
  await page.keyboard.type('Geheim');
  await expect.poll(() => draftOf(page, pc.rooms.bob)).toBe('Geheim');
  await disconnect(page);
  const known = await pc.app.opened();
  await openLoginPage(page);
  const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/') && !known.includes(url));
  pc.nextcloud.control.grant('alice', loginUrl);
  await rowOf(page, pc.rooms.bob).waitFor();
  await openReply(page, pc.rooms.bob);
  expect(await replyField(page).inputValue()).toBe('');
});
