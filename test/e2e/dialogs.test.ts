import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { hasFocus } from './focus.ts';
import { closed, openSettings } from './settings-sheet.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const menuButton = () => page.getByRole('button', { name: 'Menü', exact: true });
const choose = async (entry: string) => {
  await menuButton().click();
  await page.getByRole('menuitem', { name: entry }).click();
};

/** Asserts that Tab stays within the dialog, in both directions. */
async function keepsTheFocus(dialog: Locator): Promise<void> {
  for (const key of [...Array<string>(4).fill('Tab'), ...Array<string>(4).fill('Shift+Tab')]) {
    await page.keyboard.press(key);
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
}

describe('disconnecting from the tray', () => {
  it('asks in front of the window, which stays until the answer', async () => {
    await pc.app.tray.click();
    await pc.app.waitForWindow(({ visible }) => !visible);
    await pc.app.tray.choose('Konto trennen\u00a0…');
    await pc.app.waitForWindow(({ visible }) => visible);
    await pc.app.dialogs.waitFor();
    await pc.app.blurWindow();
    expect((await pc.app.windowState()).visible).toBe(true);
    await pc.app.dialogs.press('Abbrechen');
    await pc.app.focusWindow();
    await pc.app.blurWindow();
    await pc.app.waitForWindow(({ visible }) => !visible);
    expect(pc.nextcloud.control.appPasswords('alice')).toHaveLength(1);
  });
});

describe('disconnecting', () => {
  it('asks with the focus on the answer that changes nothing, and returns the focus', async () => {
    await choose('Konto trennen …');
    const dialog = page.getByRole('alertdialog', { name: 'Konto trennen?' });
    await hasFocus(dialog.getByRole('button', { name: 'Abbrechen' }));
    expect(await dialog.getAttribute('aria-describedby')).not.toBeNull();
    await keepsTheFocus(dialog);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(menuButton());
    expect((await pc.app.windowState()).visible).toBe(true);
    expect(pc.nextcloud.control.appPasswords('alice')).toHaveLength(1);
  });

  it('is neither confirmed nor cancelled by a click beside the question', async () => {
    await choose('Konto trennen …');
    const dialog = page.getByRole('alertdialog');
    await hasFocus(dialog.getByRole('button', { name: 'Abbrechen' }));
    await page.mouse.click(5, 5);
    await page.keyboard.press('Tab');
    expect(await dialog.isVisible()).toBe(true);
  });

  it('works from the settings by keyboard, and leads to the first screen', async () => {
    const sheet = await openSettings(page);
    await sheet.getByRole('button', { name: 'Konto trennen …' }).press('Enter');
    const dialog = page.getByRole('alertdialog');
    await hasFocus(dialog.getByRole('button', { name: 'Abbrechen' }));
    await page.keyboard.press('Escape');
    await hasFocus(sheet.getByRole('button', { name: 'Konto trennen …' }));
    await page.keyboard.press('Enter');
    await hasFocus(dialog.getByRole('button', { name: 'Abbrechen' }));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await hasFocus(page.getByRole('textbox'));
    await closed(page);
    expect(pc.nextcloud.control.appPasswords('alice')).toEqual([]);
  });

  it.runIf(isFull)('closes open dialogs when it comes from the tray', async () => {
    await openSettings(page);
    await pc.app.tray.choose('Konto trennen\u00a0…');
    await pc.app.dialogs.press('Trennen');
    await page.getByRole('textbox').waitFor();
    await closed(page);
    // Esc has no other dialog to close first.
    await page.keyboard.press('Escape');
    await pc.app.waitForWindow(({ visible }) => !visible);
  });
});

describe('the list of keys', () => {
  it('opens with ?, names every key, and returns the focus to the row', async () => {
    const opener = row(page, 'Wehrführung').getByRole('button').first();
    await opener.focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Tastenkürzel' });
    await hasFocus(dialog.getByRole('button', { name: 'Schließen' }));
    const text = await dialog.textContent();
    const keys = ['↑', '↓', 'Pos1', 'Ende', 'Eingabe', 'R', 'M', '→', 'Umschalt', 'F10', '/', 'Strg', 'Esc', 'F5', '?'];
    for (const key of keys) expect(text).toContain(key);
    await keepsTheFocus(dialog);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(opener);
  });

  it.runIf(isFull)('closes on a click beside it', async () => {
    await choose('Tastenkürzel');
    // The dialog only notices clicks beside it once it has the focus.
    await hasFocus(page.getByRole('dialog', { name: 'Tastenkürzel' }).getByRole('button', { name: 'Schließen' }));
    await page.mouse.click(3, 3);
    await closed(page);
  });
});

describe('an open dialog', () => {
  it('keeps / and Ctrl+F from opening the search, and Esc from hiding the window', async () => {
    await openSettings(page);
    await page.keyboard.press('/');
    await page.keyboard.press('ControlOrMeta+f');
    expect(await page.getByRole('searchbox').count()).toBe(0);
    await page.keyboard.press('Escape');
    await closed(page);
    expect((await pc.app.windowState()).visible).toBe(true);
  });

  it.runIf(isFull)('hides the rest from screen readers, but not error messages', async () => {
    const sheet = await openSettings(page);
    await page.locator('main[aria-hidden=true], [aria-hidden=true] main').waitFor({ state: 'attached' });
    expect(await page.getByRole('listitem').count()).toBe(0);
    expect(await page.locator('[aria-hidden=true] [role=alert], [role=alert][aria-hidden=true]').count()).toBe(0);
    await sheet.getByRole('button', { name: 'Zurück' }).click();
    await row(page, 'Einsatzgruppe 1').waitFor();
  });
});
