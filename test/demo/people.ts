import type { Page } from 'playwright-core';
import type { AppDriver } from '../e2e/driver.ts';

/** From the first screen, with its address filled in, to the system browser: Enter, and Enter again. */
export async function openLoginPage(page: Page): Promise<void> {
  await page.getByRole('textbox').press('Enter');
  await page.getByRole('button', { name: /^(Im Browser anmelden|Sign in with the browser)$/ }).press('Enter');
}

/** Agrees in the browser as a person would: signs in on Nextcloud's own page and grants access. */
export async function grantInBrowser(page: Page, loginUrl: string, user: string, password: string): Promise<void> {
  await page.goto(loginUrl);
  await page.locator('#submit').click();
  await page.locator('#user').fill(user);
  await page.locator('#password').fill(password);
  await page.locator('#submit').click();
  await page.locator('#grant').click();
}

/** The person turns from the browser to the window again, which makes the app look at once for what was agreed to there. */
export async function comeBack(app: AppDriver): Promise<void> {
  if ((await app.windowState()).focused) await app.blurWindow();
  await app.focusWindow();
}
