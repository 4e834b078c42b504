import type { Page } from 'playwright-core';
import type { AppDriver } from '../e2e/driver.ts';

/** Goes from the first screen, with its preset address, to the system browser by pressing Enter. */
export const openLoginPage = (page: Page): Promise<void> => page.getByRole('textbox').press('Enter');

/**
 * Grants access in the browser like a user: signs in on Nextcloud's own page, grants access, and reads that this was it.
 * Chromium may never report the end of a page that is closed while it goes to the next one.
 */
export async function grantInBrowser(page: Page, loginUrl: string, user: string, password: string): Promise<void> {
  await page.goto(loginUrl);
  await page.locator('#submit').click();
  await page.locator('#user').fill(user);
  await page.locator('#password').fill(password);
  await page.locator('#submit').click();
  await page.locator('#grant').click();
  await page.locator('#connected').waitFor();
}

/** Goes on from the closing card of the first sign-in to the list. */
export const goToList = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^(Zu den Unterhaltungen|Go to the conversations)$/ }).click();

/**
 * Returns from the browser to the window, which makes the app poll for the grant at once. If the app has signed in by
 * then, the window has hidden behind the browser, and a click on the tray brings it back.
 */
export async function comeBack(app: AppDriver): Promise<void> {
  if ((await app.windowState()).focused) await app.blurWindow();
  await app.focusWindow().catch(() => app.tray.click());
}
