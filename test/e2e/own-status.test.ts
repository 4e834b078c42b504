import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { openStation, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const open = () =>
  page
    .getByRole('banner')
    .getByRole('button', { name: /^Konten/ })
    .click();
const option = (name: string) => page.getByRole('menuitemradio', { name });

it('the status is chosen in the menu behind the picture, and shown as the server has it', async () => {
  pc.nextcloud.control.setStatus('alice', 'away');
  await open();
  await page.locator('[role=menuitemradio][aria-checked=true]', { hasText: 'Abwesend' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await option('Nicht stören').click();
  await sees(page, 'Dein Status ist jetzt „Nicht stören“: Nur Alarme klingeln.');
  await open();
  await page.locator('[role=menuitemradio][aria-checked=true]', { hasText: 'Nicht stören' }).waitFor();
});

it.runIf(isFull)('a refused one returns to what it was, and the window says what failed', async () => {
  pc.nextcloud.control.setStatus('alice', 'online');
  pc.nextcloud.control.fail({ status: 500 }, { path: /\/user_status\/status$/ });
  await open();
  await option('Nicht stören').click();
  await page
    .getByRole('alert')
    .getByText(/„Mein Status“: Der Server meldet einen Fehler/)
    .waitFor();
  await open();
  await page.locator('[role=menuitemradio][aria-checked=true]', { hasText: 'Online' }).waitFor();
});
