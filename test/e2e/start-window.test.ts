import { afterEach, expect, it } from 'vitest';
import { stateOf } from './settings-sheet.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

it('is there when a person starts the app, and in front when they start it once more', async () => {
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

it('waits for whoever signs in with the browser, and comes forward when that is done', async () => {
  pc = await openStation();
  const page = await pc.app.window();
  await pc.app.waitForWindow(({ focused }) => focused);
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('button', { name: 'Im Browser anmelden' }).click();
  const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
  // The browser has taken the focus.
  await pc.app.waitForWindow(({ focused }) => !focused);
  // By the time of the answer, main has heard of the blur.
  await stateOf(page);
  expect(await pc.app.windowState()).toMatchObject({ visible: true, focused: false });
  pc.nextcloud.control.grant('alice', loginUrl);
  await pc.app.waitForWindow(({ focused }) => focused);
  await row(page, 'Einsatzgruppe 1').waitFor();
  // Whoever is signed in looks at it and goes.
  await pc.app.blurWindow();
  await pc.app.waitForWindow(({ visible }) => !visible);
});

it('comes back for the result when it was put away meanwhile', async () => {
  pc = await openStation();
  const page = await pc.app.window();
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('button', { name: 'Im Browser anmelden' }).click();
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
