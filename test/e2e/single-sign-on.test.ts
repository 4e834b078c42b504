import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comeBack, openLoginPage } from '../demo/people.ts';
import { isFull } from '../full.ts';
import { type IdentityProvider, startIdentityProvider } from '../sign-on/identity-provider.ts';
import { openStation, row, type StationPc } from './station.ts';

/** Nextcloud itself knows no password of these users. */
const PEOPLE = { alice: 'nur-bei-der-Stadt' };

let pc: StationPc;
let page: Page;
let provider: IdentityProvider;
beforeEach(async () => {
  pc = await openStation();
  provider = await startIdentityProvider(pc.nextcloud.url, PEOPLE);
  pc.nextcloud.control.setSingleSignOn(provider.client);
  page = await pc.app.window();
});
afterEach(async () => {
  await provider.close();
  await pc.stop();
});

const isIssuer = (url: URL): boolean => url.origin === provider.client.issuer;
const isNextcloud = (url: URL): boolean => url.origin === pc.nextcloud.url;

/** Opens the login page in the system's browser, and types these passwords at the identity provider. */
async function signInAtProvider(...typed: string[]): Promise<Page> {
  await openLoginPage(page);
  const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
  expect(new URL(loginUrl).origin).toBe(pc.nextcloud.url);
  const browser = await pc.app.systemBrowser();
  await browser.goto(loginUrl);
  await browser.locator('#submit').click();
  await browser.waitForURL(isIssuer);
  for (const password of typed) {
    await browser.locator('#idp-user').fill('alice');
    await browser.locator('#idp-password').fill(password);
    await browser.locator('#idp-sign-in').click();
    if (password !== PEOPLE.alice) await browser.locator('#idp-error').waitFor();
  }
  await browser.locator('#idp-allow').waitFor();
  return browser;
}

describe('with single sign-on', () => {
  it('the browser leads to the identity provider and back, and the app never sees it', async () => {
    const browser = await signInAtProvider(PEOPLE.alice);
    await browser.locator('#idp-allow').click();
    await browser.waitForURL(isNextcloud);
    await browser.locator('#grant').click();
    await browser.locator('#connected').waitFor();
    await browser.close();
    await comeBack(pc.app);
    await row(page, 'Einsatzgruppe 1').waitFor();
    // The app holds an app password, as after every sign-in with the browser, and asks the Nextcloud only.
    expect(pc.nextcloud.control.appPasswords('alice')).toHaveLength(1);
    expect(pc.app.output()).not.toContain(new URL(provider.client.issuer).host);
    // The identity provider may go: the account does not need it any more.
    await provider.close();
    await pc.refresh();
    await row(page, 'Einsatzgruppe 1').waitFor();
  });

  it.runIf(isFull)('a wrong password and a refused consent issue nothing, and the person can try again', async () => {
    const browser = await signInAtProvider('falsch', PEOPLE.alice);
    await browser.locator('#idp-refuse').click();
    await browser.waitForURL(isNextcloud);
    await browser.locator('#error').waitFor();
    expect(pc.nextcloud.control.appPasswords('alice')).toEqual([]);

    // The app still waits, and its link leads to the same page.
    const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
    await browser.goto(loginUrl);
    await browser.locator('#submit').click();
    // The identity provider remembers who signed in.
    await browser.locator('#idp-allow').click();
    await browser.locator('#grant').click();
    await browser.locator('#connected').waitFor();
    await browser.close();
    await comeBack(pc.app);
    await row(page, 'Einsatzgruppe 1').waitFor();
  });

  it.runIf(isFull)(
    'an app password signs in a person who has no password there; the provider’s password does not',
    async () => {
      const { control } = pc.nextcloud;
      const appPassword = control.createAppPassword('alice', 'Talkmelder');
      await page.getByRole('button', { name: 'Stattdessen mit App-Passwort' }).click();
      await page.getByLabel('Anmeldename').fill('alice');
      const field = page.getByLabel('App-Passwort', { exact: true });
      await field.fill(PEOPLE.alice);
      await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
      await page
        .getByRole('alert')
        .filter({ hasText: 'Der Anmeldename oder das App-Passwort stimmt nicht.' })
        .waitFor();
      await field.fill(appPassword);
      await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
      await row(page, 'Einsatzgruppe 1').waitFor();
      expect(provider.requests).toEqual([]);
    },
  );
});
