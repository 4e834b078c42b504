import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskScreen } from '../electron/snapshot.ts';
import { casesOf, isFull } from '../full.ts';
import { violations } from './axe.ts';
import type { LaunchOptions } from './driver.ts';
import { layDown } from './machine-policy.ts';
import { failForLong, openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
afterEach(() => pc.stop());

const screenOf = (id: number, x: number, [width, height]: readonly [number, number]): DeskScreen => ({
  id,
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 0, width, height: height - 48 },
});
const FULL_HD = [1920, 1080] as const;

async function open(options: LaunchOptions = {}): Promise<void> {
  pc = await openStation(options);
  page = await pc.signIn();
}

/** Starts the wall display as the menu does, and returns its page. */
async function start(): Promise<Page> {
  await page.evaluate(() => window.talkmelder.startWall());
  const wall = await pc.app.fullScreenPage();
  await wall.locator('.wall').waitFor();
  return wall;
}

/** The page ends with the key. */
const pressEscape = (wall: Page): void => void wall.keyboard.press('Escape').catch(() => {});
/** Everything that the page holds, on screen or not. */
const contentOf = (wall: Page): Promise<string> => wall.evaluate(() => document.documentElement.outerHTML);
const rowOnWall = (wall: Page, name: string) =>
  wall.locator('.wall-row').filter({ has: wall.locator('.wall-name', { hasText: name }) });
/** Whether anything reaches beyond the screen, which no hand could scroll to. */
const cutOff = (wall: Page): Promise<string[]> =>
  wall.evaluate(() => {
    const found = [...document.querySelectorAll('.wall > *, .wall-row, .wall-clock, .wall-footer > *')];
    return found
      .filter((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight || element.scrollHeight > innerHeight;
      })
      .map((element) => element.className);
  });

