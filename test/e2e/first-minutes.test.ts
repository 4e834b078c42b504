import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { comeBack, goToList } from '../demo/people.ts';
import { casesOf, isFull, LANGUAGES } from '../full.ts';
import { appear } from './appearance.ts';
import { violations } from './axe.ts';
import { hasFocus } from './focus.ts';
import { openSettings } from './settings-sheet.ts';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
afterEach(() => pc.stop());

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const isLoginPage = (url: string): boolean => url.includes('/login/v2/flow/');

/** Signs alice in on a PC where no account was signed in before. */
async function signInFirst(options: Parameters<typeof openStation>[0] = {}): Promise<void> {
  pc = await openStation({ firstSignIn: true, ...options });
  page = await pc.app.window();
  await pc.app.waitForWindow(({ visible }) => visible);
  await page.getByRole('textbox').press('Enter');
  pc.nextcloud.control.grant('alice', await pc.app.waitForOpened(isLoginPage));
  await comeBack(pc.app);
  await page.getByRole('heading', { name: 'Fertig' }).waitFor();
}

describe.each(LANGUAGES)('the mark, in %s', (language) => {
  it.each(casesOf<1 | 2>([1], [2]))('stands still in every step, at zoom %d', async (zoom) => {
    const say = {
      de: {
        instead: 'Stattdessen mit App-Passwort',
        back: 'Zurück',
        browser: 'Im Browser anmelden',
        submit: 'Anmelden',
      },
      en: {
        instead: 'Use an app password instead',
        back: 'Back',
        browser: 'Sign in with the browser',
        submit: 'Sign in',
      },
    }[language];
    pc = await openStation({ firstSignIn: true, locale: language === 'de' ? 'de-DE' : 'en-GB' });
    const { control } = pc.nextcloud;
    page = await pc.app.window();
    await appear(page, { theme: 'light', zoom, reducedMotion: true }, (await pc.app.windowState()).bounds);
    const seen: Record<string, unknown> = {};
    const note = async (step: string): Promise<void> => {
      seen[step] = await page.locator('.app-mark').boundingBox();
    };

    await page.getByRole('textbox').waitFor();
    await note('address');
    await page.getByRole('textbox').fill('erika@cloud.example.org');
    await page.getByRole('textbox').press('Enter');
    await page.getByRole('alert').getByText(/\S/).waitFor();
    await note('address with a problem');
    await page.getByRole('textbox').fill(pc.nextcloud.url);
    control.fail('hang', { path: '/status.php' });
    await page.getByRole('textbox').press('Enter');
    await page.locator('.step-active').waitFor();
    await note('asking the server');
    control.clearFaults();
    await page.evaluate(() => window.talkmelder.cancelSignIn());
    await page.getByRole('textbox').press('Enter');
    await pc.app.waitForOpened(isLoginPage);
    await button(say.instead).waitFor();
    await note('in the browser');
    await button(say.instead).click();
    await page.locator('#login-name').fill('alice');
    await note('form');
    await page.locator('#app-password').fill('wrong');
    await button(say.submit).click();
    await page.getByRole('alert').getByText(/\S/).waitFor();
    await note('form with a problem');
    await button(say.back).click();
    control.fail({ status: 429 }, { path: '/login/v2' });
    await page.locator('#address').press('Enter');
    await button(say.browser).waitFor();
    await note('browser failed');
    control.clearFaults();
    const known = await pc.app.opened();
    await button(say.browser).click();
    control.fail('hang', { path: '/cloud/user' });
    control.grant('alice', await pc.app.waitForOpened((url) => isLoginPage(url) && !known.includes(url)));
    await comeBack(pc.app);
    await page.locator('.step-done').nth(1).waitFor();
    await note('checking');
    control.clearFaults();
    await page.evaluate(() => window.talkmelder.stepBackInSignIn({ typed: null }));
    await button(say.instead).click();
    await page.locator('#app-password').fill(control.createAppPassword('alice'));
    await button(say.submit).click();
    await page.locator('.welcome').waitFor();
    await note('closing card');

    const first = seen.address;
    expect(first).toMatchObject({ y: expect.any(Number) });
    expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((step) => [step, first])));
  });
});

describe('the first screen', () => {
  it.runIf(isFull)('says what Talkmelder is, and where the address is found', async () => {
    pc = await openStation();
    page = await pc.app.window();
    await sees(page, 'Zeigt dir auf diesem PC, was in Nextcloud Talk neu ist.');
    await sees(page, 'Sie steht oben im Browser, wenn du deine Nextcloud dort geöffnet hast.');
    expect(await violations(page)).toEqual([]);
  });

  it.runIf(isFull)('lets a user who signs in with the browser leave nothing behind', async () => {
    pc = await openStation();
    page = await pc.app.window();
    await page.getByLabel('Angemeldet bleiben').uncheck();
    await pc.signIn();
    await sees(page, 'Diese Anmeldung ist nicht gespeichert');
    await pc.restart();
    await sees(await pc.app.window(), 'Adresse deiner Nextcloud');
  });

  it('keeps what was chosen there when the user comes back', async () => {
    pc = await openStation();
    page = await pc.app.window();
    await page.getByLabel('Angemeldet bleiben').uncheck();
    await button('Weiter').click();
    await page.getByRole('heading', { name: 'Weiter im Browser' }).waitFor();
    await button('Zurück').click();
    expect(await page.getByLabel('Angemeldet bleiben').isChecked()).toBe(false);
  });
});

