import { afterEach, beforeEach, expect, it } from 'vitest';
import { change, stateOf } from './desktop.ts';
import { draftOf, openReply, replyField } from './reply-box.ts';
import { openStation, row, type StationPc, toldOf } from './station.ts';
import { writtenFiles } from './written-files.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

// At log-off, Windows ends programs without a window without notice, and a power cut gives none either.
it('choices, drafts and cursors survive an end without warning', async () => {
  let page = await pc.signIn();
  await change(page, { sound: false, compact: 5 });
  await page.keyboard.press('Control++');
  await pc.app.waitForWindow(({ bounds }) => bounds.width > 380);
  pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, 'schon gemeldet');
  await toldOf(pc);
  await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.includes('schon gemeldet')));
  await openReply(page, pc.rooms.bob);
  await page.keyboard.type('Noch nicht gesendet');
  await expect.poll(() => draftOf(page, pc.rooms.bob)).toBe('Noch nicht gesendet');
  // Main encrypts and writes the draft after that.
  await expect.poll(() => [...writtenFiles(pc.app.userData).keys()].some((file) => /drafts/.test(file))).toBe(true);

  await pc.app.kill();
  await pc.start();
  page = await pc.app.window();
  await row(page, 'Einsatzgruppe 1').waitFor();
  expect((await stateOf(page)).settings).toMatchObject({ sound: false, compact: 5 });
  expect((await pc.app.windowState()).bounds.width).toBe(418);
  await openReply(page, pc.rooms.bob);
  await expect.poll(() => replyField(page).inputValue()).toBe('Noch nicht gesendet');
  // The cursor survived: old messages do not ring again, and new ones do.
  pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, 'neu');
  await toldOf(pc);
  const rung = await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.includes('neu')));
  expect(rung.some(({ body }) => body.includes('schon gemeldet'))).toBe(false);
});
