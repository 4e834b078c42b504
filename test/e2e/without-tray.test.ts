import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation({ trayAvailable: false });
  page = await pc.app.window();
  await pc.app.waitForWindow(({ visible }) => visible);
});
afterEach(() => pc.stop());

it('the X minimises the window, and the app goes on', async () => {
  await pc.signIn();
  await pc.app.closeWindow();
  await pc.app.waitForWindow(({ minimized, visible }) => minimized && !visible);
  const before = (await pc.app.notifications.list()).length;
  pc.nextcloud.control.send('bob', pc.rooms.bob, 'Bist du da?');
  await pc.app.system.unlock();
  await pc.app.notifications.waitFor(before + 1);
  await pc.app.secondInstance();
  await pc.app.waitForWindow(({ minimized, visible }) => visible && !minimized);
  await row(page, 'Bist du da?').waitFor();
});

it('a window minimised on Wayland, which does not say so, counts as not visible; a second start brings it back', async () => {
  await pc.stop();
  pc = await openStation({ trayAvailable: false, wayland: true });
  page = await pc.app.window();
  await pc.app.waitForWindow(({ visible }) => visible);
  await pc.signIn();
  await pc.app.closeWindow();
  await pc.app.waitForWindow(({ minimized, visible }) => minimized && !visible);
  const before = (await pc.app.notifications.list()).length;
  pc.nextcloud.control.send('bob', pc.rooms.bob, 'Bist du da?');
  await pc.app.system.unlock();
  await pc.app.notifications.waitFor(before + 1);
  await pc.app.secondInstance();
  await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
  await row(page, 'Bist du da?').waitFor();
});

it.runIf(isFull)('the X does not end the app while the user adds another account', async () => {
  await pc.signIn();
  await page.evaluate(() => window.talkmelder.addAccount());
  await page.getByRole('textbox').waitFor();
  await pc.app.closeWindow();
  await pc.app.waitForWindow(({ minimized }) => minimized);
});

it('Esc minimises the window, too', async () => {
  await pc.signIn();
  await page.locator('.list .row').first().focus();
  await page.keyboard.press('Escape');
  await pc.app.waitForWindow(({ minimized }) => minimized);
});

it('the menu ends the app', async () => {
  await pc.signIn();
  await page.getByRole('button', { name: 'Menü' }).click();
  const entry = page.getByRole('menuitem', { name: 'Talkmelder beenden' });
  await entry.waitFor();
  // The page ends with the app, perhaps before the click is answered.
  void entry.click().catch(() => {});
  expect(await pc.app.ended()).toBe(0);
});

it('the X ends the app without an account, because it has nothing to watch', async () => {
  void pc.app.closeWindow().catch(() => {});
  expect(await pc.app.ended()).toBe(0);
});
