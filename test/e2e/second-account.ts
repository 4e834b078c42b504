import type { Locator, Page } from 'playwright-core';
import type { Connected } from '../../main/core/model/connected.ts';
import { comeBack } from '../demo/people.ts';
import { stateOf } from './settings-sheet.ts';
import { type Elsewhere, openElsewhere } from './showcase-elsewhere.ts';
import { openStation, row, type StationPc } from './station.ts';

/** A station with a second account, on a server of its own. */
export interface TwoAccounts {
  pc: StationPc;
  page: Page;
  elsewhere: Elsewhere;
  stop(): Promise<void>;
}

/** Signs in both accounts, and shows both. */
export async function openTwoAccounts(): Promise<TwoAccounts> {
  const elsewhere = await openElsewhere('de', {});
  const pc = await openStation();
  const stop = (): Promise<void> => pc.stop().finally(() => elsewhere.server.close());
  try {
    const page = await pc.signIn();
    await beginAdding(page);
    await enterAddress(page, elsewhere.server.url);
    await grantNext(pc, (url) => elsewhere.server.control.grant(elsewhere.user, url), elsewhere.server.url);
    await row(page, 'Leitstelle').waitFor();
    await chooseAccount(page, 'Alle Konten');
    await row(page, 'Einsatzgruppe 1').waitFor();
    return { pc, page, elsewhere, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export const accountButton = (page: Page): Locator =>
  page.locator('.header').getByRole('button', { name: /^Konten: / });

/** Begins to add an account through the menu in the header. */
export async function beginAdding(page: Page): Promise<void> {
  await accountButton(page).click();
  await page.getByRole('menuitem', { name: 'Konto hinzufügen' }).click();
  await page.getByRole('heading', { name: 'Konto hinzufügen' }).waitFor();
}

/** Enters the address, and goes on to the browser. */
export async function enterAddress(page: Page, url: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Adresse deiner Nextcloud' }).fill(url);
  await page.getByRole('button', { name: 'Weiter' }).click();
}

/** Grants the latest login flow on a server. @param before how many sign-ins the server has already seen */
export async function grantNext(
  pc: StationPc,
  grant: (loginUrl: string) => void,
  server: string,
  before = 0,
): Promise<void> {
  const flows = (urls: string[]): string[] =>
    urls.filter((url) => url.startsWith(server) && url.includes('/login/v2/flow/'));
  const seen = new Set(flows(await pc.app.opened()).slice(0, before));
  grant(await pc.app.waitForOpened((url) => flows([url]).length > 0 && !seen.has(url)));
  await comeBack(pc.app);
}

/** Chooses the account whose conversations the window shows. */
export async function chooseAccount(page: Page, name: string): Promise<void> {
  await accountButton(page).click();
  await page.getByRole('menuitemradio', { name }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
  // The button shows the chosen account then.
  const label = name === 'Alle Konten' ? /^Konten: .+, / : new RegExp(`^Konten: ${name}$`);
  await page.locator('.header').getByRole('button', { name: label }).waitFor();
}

/** Returns the accounts as main reports them. */
export async function connectedOf(page: Page): Promise<Connected> {
  const { phase } = await stateOf(page);
  if (phase.kind !== 'connected') throw new Error(`no account is signed in: ${phase.kind}`);
  return phase;
}
