import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { change, inFolder, reopen, stateOf } from './desktop.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

describe('the theme', () => {
  const showsDark = (page: Page, dark: boolean) =>
    page.waitForFunction((wanted) => matchMedia('(prefers-color-scheme: dark)').matches === wanted, dark);

  it('changes at once, follows the system again, and survives a restart', async () => {
    pc = await openStation({ theme: 'light' });
    const page = await pc.signIn();
    await showsDark(page, false);
    await change(page, { theme: 'dark' });
    await showsDark(page, true);
    await change(page, { theme: 'system' });
    await showsDark(page, false);
    await pc.app.system.theme('dark');
    await showsDark(page, true);
    await change(page, { theme: 'light' });
    await showsDark(page, false);
    await showsDark(await reopen(pc), false);
  });
});

describe('the shortcut', () => {
  it('shows and hides the window, and is released', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    const { system } = pc.app;
    await expect(system.pressShortcut('CommandOrControl+Alt+M')).rejects.toThrow('does not hear');
    await change(page, { shortcut: 'CommandOrControl+Alt+M' });
    await system.pressShortcut('CommandOrControl+Alt+M');
    await pc.app.waitForWindow(({ visible }) => !visible);
    await system.pressShortcut('CommandOrControl+Alt+M');
    await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
    expect((await stateOf(page)).device.shortcutTaken).toBe(false);

    await change(page, { shortcut: 'CommandOrControl+Alt+K' });
    await expect(system.pressShortcut('CommandOrControl+Alt+M')).rejects.toThrow('does not hear');
    await system.pressShortcut('CommandOrControl+Alt+K');
    await pc.app.waitForWindow(({ visible }) => !visible);
    await change(page, { shortcut: 'off' });
    await expect(system.pressShortcut('CommandOrControl+Alt+K')).rejects.toThrow('does not hear');
  });

  it.runIf(isFull)('brings the window to the front from behind another one', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    await change(page, { hideOnBlur: false, shortcut: 'CommandOrControl+Alt+M' });
    await pc.app.blurWindow();
    await pc.app.system.pressShortcut('CommandOrControl+Alt+M');
    await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
  });

  it('is reported as taken when another program has it', async () => {
    pc = await openStation({ takenShortcuts: ['CommandOrControl+Alt+M'] });
    const page = await pc.signIn();
    await change(page, { shortcut: 'CommandOrControl+Alt+M' });
    expect((await stateOf(page)).device.shortcutTaken).toBe(true);
    await change(page, { shortcut: 'CommandOrControl+Alt+K' });
    expect((await stateOf(page)).device.shortcutTaken).toBe(false);
    await pc.app.system.pressShortcut('CommandOrControl+Alt+K');
    await pc.app.waitForWindow(({ visible }) => !visible);
  });
});

