import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../../main/core/model/settings.ts';
import { isFull } from '../full.ts';
import { hasFocus, tabTo } from './focus.ts';
import { closed, openSettings, stateOf } from './settings-sheet.ts';
import { openStation, row, type StationPc, sees, wholeList } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

const isDark = (page: Page) => page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
const traySpeaks = (label: string) => pc.app.tray.waitFor(({ menu }) => menu.some((entry) => entry.label === label));

describe('the language', () => {
  it('changes in the window and in the tray at once, and stays after a restart', async () => {
    const page = await pc.signIn();
    const sheet = await openSettings(page);
    await sheet.getByLabel('Sprache').selectOption('English');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    const text = await page.locator('body').textContent();
    expect(text).toContain('When Talkmelder alerts you');
    expect(text).not.toMatch(/Einstellungen|Benachrichtigungen|Unterhaltungen|Verbindung/);
    await traySpeaks('Open Talkmelder');

    await pc.restart();
    await traySpeaks('Open Talkmelder');
    await pc.app.tray.choose('Open Talkmelder');
    await openSettings(await pc.app.window(), 'Settings');
  });
});

describe('by keyboard only', () => {
  it('opens, changes theme, notifications, sound and interval, and closes', async () => {
    const page = await pc.signIn();
    const first = row(page, 'Einsatzgruppe 1').getByRole('button').first();
    await first.focus();
    await page.keyboard.press('ControlOrMeta+,');
    const sheet = page.getByRole('dialog', { name: 'Einstellungen' });
    await sheet.waitFor();
    await hasFocus(sheet.getByRole('button', { name: 'Zurück' }));

    await tabTo(sheet.getByRole('radio', { name: 'System' }));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await isDark(page);
    await tabTo(sheet.getByRole('radio', { name: 'Wie in Talk eingestellt' }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await hasFocus(sheet.getByRole('switch', { name: 'Ton' }));
    await page.keyboard.press('Space');
    await tabTo(sheet.getByLabel('Nach Neuem fragen'));
    // The arrow key chooses one value after the other; slowly typed characters would each begin a new search.
    for (const pollSeconds of [60, 120, 300]) {
      await page.keyboard.press('ArrowDown');
      await expect.poll(async () => (await stateOf(page)).settings.pollSeconds).toBe(pollSeconds);
    }

    const settled = { theme: 'dark', notify: 'mentions', sound: false, pollSeconds: 300 };
    await expect.poll(async () => (await stateOf(page)).settings).toMatchObject(settled);
    await page.keyboard.press('Escape');
    await closed(page);
    await hasFocus(first);
  });

  it.runIf(isFull)('has one tab stop for each group, and Tab wraps around', async () => {
    const page = await pc.signIn();
    const sheet = await openSettings(page);
    const back = sheet.getByRole('button', { name: 'Zurück' });
    const last = sheet.getByRole('button', { name: 'Als Text kopieren' });
    // The facts to copy come a moment after the rest.
    await sheet.locator('.facts').waitFor({ state: 'attached' });
    await last.waitFor();
    await back.focus();
    await page.keyboard.press('Shift+Tab');
    await hasFocus(last);
    await page.keyboard.press('Tab');
    await hasFocus(back);
  });
});

describe('by mouse', () => {
  it.runIf(isFull)('changes the theme', async () => {
    const page = await pc.signIn();
    const sheet = await openSettings(page);
    await sheet.getByText('Dunkel', { exact: true }).click();
    await isDark(page);
    await sheet.getByText('Hell', { exact: true }).click();
    await page.waitForFunction(() => matchMedia('(prefers-color-scheme: light)').matches);
  });

  it('switches on a click anywhere in the row', async () => {
    const page = await pc.signIn();
    const sheet = await openSettings(page);
    // The label lies over the whole row and takes the click.
    await sheet.getByText('Sobald du woandershin klickst.').click({ force: true });
    await expect.poll(async () => (await stateOf(page)).settings.hideOnBlur).toBe(false);
    await expect.poll(() => sheet.getByRole('switch', { name: 'Von selbst ausblenden' }).isChecked()).toBe(false);
  });

  it.runIf(isFull)('shortens the list, and goes back with the arrow', async () => {
    const page = await pc.signIn();
    await wholeList(page);
    const all = await page.getByRole('listitem').count();
    const sheet = await openSettings(page);
    await sheet.getByRole('radiogroup', { name: 'Unterhaltungen zeigen' }).getByText('3', { exact: true }).click();
    await expect.poll(async () => (await stateOf(page)).settings.compact).toBe(3);
    await sheet.getByRole('button', { name: 'Zurück' }).click();
    await closed(page);
    await expect.poll(() => page.getByRole('listitem').count()).toBeLessThan(all);
  });

  it.runIf(isFull)('applies one change at a time, and leaves the rest alone', async () => {
    const page = await pc.signIn();
    const before = (await stateOf(page)).settings;
    const sheet = await openSettings(page);
    await sheet.getByLabel('Nach Neuem fragen').selectOption('alle 2\u00a0Minuten');
    await expect.poll(async () => (await stateOf(page)).settings).toEqual({ ...before, pollSeconds: 120 });
  });
});

describe('the settings file', () => {
  it.runIf(isFull)('falls back to defaults value by value', async () => {
    const page = await pc.signIn();
    const sheet = await openSettings(page);
    await sheet.getByText('Nachrichtentext', { exact: true }).click();
    await sheet.getByLabel('Nach Neuem fragen').selectOption('jede Minute');
    await expect.poll(async () => (await stateOf(page)).settings.pollSeconds).toBe(60);
    await pc.app.quit();
    const file = join(pc.app.userData, 'settings.json');
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(stored).toMatchObject({ previewText: false, pollSeconds: 60 });
    writeFileSync(file, JSON.stringify({ ...Object(stored), pollSeconds: 'often', future: true }));

    await pc.start();
    await traySpeaks('Talkmelder öffnen');
    await pc.app.tray.choose('Talkmelder öffnen');
    const { settings } = await stateOf(await pc.app.window());
    expect(settings).toMatchObject({ previewText: false, pollSeconds: 30 });
    expect(settings).not.toHaveProperty('future');
  });

  it('may name a missing browser: the window says so until the user chooses another', async () => {
    const page = await pc.signIn();
    const { browsers } = (await stateOf(page)).device;
    const gone = Browser.options.find((browser) => !browsers.includes(browser));
    await pc.app.quit();
    writeFileSync(join(pc.app.userData, 'settings.json'), JSON.stringify({ openWith: gone }));
    await pc.start();
    await traySpeaks('Talkmelder öffnen');
    await pc.app.tray.choose('Talkmelder öffnen');
    const again = await pc.app.window();
    const sheet = await openSettings(again);
    const warning = sheet.getByText(/ist auf diesem PC nicht zu finden/);
    await warning.waitFor();
    const choice = sheet.getByLabel('Links öffnen mit');
    expect(await choice.inputValue()).toBe(gone);
    expect(await choice.locator(':checked').textContent()).toMatch(/ \(nicht gefunden\)$/);
    await choice.selectOption('Standardbrowser');
    await warning.waitFor({ state: 'detached' });
    await expect.poll(async () => (await stateOf(again)).settings.openWith).toBe('system');
    await expect.poll(() => choice.inputValue()).toBe('system');
    expect(await choice.locator('option').count()).toBe(browsers.length + 1);
  });

  it.runIf(isFull)('is replaced by defaults when it holds no settings at all', async () => {
    await pc.signIn();
    await pc.app.quit();
    writeFileSync(join(pc.app.userData, 'settings.json'), '{"theme":"dark","sou');
    await pc.start();
    await traySpeaks('Talkmelder öffnen');
    await pc.app.tray.choose('Talkmelder öffnen');
    const page = await pc.app.window();
    await sees(page, 'Einsatzgruppe 1');
    expect((await stateOf(page)).settings.theme).toBe('system');
  });
});
