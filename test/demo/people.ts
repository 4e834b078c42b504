import type { Page } from 'playwright-core';

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
