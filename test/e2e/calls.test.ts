/** Incoming calls on a station's PC, from the server until a person has answered. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isWhole, MAIN, TELEVISION } from './alarm-desk.ts';
import { violations } from './axe.ts';
import { change } from './desktop.ts';
import { openStation, type StationPc, toldOf } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation({ screens: [MAIN, TELEVISION] });
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const control = () => pc.nextcloud.control;
const cards = (count: number) =>
  pc.app.topWindows.waitFor((windows) => windows.length === count && windows.every(({ visible }) => visible));
const button = (card: Page, name: string) => card.getByRole('button', { name, exact: true });
const tones = async (): Promise<number> => (await pc.app.sounds.list()).filter((url) => url.endsWith('?call')).length;
const ofCalls = async () => (await pc.app.notifications.list()).filter(({ body }) => body.includes('Anruf'));

async function rings(token = pc.rooms.bob): Promise<Page> {
  control().startCall('bob', token);
  await pc.refresh();
  await cards(1);
  return pc.app.topWindows.page();
}

it('a call rings at the top right of one screen without taking the focus, and is joined in the browser', async () => {
  const card = await rings();
  const [window] = await cards(1);
  expect(window).toMatchObject({ focused: false, everywhere: true, level: 'pop-up-menu' });
  expect(window?.bounds).toMatchObject({ y: MAIN.workArea.y + 16, width: 400 });
  expect((window?.bounds.x ?? 0) + 400 + 16).toBe(MAIN.bounds.width);
  await card.getByRole('heading', { name: 'Bob Böhm' }).waitFor();
  await card.getByText('Eingehender Anruf', { exact: true }).waitFor();
  await pc.app.sounds.waitFor(1);
  expect(await tones()).toBe(1);
  expect(await ofCalls()).toEqual([]);
  expect(await violations(card)).toEqual([]);
  // The text size of 200 % halves the page of the card.
  await card.setViewportSize({ width: 200, height: 98 });
  await expect.poll(() => isWhole(button(card, 'Ignorieren'))).toBe(true);
  await card.setViewportSize({ width: 400, height: 196 });
  await button(card, 'Beitreten').click();
  await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.bob}#direct-call`));
  await cards(0);
  await toldOf(pc);
  expect(await tones()).toBe(1);
});

it('keys act only after a person has turned to the card; ignoring and closing it raise nothing', async () => {
  const card = await rings();
  await card.locator('.call-join[aria-disabled=false]').waitFor();
  // The desktop gives the card the focus in the middle of a report.
  await pc.app.topWindows.focus(0);
  for (const key of ['Enter', 'Space', 'Escape', 'Tab', 'Enter']) await card.keyboard.press(key);
  await cards(1);
  await button(card, 'Ignorieren').click();
  await cards(0);
  control().startCall('carla', pc.rooms.carla);
  await pc.refresh();
  await cards(1);
  await pc.app.topWindows.close(0);
  await cards(0);
  await toldOf(pc);
  expect(await ofCalls()).toEqual([]);
  expect((await pc.app.opened()).some((url) => url.includes('/call/'))).toBe(false);
});

it('a call that is answered elsewhere stops by itself', async () => {
  await rings();
  control().joinCall('alice', pc.rooms.bob);
  await cards(0);
  await toldOf(pc);
  expect(await ofCalls()).toEqual([]);
});

it('an alarm is in front, and its sound is the only one', async () => {
  const card = await rings();
  await card.locator('.call[data-sounds=true]').waitFor();
  await page.evaluate(() => window.talkmelder.testAlarm());
  await cards(3);
  await card.locator('.call[data-sounds=false]').waitFor();
  await page.evaluate(async () => {
    const answer = await window.talkmelder.getState();
    const ids = answer.ok ? (answer.value.alarm?.open ?? []).map(({ id }) => id) : [];
    await window.talkmelder.acknowledgeAlarms({ ids, by: 'window' });
  });
  await card.locator('.call[data-sounds=true]').waitFor();
  await cards(1);
});

it('a tone that does not play makes the PC beep once; a card that crashes becomes a silent notification', async () => {
  await pc.app.sounds.allow(false);
  await rings();
  await pc.app.sounds.waitForBeeps(1);
  expect(pc.app.output()).toContain('the ringing tone of a call does not play, so the system beeps');
  await pc.app.topWindows.crash(0);
  const [shown] = await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.startsWith('Anruf läuft')));
  expect(shown).toMatchObject({ title: 'Bob Böhm', silent: true });
  await cards(0);
});

it('calls that should not ring with the card raise a notification', async () => {
  await change(page, { ringCalls: false });
  control().startCall('bob', pc.rooms.bob);
  await pc.refresh();
  await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.startsWith('Anruf läuft')));
  expect(await pc.app.topWindows.list()).toEqual([]);
  expect(await tones()).toBe(0);
});
