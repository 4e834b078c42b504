import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Bounds, DeskScreen } from '../electron/snapshot.ts';
import { casesOf, isFull } from '../full.ts';
import type { LaunchOptions } from './driver.ts';
import { layDown } from './machine-policy.ts';
import { stateOf } from './settings-sheet.ts';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
afterEach(() => pc.stop());

async function open(options: LaunchOptions = {}): Promise<void> {
  pc = await openStation(options);
  page = await pc.signIn();
  await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
}

const TASKBAR = 48;
type Side = 'bottom' | 'top' | 'left' | 'right';

/** A screen as Electron reports it. @param pixels of the screen @param scale in percent */
function screenOf(pixels: [number, number], scale: number, side: Side = 'bottom', x = 0): DeskScreen {
  const [width, height] = pixels.map((each) => Math.round((each * 100) / scale)) as [number, number];
  const cut = (at: Side) => (side === at ? TASKBAR : 0);
  const workArea = {
    x: x + cut('left'),
    y: cut('top'),
    width: width - cut('left') - cut('right'),
    height: height - cut('top') - cut('bottom'),
  };
  return { id: x === 0 ? 1 : 2, bounds: { x, y: 0, width, height }, workArea };
}

const isIn = (bounds: Bounds, { workArea }: DeskScreen): boolean =>
  bounds.x >= workArea.x &&
  bounds.y >= workArea.y &&
  bounds.x + bounds.width <= workArea.x + workArea.width &&
  bounds.y + bounds.height <= workArea.y + workArea.height;

/** Hides the window and opens it again, as a person does. */
async function reopen(): Promise<Bounds> {
  await page.evaluate(() => window.talkmelder.hideWindow());
  await pc.app.waitForWindow(({ visible }) => !visible);
  await pc.app.tray.choose('Talkmelder öffnen');
  return (await pc.app.waitForWindow(({ visible, focused }) => visible && focused)).bounds;
}

const change = (settings: object) => page.evaluate((wanted) => window.talkmelder.changeSettings(wanted), settings);
/** Opens the menu, and returns the entry that keeps the window open. */
async function pin() {
  await page.getByRole('banner').getByRole('button', { name: 'Menü' }).click();
  await page.getByRole('menuitem', { name: 'Talkmelder beenden' }).waitFor();
  return page.getByRole('menuitemcheckbox', { name: 'Fenster offen halten' });
}
/** Chooses it. */
const togglePin = async (): Promise<void> => {
  await (await pin()).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
};
/** Whether the menu says that the window stays open. */
const isPinned = async (): Promise<string | null> => {
  const checked = await (await pin()).getAttribute('aria-checked');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  return checked;
};
const settingsOf = async () => (await stateOf(page)).settings;

describe('the window fits the work area', () => {
  it('at every scale, with the taskbar at any side, with large text, and its parts stay in reach', async () => {
    await open({ screens: [screenOf([1366, 768], 100)] });
    const cases = casesOf<[[number, number], number, Side]>(
      [
        [[1366, 768], 200, 'bottom'],
        [[1920, 1080], 200, 'top'],
        [[1366, 768], 150, 'left'],
        [[1366, 768], 150, 'right'],
        [[672, 768], 200, 'bottom'],
      ],
      [
        [[1366, 768], 125, 'bottom'],
        [[1366, 768], 150, 'bottom'],
        [[1366, 768], 175, 'bottom'],
        [[1920, 1080], 200, 'bottom'],
      ],
    );
    for (const textSize of casesOf([150], [100])) {
      await change({ textSize });
      for (const [pixels, scale, side] of cases) {
        const screen = screenOf(pixels, scale, side);
        await pc.app.system.screens([screen]);
        const bounds = await reopen();
        expect([isIn(bounds, screen), bounds.height >= 320], `${pixels} at ${scale} %, ${side}`).toEqual([true, true]);
        await expect
          .poll(() => page.evaluate(() => [Math.round(innerWidth), Math.round(innerHeight)]))
          .toEqual([bounds.width, bounds.height].map((each) => Math.round((each * 100) / textSize)));
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wider).toBeLessThanOrEqual(0);
      }
    }
  });

  it.runIf(isFull)('returns when its screen is unplugged, and when its screen shrinks under it', async () => {
    const main = screenOf([1366, 768], 100);
    const second = screenOf([1920, 1080], 100, 'bottom', -1920);
    await open({ screens: [main, second] });
    await change({ hideOnBlur: false });
    await pc.app.dragWindow({ x: -1500, y: 300 });
    await pc.app.system.screens([main]);
    expect(isIn((await pc.app.waitForWindow(({ bounds }) => bounds.x >= 0)).bounds, main)).toBe(true);
    const coarse = screenOf([1366, 768], 150);
    await pc.app.system.screens([coarse]);
    expect(isIn((await pc.app.waitForWindow(({ bounds }) => bounds.height < 560)).bounds, coarse)).toBe(true);
    expect(await settingsOf()).toMatchObject({ windowHeight: null });
  });
});

