import { afterEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { stateOf } from './settings-sheet.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

it('opens when the user starts the app, and comes to the front when they start it again', async () => {
  pc = await openStation();
  await pc.signIn();
  await pc.restart();
  await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
  await row(await pc.app.window(), 'Einsatzgruppe 1').waitFor();
  await pc.app.tray.click();
  await pc.app.waitForWindow(({ visible }) => !visible);
  await pc.app.secondInstance();
  await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
});

it('stays open during a sign-in with the browser, and comes forward when it is done', async () => {
  pc = await openStation();
  const page = await pc.app.window();
  await pc.app.waitForWindow(({ focused }) => focused);
  await page.getByRole('button', { name: 'Weiter' }).click();
  const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
  // The browser has taken the focus.
  await pc.app.waitForWindow(({ focused }) => !focused);
  // Main has handled the blur by the time of its answer.
  await stateOf(page);
  expect(await pc.app.windowState()).toMatchObject({ visible: true, focused: false });
  pc.nextcloud.control.grant('alice', loginUrl);
  await pc.app.waitForWindow(({ focused }) => focused);
  await row(page, 'Einsatzgruppe 1').waitFor();
  // After the sign-in, a click elsewhere hides the window as usual.
  await pc.app.blurWindow();
  await pc.app.waitForWindow(({ visible }) => !visible);
});

it.runIf(isFull)('comes back with the result if it was hidden meanwhile', async () => {
  pc = await openStation();
  const page = await pc.app.window();
  await page.getByRole('button', { name: 'Weiter' }).click();
  const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
  await pc.app.tray.click();
  await pc.app.waitForWindow(({ visible }) => !visible);
  pc.nextcloud.control.grant('alice', loginUrl);
  await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
});

it('leads to the settings from the first screen, and back', async () => {
  pc = await openStation({ locale: 'en-GB' });
  const page = await pc.app.window();
  await page.getByRole('textbox', { name: 'Address of your Nextcloud' }).waitFor();
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await page.getByRole('dialog', { name: 'Einstellungen' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Einstellungen' }).click();
  await page.getByRole('dialog', { name: 'Einstellungen' }).getByRole('button', { name: 'Prüfen' }).waitFor();
});
