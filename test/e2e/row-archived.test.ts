import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { openStation, row, type StationPc, wholeList } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const entry = () => page.getByRole('button', { name: 'Archiviert (1)' });
const rows = () => page.locator('.list .row').count();

describe('archived conversations', () => {
  it('are behind an entry below the list, and Esc leads back to it', async () => {
    await entry().click();
    await page.getByRole('heading', { name: 'Archivierte Unterhaltungen' }).waitFor();
    await row(page, 'Archiv 2025').waitFor();
    expect(await rows()).toBe(1);
    await page.keyboard.press('Escape');
    await entry().waitFor();
    await expect.poll(() => entry().evaluate((button) => button === document.activeElement)).toBe(true);
    expect((await pc.app.windowState()).visible).toBe(true);
  });

  it.runIf(isFull)('can be reached and left by keyboard', async () => {
    await entry().press('Enter');
    await page.getByRole('button', { name: 'Zurück' }).press('Enter');
    await entry().waitFor();
  });

  it('appear in a search after the others', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('protokoll');
    await page.getByRole('heading', { name: 'Archiviert', exact: true }).waitFor();
    const found = await page.getByRole('listitem').allInnerTexts();
    expect(found.at(-1)).toContain('Archiv 2025');
    expect(found.join()).toContain('Gerätewarte');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  it('can be restored from there', async () => {
    await entry().click();
    await row(page, 'Archiv 2025').getByRole('button').first().focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Aus dem Archiv holen' }).press('Enter');
    // No conversation is archived now, so the list comes back by itself.
    await row(page, 'Einsatzgruppe 1').waitFor();
    await row(page, 'Archiv 2025').waitFor();
    expect(await entry().count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.list .row'))).toBe(true);
  });
});

describe('the compact list', () => {
  it('shows a few and all unread conversations; one click shows all until the window hides', async () => {
    await wholeList(page);
    const all = await rows();
    await page.evaluate(() => window.talkmelder.changeSettings({ compact: 3 }));
    const more = page.getByRole('button', { name: `Alle ${all} anzeigen` });
    await more.waitFor();
    await expect.poll(rows).toBeLessThan(all);
    expect(await page.locator('.list .badge').count()).toBe(await page.locator('.list .row-unread').count());
    await row(page, 'Ausbildung').waitFor();
    await more.press('Enter');
    await expect.poll(rows).toBe(all);
    await expect.poll(() => page.evaluate(() => document.activeElement?.classList.contains('row'))).toBe(true);

    await page.keyboard.press('Escape');
    await pc.app.waitForWindow(({ visible }) => !visible);
    // The page learns later that it is hidden.
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
    await pc.app.tray.choose('Talkmelder öffnen');
    await pc.app.waitForWindow(({ visible }) => visible);
    await more.waitFor();
  });

  it('does not limit a search', async () => {
    await page.evaluate(() => window.talkmelder.changeSettings({ compact: 3 }));
    await page.keyboard.press('/');
    await page.keyboard.type('Schlüssel für die Drehleiter');
    await page.getByRole('listitem').filter({ hasText: 'Merkzettel' }).waitFor();
  });
});