describe('the wall display', () => {
  it('starts from the menu, fills the screen, and Esc leads back to the window', async () => {
    await open();
    await page.getByRole('banner').getByRole('button', { name: 'Menü' }).click();
    await page.getByRole('menuitem', { name: 'Wandanzeige' }).click();
    const wall = await pc.app.fullScreenPage();
    await rowOnWall(wall, 'Einsatzgruppe 1').getByLabel('3 ungelesen').waitFor();
    expect(await pc.app.waitForFullScreen((window) => window?.visible === true)).toMatchObject({
      focused: true,
      bounds: { x: 0, y: 0, width: 1920, height: 1080 },
    });
    await wall.getByText(/^Stand \d\d:\d\d\sUhr$/).waitFor();
    expect(await wall.locator('.wall-time').textContent()).toMatch(/^\d\d:\d\d$/);
    await pc.app.waitForWindow(({ visible }) => !visible);
    pressEscape(wall);
    await pc.app.waitForFullScreen((window) => window === null);
    await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
  });

  it.runIf(isFull)('starts from the settings, and closes like any window', async () => {
    await open();
    await page.getByRole('contentinfo').getByRole('button', { name: 'Einstellungen' }).click();
    await page.getByRole('button', { name: 'Wandanzeige starten' }).click();
    await pc.app.waitForFullScreen((window) => window?.visible === true);
    await pc.app.closeFullScreen();
    await pc.app.waitForFullScreen((window) => window === null);
    await pc.app.waitForWindow(({ visible }) => visible);
  });

  it('holds no text of a message, offers nothing to press, and can ask main for nothing else', async () => {
    await open();
    const wall = await start();
    await rowOnWall(wall, 'Bob Böhm').waitFor();
    for (const words of ['bist du morgen da', 'Grüße aus Köln', 'Protokoll', 'Prüfprotokoll', 'Kasse stimmt'])
      expect(await contentOf(wall)).not.toContain(words);
    expect(await wall.locator('button, a, input, select, textarea, [title], [tabindex]').count()).toBe(0);
    const refused = await wall.evaluate(async () => {
      const { talkmelder } = window;
      const token = document.querySelector<HTMLElement>('[data-token]')?.dataset.token ?? '';
      const answers = await Promise.all([
        talkmelder.getState(),
        talkmelder.openReply({ token }),
        talkmelder.openConversation({ token }),
        talkmelder.changeSettings({ wallText: true }),
      ]);
      return answers.map((answer) => answer.ok || answer.error);
    });
    expect(refused).toEqual(['internal', 'internal', 'internal', 'internal']);
    await rowOnWall(wall, 'Bob Böhm').click();
    await wall.keyboard.press('Enter');
    await wall.keyboard.press('Control+,');
    expect(await wall.getByRole('dialog').count()).toBe(0);
    expect((await pc.app.opened()).filter((url) => url.includes('/call/'))).toEqual([]);
  });

  it('keeps the texts of notifications from visitors, too', async () => {
    await open();
    pc.nextcloud.control.send('bob', pc.rooms.bob, 'Der Schlüssel hängt im Büro.');
    const shown = async () => {
      const all = await pc.app.notifications.list();
      return all.filter(({ state }) => state === 'shown').map(({ body }) => body);
    };
    await pc.refresh();
    await expect.poll(shown).toEqual(['Der Schlüssel hängt im Büro.']);
    const wall = await start();
    await pc.app.waitForFullScreen((window) => window?.visible === true);
    await expect.poll(shown).toEqual(['Neue Nachricht']);
    pc.nextcloud.control.send('carla', pc.rooms.carla, 'Der Code ist 4711.');
    await pc.refresh();
    await expect.poll(shown).toEqual(['Neue Nachricht', 'Neue Nachricht']);
    pressEscape(wall);
    await pc.app.waitForFullScreen((window) => window === null);
  });

  it.runIf(isFull)('shows texts if the station chooses them, but never those of sensitive conversations', async () => {
    await open();
    pc.nextcloud.control.configure('alice', pc.rooms.bob, { sensitive: true });
    await pc.refresh();
    await page.evaluate(() => window.talkmelder.changeSettings({ wallText: true }));
    const wall = await start();
    await rowOnWall(wall, 'Carla Castro').getByText('Nur zur Info, eilt nicht.').waitFor();
    await expect.poll(() => contentOf(wall)).not.toContain('Grüße aus Köln');
    pc.nextcloud.control.send('bob', pc.rooms.bob, 'Das liest nur Alice.');
    pc.nextcloud.control.send('carla', pc.rooms.carla, 'Der Schlüssel hängt im Büro.');
    await pc.refresh();
    await rowOnWall(wall, 'Carla Castro').getByText('Der Schlüssel hängt im Büro.').waitFor();
    await rowOnWall(wall, 'Bob Böhm').getByLabel('3 ungelesen').waitFor();
    expect(await contentOf(wall)).not.toContain('Das liest nur Alice.');
    await page.evaluate(() => window.talkmelder.changeSettings({ wallText: false }));
    await expect.poll(() => contentOf(wall)).not.toContain('Der Schlüssel');
  });

  it('stays when it loses the focus, and follows the server while the window is hidden', async () => {
    await open();
    const wall = await start();
    await pc.app.waitForWindow(({ visible }) => !visible);
    await pc.app.tray.choose('Talkmelder öffnen');
    await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
    await pc.app.blurWindow();
    await pc.app.waitForWindow(({ visible }) => !visible);
    expect(await pc.app.waitForFullScreen((window) => window?.focused === false)).toMatchObject({ visible: true });
    pc.nextcloud.control.startCall('eva', pc.rooms.fest);
    await pc.refresh();
    await rowOnWall(wall, 'Sommerfest').getByText('Anruf läuft').waitFor();
    expect(await wall.locator('.wall-name').first().textContent()).toBe('Sommerfest');
  });

  it('says that the server is away and how old the list is, that the session has ended, and that all is well again', async () => {
    await open();
    const wall = await start();
    failForLong(pc);
    await pc.refresh();
    await wall.getByText(/^Diese Liste ist von \d\d:\d\d\sUhr\.$/).waitFor();
    expect(await wall.locator('.wall-row').count()).toBeGreaterThan(5);
    pc.nextcloud.control.clearFaults();
    await pc.refresh();
    await wall.locator('.wall-trouble').waitFor({ state: 'detached' });
    await page.evaluate(async () => {
      const answer = await window.talkmelder.getState();
      if (answer.ok && answer.value.phase.kind === 'connected')
        await window.talkmelder.disconnect({ account: answer.value.phase.account.id });
    });
    await wall.getByText('Nicht angemeldet', { exact: true }).waitFor();
    expect(await wall.locator('.wall-row').count()).toBe(0);
    await pc.app.forget();
    await pc.app.tray.choose('Talkmelder öffnen');
    await pc.app.waitForWindow(({ visible }) => visible);
    await pc.signIn();
    await rowOnWall(wall, 'Einsatzgruppe 1').waitFor();
  });
});

describe('the wall display starts by itself', () => {
  it('with the switch: after a restart, and from a second start', async () => {
    await open();
    await pc.restart({ args: ['--wall'] });
    const wall = await pc.app.fullScreenPage();
    await rowOnWall(wall, 'Einsatzgruppe 1').waitFor();
    expect((await pc.app.windowState()).visible).toBe(false);
    pressEscape(wall);
    await pc.app.waitForFullScreen((window) => window === null);
    expect((await pc.app.windowState()).visible).toBe(false);
    await pc.app.secondInstance(['--wall']);
    await pc.app.waitForFullScreen((window) => window?.visible === true);
    expect((await pc.app.windowState()).visible).toBe(false);
  });

  it('by policy, without texts, and keeps the screen awake', async () => {
    const machine = layDown({ locked: { wallAtStart: true, wallText: false, wallAwake: true } });
    try {
      pc = await openStation({ ...machine.launch });
      const wall = await pc.app.fullScreenPage();
      await wall.getByText('Nicht angemeldet', { exact: true }).waitFor();
      page = await pc.signIn();
      await rowOnWall(wall, 'Einsatzgruppe 1').waitFor();
      expect(await pc.app.system.isKeptAwake()).toBe(true);
      expect(await page.evaluate(() => window.talkmelder.changeSettings({ wallText: true }))).toEqual({
        ok: false,
        error: 'setting-locked',
      });
      pressEscape(wall);
      await pc.app.waitForFullScreen((window) => window === null);
      await expect.poll(() => pc.app.system.isKeptAwake()).toBe(false);
    } finally {
      machine.remove();
    }
  });
});

