import { afterEach, beforeEach, expect, it } from 'vitest';
import { stateOf } from './desktop.ts';
import { anotherWindow, openReply, replyBox } from './reply-box.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

/** Returns the messages that rang, without their authors. */
const rang = async () => (await pc.app.notifications.list()).map(({ body }) => body.replace(/^.*: /, '')).sort();
/** Lets messages arrive that the user sees and does not, one after the other. */
async function write(seen: string, other: string): Promise<void> {
  pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, seen);
  pc.nextcloud.control.send('bob', pc.rooms.bob, other);
  await pc.refresh();
}

it('a conversation that is being answered does not ring, every other one does', async () => {
  const page = await pc.signIn();
  await openReply(page, pc.rooms.einsatzgruppe);
  await page.keyboard.type('Ja');
  // Calls arrive in order.
  await stateOf(page);
  await write('Bist du da?', 'Hörst du mich?');
  await replyBox(page).getByText('Bist du da?').waitFor();
  await pc.app.notifications.waitFor((list) => list.length > 0);
  expect(await rang()).toEqual(['Hörst du mich?']);

  // Nothing old rings once the reply is closed.
  await page.keyboard.press('Escape');
  await replyBox(page).waitFor({ state: 'detached' });
  await stateOf(page);
  await write('Und jetzt?', 'Hallo?');
  await pc.app.notifications.waitFor((list) => list.length >= 3);
  expect(await rang()).toEqual(['Hallo?', 'Hörst du mich?', 'Und jetzt?']);
});

it('it rings once the window has lost the focus', async () => {
  const page = await pc.signIn();
  await page.evaluate(() => window.talkmelder.changeSettings({ hideOnBlur: false }));
  await openReply(page, pc.rooms.einsatzgruppe);
  await page.keyboard.type('Ja');
  await stateOf(page);
  await pc.app.blurWindow();
  await write('Bist du da?', 'Hörst du mich?');
  await pc.app.notifications.waitFor((list) => list.length >= 2);
  expect(await rang()).toEqual(['Bist du da?', 'Hörst du mich?']);
});

it("it rings after the window's process has crashed", async () => {
  const page = await pc.signIn();
  await openReply(page, pc.rooms.einsatzgruppe);
  await page.keyboard.type('Ja');
  await stateOf(page);
  await anotherWindow(pc, page);
  await write('Bist du da?', 'Hörst du mich?');
  await pc.app.notifications.waitFor((list) => list.length >= 2);
});