describe('the closing card of the first sign-in', () => {
  it('says where the icon is, starts Talkmelder with the PC, and comes once', async () => {
    await signInFirst();
    await sees(page, 'Talkmelder sitzt jetzt neben der Uhr.');
    await sees(page, 'Angemeldet als Alice Anders');
    expect(await violations(page)).toEqual([]);
    expect(await page.getByRole('switch', { name: 'Mit dem PC starten' }).isChecked()).toBe(true);
    await goToList(page);
    await row(page, 'Einsatzgruppe 1').waitFor();
    const answer = await page.evaluate(() => window.talkmelder.getState());
    expect(answer).toMatchObject({ value: { settings: { autostart: true } } });

    await page.evaluate(async () => {
      const now = await window.talkmelder.getState();
      if (now.ok && now.value.phase.kind === 'connected')
        await window.talkmelder.disconnect({ account: now.value.phase.account.id });
    });
    await page.getByRole('textbox').waitFor();
    const known = await pc.app.opened();
    await page.getByRole('textbox').press('Enter');
    pc.nextcloud.control.grant('alice', await pc.app.waitForOpened((url) => isLoginPage(url) && !known.includes(url)));
    await comeBack(pc.app);
    await row(page, 'Einsatzgruppe 1').waitFor();
  });

  it.runIf(isFull)('changes nothing when the user switches the start off', async () => {
    await signInFirst();
    await page.getByText('Mit dem PC starten').click();
    await goToList(page);
    await row(page, 'Einsatzgruppe 1').waitFor();
    const answer = await page.evaluate(() => window.talkmelder.getState());
    expect(answer).toMatchObject({ value: { settings: { autostart: false } } });
  });

  it('sends a test notification, and stays while the user looks for it outside the window', async () => {
    await signInFirst();
    await button('Test-Benachrichtigung').click();
    const shown = await pc.app.notifications.waitFor((list) => list.length === 1);
    expect(shown[0]).toMatchObject({ title: 'Test-Benachrichtigung' });
    await sees(page, 'Abgeschickt. Siehst du sie nicht?');
    await pc.app.blurWindow();
    await page.evaluate(() => window.talkmelder.getState());
    expect((await pc.app.windowState()).visible).toBe(true);
  });

  it('lets a user go back for whom the browser has signed in another person', async () => {
    await signInFirst();
    await button('Das bin ich nicht').click();
    await page.getByRole('textbox', { name: 'Adresse deiner Nextcloud' }).waitFor();
    expect(pc.nextcloud.control.appPasswords('alice')).toEqual([]);
  });

  it.runIf(isFull)('shows on Windows how to keep the icon in sight', async () => {
    await signInFirst({ platform: 'win32' });
    await sees(page, 'zieh die Sprechblase heraus');
    expect(await page.locator('.place-flyout').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  });

  it.runIf(isFull)('says that Talkmelder stays a window where the desktop shows no icons', async () => {
    await signInFirst({ trayAvailable: false });
    await sees(page, 'Dieser PC zeigt keine Symbole neben der Uhr.');
  });
});

it('leads back to the settings when an account was added from there', async () => {
  pc = await openStation();
  page = await pc.signIn();
  await (await openSettings(page)).getByRole('button', { name: 'Konto hinzufügen …' }).click();
  await button('Zurück zu den Einstellungen').click();
  await page.getByRole('dialog', { name: 'Einstellungen' }).waitFor();
});

describe('a test notification in the settings', () => {
  const send = async (): Promise<void> => {
    await (await openSettings(page)).getByRole('button', { name: 'Test-Benachrichtigung' }).click();
  };

  it.runIf(isFull)('comes, and claims no more than that it was sent', async () => {
    pc = await openStation();
    page = await pc.signIn();
    await send();
    await pc.app.notifications.waitFor((list) => list.some(({ title }) => title === 'Test-Benachrichtigung'));
    await sees(page, 'Abgeschickt. Siehst du sie nicht?');
  });

  it('is held back by what holds back a real one, and says so', async () => {
    pc = await openStation();
    page = await pc.signIn();
    await page.evaluate(() => window.talkmelder.pause({ length: 'hour' }));
    await send();
    await sees(page, 'Nicht gesendet: Du hast Benachrichtigungen pausiert.');
    await page.evaluate(() => window.talkmelder.unpause());
    pc.nextcloud.control.setStatus('alice', 'dnd');
    await button('Test-Benachrichtigung').click();
    await sees(page, 'Nicht gesendet: Dein Status in Nextcloud ist „Nicht stören“.');
    pc.nextcloud.control.setStatus('alice', 'online');
    await page.evaluate(() => window.talkmelder.changeSettings({ notify: 'off' }));
    await button('Test-Benachrichtigung').click();
    await sees(page, 'Nicht gesendet: Talkmelder meldet sich nie');
    expect(await pc.app.notifications.list()).toEqual([]);
    await hasFocus(button('Test-Benachrichtigung'));
  });
});
