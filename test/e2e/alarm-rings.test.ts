/** Alarms on a station's PC with two screens, from a message on the server until a person has seen it. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { cards, declare, MAIN, noCards, see, settled, soundsOf, stillRings, TELEVISION } from './alarm-desk.ts';
import { change } from './desktop.ts';
import { openStation, type StationPc, toldOf } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation({ screens: [MAIN, TELEVISION] });
  page = await pc.signIn();
  await declare(page, pc.rooms.einsatzgruppe, pc.rooms.bob);
});
afterEach(() => pc.stop());

const write = (text: string, token = pc.rooms.einsatzgruppe): number => pc.nextcloud.control.send('bob', token, text);
const seenButton = (card: Page) => card.getByRole('button', { name: 'Gesehen', exact: true });
const shown = (body: string) =>
  pc.app.notifications.waitFor((list) => list.some((one) => one.body.includes(body) && one.state === 'shown'));
const withdrawn = (body: string) =>
  pc.app.notifications.waitFor((list) => !list.some((one) => one.body.includes(body) && one.state === 'shown'));

it('a message rings on each screen, with sound, icon and notification, until a person clicks "Gesehen"', async () => {
  write('B3 Zimmerbrand, Hauptstraße 5');
  await pc.refresh();
  const both = await cards(pc, 2);
  expect(both.map(({ bounds }) => bounds)).toEqual([MAIN.bounds, TELEVISION.bounds]);
  for (const card of both) expect(card).toMatchObject({ level: 'screen-saver', everywhere: true, focused: false });
  for (const at of [0, 1]) {
    const card = await pc.app.topWindows.page(at);
    await card.getByRole('heading', { name: 'ALARM', exact: true }).waitFor();
    for (const words of ['Einsatzgruppe 1', 'Bob Böhm', 'B3 Zimmerbrand, Hauptstraße 5', /^seit 0:\d\d$/])
      await card.getByText(words).first().waitFor();
  }
  await pc.app.sounds.waitFor(1);
  await pc.app.tray.waitFor(({ tooltip, icon }) => tooltip === 'ALARM: Einsatzgruppe 1' && icon === 'alarm-blink');
  const [notified] = await shown('B3 Zimmerbrand');
  expect(notified).toMatchObject({ title: 'ALARM: Einsatzgruppe 1', silent: true, urgency: 'critical' });
  await stillRings(pc, 2);
  await see(pc, 1);
  await withdrawn('B3 Zimmerbrand');
  await pc.app.tray.waitFor(({ icon }) => !icon.startsWith('alarm'));
  await expect.poll(() => pc.app.system.isKeptAwake()).toBe(false);
  // Other conversations raise no alarm, and the seen one never rings again.
  write('Wer bringt Kuchen mit?', pc.rooms.fest);
  await toldOf(pc);
  expect(await pc.app.topWindows.list()).toEqual([]);
  expect(await soundsOf(pc)).toBe(1);
});

it.runIf(isFull)(
  'keys act only after a person has turned to the card; Esc makes it small, and it goes on ringing',
  async () => {
    write('B3 Zimmerbrand');
    await pc.refresh();
    await cards(pc, 2);
    const card = await pc.app.topWindows.page();
    await settled(card);
    // The desktop gives the card the focus in the middle of a report.
    await pc.app.topWindows.focus(0);
    for (const key of ['Enter', 'Space', 'Escape', 'Tab', 'Enter']) await card.keyboard.press(key);
    await stillRings(pc, 2);
    await card.getByText('B3 Zimmerbrand').first().click();
    await card.keyboard.press('Escape');
    await pc.app.topWindows.waitFor((windows) => windows.every(({ bounds }) => bounds.width < MAIN.bounds.width));
    await stillRings(pc, 2);
    await card.locator('.alarm-small').waitFor();
    await settled(card);
    await seenButton(card).focus();
    await card.keyboard.press('Enter');
    await noCards(pc);
    expect(await soundsOf(pc)).toBe(1);
  },
);

it('two alarms are acknowledged by the icon and by a notification', async () => {
  write('B3 Zimmerbrand');
  write('THL Baum auf Straße', pc.rooms.bob);
  await pc.refresh();
  await cards(pc, 2);
  const card = await pc.app.topWindows.page();
  await card.getByRole('heading', { name: '2 ALARME' }).waitFor();
  const [first] = (await shown('B3 Zimmerbrand')).filter(({ body }) => body.includes('B3 Zimmerbrand'));
  await pc.app.notifications.click(first?.id ?? '');
  await card.getByRole('heading', { name: 'ALARM', exact: true }).waitFor();
  await stillRings(pc, 2);
  await pc.app.tray.choose(/^Alarm gesehen: /);
  await noCards(pc);
  await withdrawn('THL Baum');
  expect(await pc.app.opened()).toHaveLength(1);
});

it.runIf(isFull)(
  'a reaction of the same person on another device ends it on each screen; that of another person does not',
  async () => {
    const { control } = pc.nextcloud;
    const message = write('B3 Zimmerbrand');
    await pc.refresh();
    await cards(pc, 2);
    control.react('bob', pc.rooms.einsatzgruppe, message, '👍');
    await toldOf(pc);
    await stillRings(pc, 2);
    control.react('alice', pc.rooms.einsatzgruppe, message, '👍');
    await toldOf(pc);
    await noCards(pc);
    await withdrawn('B3 Zimmerbrand');
  },
);

it.runIf(isFull)(
  'neither closing the card, nor reading elsewhere, nor a browser, nor the desk changes end it',
  async () => {
    write('B3 Zimmerbrand');
    await pc.refresh();
    await cards(pc, 2);
    await pc.app.topWindows.close(0);
    await pc.app.topWindows.waitFor(
      (windows) => windows.length === 2 && windows.every(({ bounds }) => bounds.width < MAIN.bounds.width),
    );
    await (await pc.app.topWindows.page()).getByRole('button', { name: 'Groß zeigen' }).click();
    pc.nextcloud.control.markRead('alice', pc.rooms.einsatzgruppe);
    await toldOf(pc);
    await stillRings(pc, 2);
    await pc.app.system.screens([MAIN]);
    await cards(pc, 1);
    await pc.app.system.screens([MAIN, TELEVISION]);
    await cards(pc, 2);
    await (await pc.app.topWindows.page(1)).getByRole('button', { name: 'Im Browser öffnen' }).click();
    await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.einsatzgruppe}`));
    await stillRings(pc, 2);
    await see(pc, 0);
    expect(await soundsOf(pc)).toBe(1);
  },
);

it.runIf(isFull)(
  'it breaks through pause, do-not-disturb, "off", archive and hidden texts, also when it is already read',
  async () => {
    const { control } = pc.nextcloud;
    await change(page, { notify: 'off', sound: false, previewText: false });
    await page.evaluate(() => window.talkmelder.pause({ length: 'hour' }));
    control.setStatus('alice', 'dnd');
    control.setLevel('alice', pc.rooms.einsatzgruppe, 3);
    control.configure('alice', pc.rooms.einsatzgruppe, { archived: true });
    await toldOf(pc);
    write('B3 Zimmerbrand');
    control.markRead('alice', pc.rooms.einsatzgruppe);
    await pc.refresh();
    await cards(pc, 2);
    await (await pc.app.topWindows.page()).getByText('B3 Zimmerbrand').first().waitFor();
    await pc.app.sounds.waitFor(1);
    await see(pc);
  },
);

it('what rings when the app is killed rings at its next start; what a person has seen does not', async () => {
  write('B3 Zimmerbrand');
  await pc.refresh();
  await cards(pc, 2);
  await pc.app.kill();
  await pc.start();
  await cards(pc, 2);
  await (await pc.app.topWindows.page()).getByText('B3 Zimmerbrand').first().waitFor();
  await pc.app.sounds.waitFor(1);
  await see(pc);
  await pc.app.kill();
  await pc.start();
  await toldOf(pc);
  expect(await pc.app.topWindows.list()).toEqual([]);
  expect(await soundsOf(pc)).toBe(0);
});

it.runIf(isFull)(
  'what was written 40 minutes before the app starts is missed: cards without a sound, until a person has seen it',
  async () => {
    await pc.app.kill();
    pc.nextcloud.control.inThePast(40, () => write('B3 Zimmerbrand'));
    await pc.start();
    await cards(pc, 2);
    const card = await pc.app.topWindows.page();
    await card.getByRole('heading', { name: 'ALARM VERPASST' }).waitFor();
    await card.getByText('B3 Zimmerbrand').first().waitFor();
    await pc.app.tray.waitFor(({ tooltip }) => tooltip.includes('verpasst'));
    await see(pc);
    expect(await soundsOf(pc)).toBe(0);
  },
);

it.runIf(isFull)('what was written while the PC slept rings when it is awake', async () => {
  await pc.app.system.suspend();
  write('B3 Zimmerbrand');
  await pc.app.system.resume();
  await cards(pc, 2);
  await pc.app.sounds.waitFor(1);
  await see(pc);
});

it.runIf(isFull)('push that says nothing is found out: the list is requested every five seconds', async () => {
  const { control } = pc.nextcloud;
  const connected = control.waitFor('push-authenticated');
  control.setPush('on');
  await pc.refresh();
  await connected;
  await toldOf(pc);
  control.setPushSilent(true);
  write('B3 Zimmerbrand');
  await cards(pc, 2);
  await see(pc);
});

it.runIf(isFull)('push that is lost is no loss', async () => {
  const { control } = pc.nextcloud;
  const connected = control.waitFor('push-authenticated');
  control.setPush('on');
  await pc.refresh();
  await connected;
  await toldOf(pc);
  control.setPush('off');
  await control.waitFor('request', ({ path }) => path.endsWith('/room'));
  write('B3 Zimmerbrand');
  await cards(pc, 2);
  await see(pc);
});

it('a sound that does not play: the PC beeps, and log and icon say so', async () => {
  await pc.app.sounds.allow(false);
  write('B3 Zimmerbrand');
  await pc.refresh();
  await cards(pc, 2);
  await pc.app.sounds.waitForBeeps(1);
  await pc.app.tray.waitFor(({ tooltip }) => tooltip === 'ALARM: Einsatzgruppe 1 – der Alarmton spielt nicht!');
  expect(pc.app.output()).toContain('the sound of an alarm does not play, so the system beeps');
  await see(pc);
});
