import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { hasFocus } from './focus.ts';
import { openWindow } from './reply-box.ts';
import { openStation, type StationPc, sees, toldOf } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const footer = () => page.getByRole('contentinfo');
const bell = () => footer().getByRole('button', { name: 'Benachrichtigungen pausieren' });
const paused = () => footer().getByRole('button', { name: /^Pausiert bis .*\sUhr: wieder einschalten$/ });
const pausedUntil = () =>
  page.evaluate(async () => {
    const answer = await window.talkmelder.getState();
    return answer.ok ? answer.value.pausedUntil : null;
  });

it('pauses from the header: nothing rings until the user ends the pause in the footer', async () => {
  const { einsatzgruppe } = pc.rooms;
  await page.getByRole('banner').getByRole('button', { name: 'Menü' }).click();
  await page.getByRole('menuitem', { name: '30 Minuten Pause' }).click();
  await footer()
    .getByText(/^Pausiert bis (morgen, )?\d{1,2}:\d\d\sUhr$/)
    .waitFor();
  await sees(page, /^Benachrichtigungen sind bis .* pausiert$/);
  expect(await pausedUntil()).toBeGreaterThan(0);
  await pc.app.tray.waitFor(({ tooltip }) => tooltip.includes('pausiert'));

  const before = (await pc.app.notifications.list()).length;
  pc.nextcloud.control.send('bob', einsatzgruppe, 'In der Pause');
  await pc.refresh();
  await page.getByText('In der Pause').first().waitFor();
  await toldOf(pc);

  await paused().click();
  await bell().waitFor();
  await sees(page, 'Benachrichtigungen sind wieder eingeschaltet');
  await pc.app.tray.waitFor(({ tooltip }) => !tooltip.includes('pausiert'));
  pc.nextcloud.control.send('bob', einsatzgruppe, 'Nach der Pause');
  await pc.refresh();
  const rang = (await pc.app.notifications.waitFor((list) => list.length > before)).slice(before);
  expect(rang.map(({ body }) => body).join()).toContain('Nach der Pause');
  expect(rang.map(({ body }) => body).join()).not.toContain('In der Pause');
});

it('pauses from the bell by keyboard, and the focus stays there', async () => {
  await bell().focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'Benachrichtigungen pausieren' });
  await menu.waitFor();
  expect(await menu.getByRole('menuitem').allTextContents()).toEqual([
    '30\u00a0Minuten Pause',
    '1\u00a0Stunde Pause',
    'Pause bis morgen, 8:00\u00a0Uhr',
  ]);
  await menu.getByRole('menuitem', { name: /^Pause bis .*8:00/ }).press('Enter');
  await footer().getByText('Pausiert bis').waitFor();
  expect(new Date((await pausedUntil()) ?? 0).getHours()).toBe(8);
  await hasFocus(paused());
  await page.keyboard.press('Enter');
  await bell().waitFor();
  await hasFocus(bell());
  expect(await pausedUntil()).toBeNull();
});

it.runIf(isFull)('shows a pause that began in the tray, even after a restart', async () => {
  await page.evaluate(() => window.talkmelder.pause({ length: 'hour' }));
  await paused().waitFor();
  await pc.restart();
  page = await openWindow(pc);
  await paused().waitFor();
});