describe('the screen of the wall display', () => {
  it.runIf(isFull)('may sleep unless the station chooses otherwise', async () => {
    await open();
    await start();
    expect(await pc.app.system.isKeptAwake()).toBe(false);
    await page.evaluate(() => window.talkmelder.changeSettings({ wallAwake: true }));
    await expect.poll(() => pc.app.system.isKeptAwake()).toBe(true);
    await page.evaluate(() => window.talkmelder.changeSettings({ wallAwake: false }));
    await expect.poll(() => pc.app.system.isKeptAwake()).toBe(false);
  });

  it('is not the main one, is awaited while it is switched off, and comes back', async () => {
    const main = screenOf(1, 0, FULL_HD);
    const television = screenOf(2, -3840, [3840, 2160]);
    await open({ screens: [main, television] });
    const wall = await start();
    expect(await pc.app.waitForFullScreen((window) => window?.visible === true)).toMatchObject({
      bounds: television.bounds,
    });
    await pc.app.tray.choose('Talkmelder öffnen');
    expect(await pc.app.waitForWindow(({ visible }) => visible)).toMatchObject({ bounds: { width: 380 } });
    await expect.poll(() => wall.evaluate(() => innerWidth)).toBe(3840);
    await pc.app.system.screens([main]);
    await pc.app.waitForFullScreen((window) => window === null);
    await pc.app.system.screens([main, television]);
    await pc.app.waitForFullScreen((window) => window?.visible === true && window.bounds.x === -3840);
    await rowOnWall(await pc.app.fullScreenPage(), 'Einsatzgruppe 1').waitFor();
  });
});

describe('nothing is cut off on the wall', () => {
  /** 911 × 512: 1366 × 768 at 150 %. */
  const sizes = casesOf<readonly [number, number]>([[911, 512]], [[1080, 1920], FULL_HD, [1366, 768], [1280, 1024]]);

  it.runIf(isFull)('with few conversations, and with none', async () => {
    pc = await openStation();
    const { einsatzgruppe, wehrfuehrung, bob, noteToSelf, changelog, ...others } = pc.rooms;
    for (const token of Object.values(others)) pc.nextcloud.control.removeFromRoom('alice', token);
    page = await pc.signIn();
    const wall = await start();
    expect(await wall.locator('.wall-row').count()).toBe(3);
    expect(await cutOff(wall)).toEqual([]);
    for (const token of [einsatzgruppe, wehrfuehrung, bob]) pc.nextcloud.control.removeFromRoom('alice', token);
    await pc.restart({ args: ['--wall'] });
    const empty = await pc.app.fullScreenPage();
    await empty.getByText('Noch keine Unterhaltungen').waitFor();
    await empty.getByText('Alles gelesen').waitFor();
    expect(await violations(empty)).toEqual([]);
  });

  it('with 30 conversations on any screen, in both themes, and axe finds nothing', async () => {
    await open({ screens: [screenOf(1, 0, FULL_HD)] });
    const { control } = pc.nextcloud;
    for (let at = 0; at < 20; at += 1) {
      const name = `Bereitschaft Landkreis mit einem sehr langen Namen ${at}`;
      control.send('bob', control.addRoom({ type: 'group', name, members: ['bob', 'alice'] }), 'Übung');
    }
    await pc.refresh();
    await row(page, 'Landkreis').first().waitFor();
    const wall = await start();
    for (const size of sizes) {
      await pc.app.system.screens([screenOf(1, 0, size)]);
      await pc.app.waitForFullScreen((window) => window?.visible === true && window.bounds.width === size[0]);
      const there = await pc.app.fullScreenPage();
      await there.locator('.wall-row').first().waitFor();
      await expect.poll(() => there.evaluate(() => [innerWidth, innerHeight])).toEqual([...size]);
      await expect.poll(() => cutOff(there)).toEqual([]);
      await there.getByText(/^und \d+ weitere$/).waitFor();
    }
    expect(wall.isClosed()).toBe(true);
    const last = await pc.app.fullScreenPage();
    for (const theme of ['light', 'dark'] as const) {
      await pc.app.system.theme(theme);
      await expect
        .poll(() => last.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
        .toBe(theme === 'dark');
      expect(await violations(last)).toEqual([]);
    }
  });
});
