import { afterEach, beforeEach, expect, it } from 'vitest';
import { hasFocus } from './focus.ts';
import { disconnect } from './only-account.ts';
import { openReply, posts, replyBox } from './reply-box.ts';
import { openStation, type StationPc, sees } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

it('leaves no texts and pictures of one user to the next one who signs in', async () => {
  const page = await pc.signIn();
  const { control } = pc.nextcloud;
  const { einsatzgruppe } = pc.rooms;
  await openReply(page, einsatzgruppe);
  await page.keyboard.type('Nur für Alices Augen');
  await disconnect(page);
  await page.getByRole('textbox').press('Enter');
  const loginUrls = async () => (await pc.app.opened()).filter((url) => url.includes('/login/v2/flow/'));
  await expect.poll(async () => (await loginUrls()).length).toBe(2);
  control.clearRequests();
  control.grant('eva', (await loginUrls())[1]);
  await sees(page, 'Eva Engel');
  expect(await replyBox(page).count()).toBe(0);
  expect(await page.content()).not.toContain('Nur für Alices Augen');
  const reply = await openReply(page, einsatzgruppe);
  expect(await reply.inputValue()).toBe('');
  // The window must ask for Eva's picture although it still has Alice's.
  await expect.poll(() => control.requests.some(({ path }) => path.includes('/avatar/eva/'))).toBe(true);
  expect(posts(pc)).toEqual([]);
});

it('a reply does not take the focus from the search when its row comes back', async () => {
  const page = await pc.signIn();
  const { einsatzgruppe } = pc.rooms;
  await openReply(page, einsatzgruppe);
  await page.keyboard.press('Control+f');
  const search = page.getByRole('searchbox');
  await hasFocus(search);
  await page.keyboard.type('zzz');
  await replyBox(page).waitFor({ state: 'detached' });
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Backspace');
  await replyBox(page).waitFor();
  await page.keyboard.type('sommer');
  expect(await search.inputValue()).toBe('sommer');
  await hasFocus(search);
});
