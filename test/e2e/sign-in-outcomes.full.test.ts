import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comeBack } from '../demo/people.ts';
import { recover, signInOutcomes } from '../fakes/sign-in-outcomes.ts';
import { LANGUAGES } from '../full.ts';
import type { Fault } from '../nextcloud/faults.ts';
import { openStation, row, type StationPc, sees } from './station.ts';
import { writtenFiles } from './written-files.ts';

// Each outcome of a sign-in has its own sentence, and a failure leaves nothing on this PC.
const words = {
  de: {
    next: 'Weiter',
    back: 'Zurück',
    browser: 'Im Browser anmelden',
    form: 'Stattdessen mit App-Passwort',
    loginName: 'Anmeldename',
    appPassword: 'App-Passwort',
    submit: 'Anmelden',
    again: 'Erneut anmelden',
    ended: 'Deine Sitzung ist beendet. Bitte melde dich erneut an.',
    exists: 'Alice Anders ist hier schon angemeldet. Nimm ein anderes Konto, oder geh zurück zur Liste.',
    other:
      'Im Browser ist noch Bob Böhm angemeldet, gebraucht wird alice. Melde dich dort in Nextcloud ab und versuche es noch einmal, oder kopiere im nächsten Schritt den Link in ein privates Fenster.',
    notAccepted: 'Der Server hat die Anmeldung gleich wieder beendet. Bitte versuche es noch einmal.',
    blocked: 'Der Server hat Anmeldungen vorübergehend gesperrt. Bitte warte ein paar Minuten.',
    noNextcloud: 'Unter dieser Adresse wurde keine Nextcloud gefunden. Bitte prüfe sie.',
    serverError: (status: number) =>
      `Der Server meldet einen Fehler (${status}). Bitte versuche es später noch einmal.`,
  },
  en: {
    next: 'Continue',
    back: 'Back',
    browser: 'Sign in with the browser',
    form: 'Use an app password instead',
    loginName: 'Login name',
    appPassword: 'App password',
    submit: 'Sign in',
    again: 'Sign in again',
    ended: 'Your session has ended. Please sign in again.',
    exists: 'Alice Anders is already signed in here. Use another account, or go back to the list.',
    other:
      'The browser is still signed in as Bob Böhm, but alice is needed. Sign out of Nextcloud there and try again, or copy the link into a private window in the next step.',
    notAccepted: 'The server ended the sign-in at once. Please try again.',
    blocked: 'The server has blocked sign-ins for a while. Please wait a few minutes.',
    noNextcloud: 'No Nextcloud was found at this address. Please check it.',
    serverError: (status: number) => `The server reports an error (${status}). Please try again later.`,
  },
};

describe.each(LANGUAGES)('signing in, in %s', (language) => {
  const say = words[language];
  let pc: StationPc;
  let page: Page;
  beforeEach(async () => {
    pc = await openStation({ locale: language === 'de' ? 'de-DE' : 'en-GB' });
    page = await pc.app.window();
  });
  afterEach(() => pc.stop());

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const alert = (): Locator => page.getByRole('alert').filter({ hasText: /\S/ });
  const told = (sentence: string): Promise<void> => alert().getByText(sentence, { exact: true }).waitFor();
  const fillForm = async (loginName: string, appPassword: string) => {
    const name = page.getByLabel(say.loginName, { exact: true });
    if (await name.isEditable()) await name.fill(loginName);
    await page.getByLabel(say.appPassword, { exact: true }).fill(appPassword);
  };
  /** Goes as far as the form, which shows no error yet. */
  const openForm = async () => {
    await button(say.form).click();
    await button(say.submit).waitFor();
    expect(await alert().count()).toBe(0);
  };
  /** Returns the files of accounts or secrets that are not empty. */
  const kept = (): string[] =>
    [...writtenFiles(pc.app.userData)]
      .filter(([path, content]) => /accounts|secrets/.test(basename(path)) && /\w/.test(content.toString()))
      .map(([path]) => basename(path));

  describe('at the address', () => {
    const answers: [string, Fault, string][] = [
      ...[401, 403, 503].map((status): [string, Fault, string] => [`${status}`, { status }, say.serverError(status)]),
      ['429', { status: 429 }, say.blocked],
      ['404', { status: 404 }, say.noNextcloud],
    ];
    it.each(answers)('%s', async (_what, fault, sentence) => {
      pc.nextcloud.control.fail(fault, { path: '/status.php' });
      await page.getByRole('textbox').press('Enter');
      await told(sentence);
      expect(kept()).toEqual([]);
      pc.nextcloud.control.clearFaults();
      await page.getByRole('textbox').press('Enter');
      await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
    });
  });

  describe('with an app password', () => {
    it.each(signInOutcomes)('$what', async ({ arrange, typed, loginName = 'alice', [language]: sentence }) => {
      const appPassword = typed ?? pc.nextcloud.control.createAppPassword('alice', 'Talkmelder');
      await openForm();
      await fillForm(loginName, appPassword);
      await arrange?.(pc.nextcloud);
      await button(say.submit).click();
      await told(sentence);
      expect(kept()).toEqual([]);
      await recover(pc.nextcloud);
    });
  });

  it('in the browser: the server ends the session at once', async () => {
    await page.getByRole('textbox').press('Enter');
    const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
    pc.nextcloud.control.fail({ status: 401 }, { path: '/cloud/user' });
    pc.nextcloud.control.grant('alice', loginUrl);
    await comeBack(pc.app);
    await told(say.notAccepted);
    expect(kept()).toEqual([]);
  });

  it('does not sign the same account in twice, or another account in place of an ended session', async () => {
    const appPassword = () => pc.nextcloud.control.createAppPassword('alice', 'Talkmelder');
    await openForm();
    await fillForm('alice', appPassword());
    await button(say.submit).click();
    await row(page, 'Einsatzgruppe 1').waitFor();
    expect(kept()).not.toEqual([]);

    await page.evaluate(() => window.talkmelder.addAccount());
    await page.getByRole('textbox').fill(pc.nextcloud.url);
    await openForm();
    await fillForm('alice', appPassword());
    await button(say.submit).click();
    await told(say.exists);
    // Cancelling leads back to the address, and again to the list.
    await page.evaluate(() => window.talkmelder.cancelSignIn());
    await page.evaluate(() => window.talkmelder.cancelSignIn());
    await row(page, 'Einsatzgruppe 1').waitFor();

    pc.nextcloud.control.revoke('alice');
    await pc.refresh();
    await sees(page, say.ended);
    await button(say.again).click();
    const known = await pc.app.opened();
    await button(say.browser).click();
    const isNew = (url: string): boolean => url.includes('/login/v2/flow/') && !known.includes(url);
    pc.nextcloud.control.grant('bob', await pc.app.waitForOpened(isNew));
    await comeBack(pc.app);
    await told(say.other);
  });
});
