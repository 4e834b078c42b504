import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comeBack } from '../demo/people.ts';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { hasFocus } from './focus.ts';
import { openStation, row, type StationPc, sees } from './station.ts';
import { writtenFiles } from './written-files.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.app.window();
});
afterEach(() => pc.stop());

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const nameField = (): Locator => page.getByLabel('Anmeldename');
const passwordField = (): Locator => page.getByLabel('App-Passwort', { exact: true });

/** Returns the text of every file that the app has written. */
const written = (): string =>
  [...writtenFiles(pc.app.userData).values()].map((content) => content.toString('latin1')).join('\n');

describe('by keyboard alone', () => {
  it('pressing Enter once leads to the browser', async () => {
    await page.getByRole('textbox').press('Enter');
    const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
    pc.nextcloud.control.grant('alice', loginUrl);
    await row(page, 'Einsatzgruppe 1').waitFor();
  });

  it('leads through the form, back and forth, and keeps the input', async () => {
    await hasFocus(page.getByRole('textbox'));
    for (const next of [
      page.getByLabel('Angemeldet bleiben'),
      button('Weiter'),
      button('Stattdessen mit App-Passwort'),
    ]) {
      await page.keyboard.press('Tab');
      await hasFocus(next);
    }
    await page.keyboard.press('Enter');
    await hasFocus(nameField());
    await page.keyboard.type('alice');
    await page.keyboard.press('Tab');
    await page.keyboard.type('falsch');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Der Anmeldename oder das App-Passwort stimmt nicht.' }).waitFor();
    await hasFocus(passwordField());

    await page.keyboard.press('Escape');
    await hasFocus(page.getByRole('textbox'));
    expect(await page.getByRole('textbox').inputValue()).toBe(pc.nextcloud.url);

    await button('Stattdessen mit App-Passwort').press('Enter');
    await hasFocus(passwordField());
    expect(await nameField().inputValue()).toBe('alice');
    expect(await passwordField().inputValue()).toBe('');
    await page.keyboard.type(pc.nextcloud.control.createAppPassword('alice'));
    await page.keyboard.press('Enter');
    await row(page, 'Einsatzgruppe 1').waitFor();
    expect((await pc.app.windowState()).visible).toBe(true);
  });
});

describe('by mouse', () => {
  it('signs in with an app password, which stays out of every file, the log and the window', async () => {
    const appPassword = pc.nextcloud.control.createAppPassword('alice', 'Talkmelder');
    await button('Stattdessen mit App-Passwort').click();
    await nameField().fill(' alice ');
    await passwordField().fill(`  ${appPassword} `);
    await button('Anmelden').click();
    await row(page, 'Einsatzgruppe 1').waitFor();
    const shown = await page.evaluate(
      async () => JSON.stringify(await window.talkmelder.getState()) + document.documentElement.outerHTML,
    );
    const encoded = Buffer.from(`alice:${appPassword}`).toString('base64');
    for (const place of [written(), pc.app.output(), shown]) {
      expect(place.includes(appPassword)).toBe(false);
      expect(place.includes(encoded)).toBe(false);
    }
    expect(await pc.app.opened()).toEqual([]);
  });

  it('names missing input before it asks the server', async () => {
    await button('Stattdessen mit App-Passwort').click();
    await button('Anmelden').click();
    await page.getByRole('alert').filter({ hasText: 'Bitte gib deinen Anmeldenamen ein.' }).waitFor();
    await nameField().fill('alice');
    await button('Anmelden').click();
    await page.getByRole('alert').filter({ hasText: 'Bitte gib das App-Passwort ein.' }).waitFor();
    expect(pc.nextcloud.control.requests.some(({ headers }) => headers.authorization)).toBe(false);
  });

  it.runIf(isFull)(
    'shows the app password on request, and keeps it while the user looks at the page in the browser',
    async () => {
      await button('Weiter').click();
      await page.getByRole('heading', { name: 'Weiter im Browser' }).waitFor();
      await button('Stattdessen mit App-Passwort').click();
      await passwordField().fill('abcde-fghij');
      expect(await passwordField().getAttribute('type')).toBe('password');
      await button('App-Passwort zeigen').click();
      expect(await passwordField().getAttribute('type')).toBe('text');
      await button('Zurück').click();
      await page.getByRole('heading', { name: 'Weiter im Browser' }).waitFor();
      await button('Stattdessen mit App-Passwort').click();
      await expect.poll(() => passwordField().inputValue()).toBe('abcde-fghij');
      expect(await passwordField().getAttribute('type')).toBe('password');
    },
  );

  it('forgets an account at the end of the app without "remember", and says so', async () => {
    await button('Stattdessen mit App-Passwort').click();
    await nameField().fill('alice');
    await passwordField().fill(pc.nextcloud.control.createAppPassword('alice'));
    await page.getByLabel('Angemeldet bleiben').uncheck();
    await button('Anmelden').click();
    await sees(page, 'Diese Anmeldung ist nicht gespeichert');
    await pc.restart();
    await sees(await pc.app.window(), 'Adresse deiner Nextcloud');
  });

  it.runIf(isFull)('can be cancelled while the server checks it', async () => {
    await button('Stattdessen mit App-Passwort').click();
    pc.nextcloud.control.fail('hang', { path: '/cloud/user' });
    await nameField().fill('alice');
    await passwordField().fill('abcde');
    await button('Anmelden').click();
    await button('Anmeldung wird geprüft').waitFor();
    await button('Zurück').click();
    await button('Anmelden').waitFor();
    await expect.poll(() => nameField().inputValue()).toBe('alice');
    await expect.poll(() => passwordField().inputValue()).toBe('abcde');
  });
});

describe('signing in again', () => {
  it('offers both ways for the same account, and refuses another', async () => {
    await pc.signIn();
    pc.nextcloud.control.revoke('alice');
    await pc.refresh();
    await button('Erneut anmelden').click();
    await page.getByRole('heading', { name: 'Erneut anmelden' }).waitFor();
    await sees(page, `alice auf ${new URL(pc.nextcloud.url).host}`);
    expect(await violations(page)).toEqual([]);

    const known = await pc.app.opened();
    await button('Im Browser anmelden').click();
    const isNew = (url: string): boolean => url.includes('/login/v2/flow/') && !known.includes(url);
    pc.nextcloud.control.grant('bob', await pc.app.waitForOpened(isNew));
    await comeBack(pc.app);
    await page.getByRole('alert').filter({ hasText: 'Im Browser ist noch Bob Böhm angemeldet' }).waitFor();

    await button('Stattdessen mit App-Passwort').click();
    expect(await nameField().isEditable()).toBe(false);
    await passwordField().fill(pc.nextcloud.control.createAppPassword('alice'));
    await button('Anmelden').click();
    await row(page, 'Einsatzgruppe 1').waitFor();
  });

  it.runIf(isFull)('can be cancelled', async () => {
    await pc.signIn();
    pc.nextcloud.control.revoke('alice');
    await pc.refresh();
    await button('Erneut anmelden').click();
    await button('Abbrechen').click();
    await button('Erneut anmelden').waitFor();
  });
});