// Linux uses a file; the other systems have login items, see below.
describe.runIf(process.platform === 'linux')('starting with the session', () => {
  it('writes an autostart file, and removes it', async () => {
    await inFolder(async (folder) => {
      pc = await openStation({ env: { XDG_CONFIG_HOME: folder } });
      const page = await pc.signIn();
      const file = join(folder, 'autostart', 'de.talkmelder.app.desktop');
      expect(existsSync(file)).toBe(false);
      await change(page, { autostart: true });
      const [, command = ''] = /^Exec=(.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
      expect(command).toBe(pc.app.kind === 'electron' ? command : `${process.execPath} --hidden`);
      expect(command).toMatch(/ --hidden$/);
      expect((await stateOf(page)).device.autostart).toBe(true);
      const again = await reopen(pc);
      expect(existsSync(file)).toBe(true);
      await change(again, { autostart: false });
      expect(existsSync(file)).toBe(false);
    });
  });

  it.runIf(isFull)('says so when the file cannot be written', async () => {
    pc = await openStation({ env: { XDG_CONFIG_HOME: '/dev/null' } });
    const page = await pc.signIn();
    await change(page, { autostart: true });
    expect((await stateOf(page)).device.autostart).toBe(false);
  });
});

// Electron cannot pose as another system, so it runs this test only on Windows.
describe('starting with the session of Windows', () => {
  /** Returns the doctor's finding about autostart. */
  const autostartSeen = (page: Page) =>
    page.evaluate(async () => {
      const answer = await window.talkmelder.runDoctor();
      if (!answer.ok) throw new Error(answer.error);
      return answer.value.findings.find(({ id }) => id === 'autostart')?.message;
    });

  it('is a login item', async () => {
    pc = await openStation({ platform: 'win32' });
    const page = await pc.signIn();
    await change(page, { autostart: true });
    // The finding is not `gone`, so the system has the item with the app's arguments.
    expect(await autostartSeen(page)).toBe('doctor.autostart.on');
  });
});

describe('a start by the system', () => {
  const hidden = (): string[] => [`--server=${pc.nextcloud.url}`, '--hidden'];

  it('opens no window for a signed-in user, and shows the unread count', async () => {
    pc = await openStation();
    await pc.signIn();
    await pc.restart({ args: hidden() });
    await pc.app.tray.waitFor(({ tooltip }) => tooltip.includes('ungelesen'));
    expect(await pc.app.windowState()).toMatchObject({ exists: false });
    await pc.app.secondInstance();
    expect(await pc.app.windowState()).toMatchObject({ exists: false });
    await pc.app.tray.choose('Talkmelder öffnen');
    await pc.app.waitForWindow(({ visible }) => visible);
  });

  it('shows the first screen without an account', async () => {
    pc = await openStation();
    await pc.restart({ args: hidden() });
    await pc.app.waitForWindow(({ visible }) => visible);
  });
});

describe('the window', () => {
  it.runIf(isFull)('stays when the user clicks elsewhere, if the setting says so', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    await change(page, { hideOnBlur: false });
    await pc.app.blurWindow();
    // Main has handled the blur by the time of its answer.
    await stateOf(page);
    expect(await pc.app.windowState()).toMatchObject({ visible: true, focused: false });
    await change(page, { hideOnBlur: true });
    await pc.app.tray.choose('Talkmelder öffnen');
    await pc.app.waitForWindow(({ focused }) => focused);
    await pc.app.blurWindow();
    await pc.app.waitForWindow(({ visible }) => !visible);
  });

  it.runIf(isFull)('is as high as its content, and stays on the taskbar', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    await pc.app.tray.click();
    await pc.app.waitForWindow(({ visible }) => !visible);
    await pc.app.tray.choose('Talkmelder öffnen');
    const { bounds } = await pc.app.waitForWindow(({ visible }) => visible);
    const foot = bounds.y + bounds.height;
    for (const [compact, height] of [[3, 400] as const, [5, 500] as const, ['all', 560] as const]) {
      await change(page, { compact });
      const fitted = await pc.app.waitForWindow((shown) => shown.bounds.height === height);
      expect(fitted.bounds).toMatchObject({ x: bounds.x, y: foot - height, width: 380 });
      await page.waitForFunction((wanted) => innerHeight === wanted, height);
    }
    await change(page, { compact: 3 });
    await reopen(pc);
    expect((await pc.app.waitForWindow(({ visible }) => visible)).bounds.height).toBe(400);
  });
});

describe('diagnostics', () => {
  it.runIf(isFull)('name the versions of the app’s components', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    const answer = await page.evaluate(() => window.talkmelder.getDiagnostics());
    expect(answer).toMatchObject({ ok: true, value: { app: expect.stringMatching(/^\d+\.\d+\.\d+/) } });
    const { electron, chromium, node, system } = answer.ok ? answer.value : expect.fail('no answer');
    expect([electron, chromium, node].filter((version) => /^\d+\.\d+/.test(version))).toHaveLength(3);
    expect(system).not.toBe('');
  });
});