describe('the height of the window', () => {
  it('can be dragged, is remembered, and grows with the text', async () => {
    await open();
    await pc.app.dragWindow({ y: 250, height: 782, width: 500 });
    await expect.poll(async () => (await settingsOf()).windowHeight).toBe(782);
    expect((await pc.app.windowState()).bounds).toMatchObject({ width: 380, height: 782 });
    expect(await reopen()).toMatchObject({ height: 782 });
    await pc.restart();
    page = await pc.app.window();
    await row(page, 'Einsatzgruppe 1').waitFor();
    await pc.app.waitForWindow(({ visible, bounds }) => visible && bounds.height === 782);
    await change({ textSize: 125 });
    await pc.app.waitForWindow(({ bounds }) => bounds.height === 978 && bounds.width === 475);
    // Another number of conversations has a height of its own.
    await change({ textSize: 100, compact: 3 });
    await pc.app.waitForWindow(({ bounds }) => bounds.height === 400);
    expect(await settingsOf()).toMatchObject({ windowHeight: null });
  });

  it.runIf(isFull)('is limited to a smaller screen, and comes back on a larger one', async () => {
    const large = screenOf([1920, 1080], 100);
    const small = screenOf([1366, 768], 150);
    await open({ screens: [large] });
    await change({ windowHeight: 900 });
    expect(await reopen()).toMatchObject({ height: 900 });
    await pc.app.system.screens([small]);
    expect(isIn(await reopen(), small)).toBe(true);
    await pc.app.system.screens([large]);
    expect(await reopen()).toMatchObject({ height: 900 });
    expect(await change({ windowHeight: 1e9 })).toEqual({ ok: false, error: 'internal' });
    await pc.app.dragWindow({ y: 700, height: 900 });
    expect(isIn((await pc.app.waitForWindow(({ bounds }) => bounds.y < 700)).bounds, large)).toBe(true);
  });
});

describe('the pin', () => {
  it('keeps the window open, is remembered, and says so', async () => {
    await open();
    expect(await isPinned()).toBe('false');
    await togglePin();
    await expect.poll(async () => (await settingsOf()).hideOnBlur).toBe(false);
    expect(await isPinned()).toBe('true');
    await pc.app.blurWindow();
    await pc.app.waitForWindow(({ focused }) => !focused);
    expect((await pc.app.windowState()).visible).toBe(true);
    await pc.restart();
    page = await pc.app.window();
    await row(page, 'Einsatzgruppe 1').waitFor();
    await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
    expect(await isPinned()).toBe('true');
    await togglePin();
    await expect.poll(async () => (await settingsOf()).hideOnBlur).toBe(true);
    await pc.app.blurWindow();
    await pc.app.waitForWindow(({ visible }) => !visible);
  });

  it('lets the window be moved, which then opens where it was', async () => {
    await open();
    const region = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).getPropertyValue('app-region'));
    expect(await region('.header')).toBe('none');
    await togglePin();
    await expect.poll(() => region('.header')).toBe('drag');
    expect(await region('.header .icon-button')).toBe('no-drag');
    await pc.app.dragWindow({ x: 300, y: 120 });
    expect(await reopen()).toMatchObject({ x: 300, y: 120 });
    await togglePin();
    await expect.poll(() => region('.header')).toBe('none');
    expect((await reopen()).x).not.toBe(300);
  });

  it.runIf(isFull)('brings a window that is behind others to the front with a click on the tray', async () => {
    await open({ platform: 'win32' });
    await togglePin();
    await pc.app.blurWindow();
    await pc.app.waitForWindow(({ focused }) => !focused);
    // The click comes later than one that has itself taken the focus.
    await expect
      .poll(async () => {
        await pc.app.tray.click();
        return (await pc.app.windowState()).focused;
      })
      .toBe(true);
    expect((await pc.app.windowState()).visible).toBe(true);
  });

  it.runIf(isFull)('is not offered where the administrator has decided', async () => {
    const machine = layDown({ locked: { hideOnBlur: true, textSize: 125 } });
    try {
      await open({ ...machine.launch });
      expect(await (await pin()).count()).toBe(0);
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await pc.app.waitForWindow(({ bounds }) => bounds.width === 475);
      await page.keyboard.press('Control++');
      await page.keyboard.press('Control+0');
      expect(await settingsOf()).toMatchObject({ textSize: 125 });
      expect((await pc.app.windowState()).bounds.width).toBe(475);
    } finally {
      machine.remove();
    }
  });
});

describe('the size of the text', () => {
  it('is one setting, whether it is chosen in the settings or with the zoom keys', async () => {
    await open();
    await page.getByRole('contentinfo').getByRole('button', { name: 'Einstellungen' }).click();
    const sheet = page.getByRole('dialog', { name: 'Einstellungen' });
    const sizes = sheet.getByRole('radiogroup', { name: 'Schriftgröße' });
    await sizes.getByText('150 %').click();
    await pc.app.waitForWindow(({ bounds }) => bounds.width === 570 && bounds.height === 840);
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([380, 560]);
    await page.keyboard.press('Control+NumpadSubtract');
    await page.keyboard.press('Control+NumpadSubtract');
    await pc.app.waitForWindow(({ bounds }) => bounds.width === 418);
    await expect.poll(() => sizes.getByRole('radio', { name: '110 %' }).isChecked()).toBe(true);
    await page.keyboard.press('Control+0');
    await page.keyboard.press('Control+NumpadSubtract');
    await expect.poll(() => sizes.getByRole('radio', { name: '90 %' }).isChecked()).toBe(true);
    expect(await settingsOf()).toMatchObject({ textSize: 90 });
    await page.keyboard.press('Escape');
    await sees(page, 'Nextcloud Talk');
  });
});
