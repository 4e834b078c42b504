import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, launchFixture } from './fixture/launch-fixture.ts';

describe('this machine', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await launchFixture({ takenShortcuts: ['Alt+Space'] });
  });
  afterAll(() => fixture.app.quit());
  const run = (source: string): Promise<unknown> => fixture.run(source);

  test('global shortcuts: the app’s own, those of other programs, and invalid ones', async () => {
    const { system } = fixture.app;
    const register = (keys: string): Promise<unknown> =>
      run(`return electron.globalShortcut.register('${keys}', () => (state.chosen = ['${keys}']))`);
    expect(await register('CommandOrControl+Shift+T')).toBe(true);
    expect(await register('CommandOrControl+Shift+T')).toBe(false);
    expect(await register('Alt+Space')).toBe(false);
    expect(await run("return electron.globalShortcut.isRegistered('Alt+Space')")).toBe(false);
    await system.pressShortcut('CommandOrControl+Shift+T');
    expect(await run('return state.chosen')).toEqual(['CommandOrControl+Shift+T']);
    await run("electron.globalShortcut.unregister('CommandOrControl+Shift+T')");
    await expect(system.pressShortcut('CommandOrControl+Shift+T')).rejects.toThrow('does not hear');
    await expect(register('Control+Nonsense')).rejects.toThrow('Error processing argument');
    await register('Alt+1');
    await run('electron.globalShortcut.unregisterAll()');
    expect(await run("return electron.globalShortcut.isRegistered('Alt+1')")).toBe(false);
  });

  // The test below covers the other systems, on every system.
  test.runIf(process.platform === 'linux')('nothing starts with the session on Linux', async () => {
    await run("electron.app.setLoginItemSettings({ openAtLogin: true, args: ['--hidden'] })");
    expect(await run("return electron.app.getLoginItemSettings({ args: ['--hidden'] }).openAtLogin")).toBe(false);
  });

  test('the versions of Chromium and the system', async () => {
    expect(await run('return process.versions.chrome')).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await run('return process.getSystemVersion()')).toMatch(/^\d+\./);
  });
});

describe('on another system', () => {
  let windows: Fixture;
  beforeAll(async () => {
    windows = await launchFixture({ platform: 'win32' });
  });
  afterAll(() => windows.app.quit());

  test('the app sees it', async () => {
    expect(await windows.run('return process.platform')).toBe('win32');
    const asks = 'try { electron.safeStorage.getSelectedStorageBackend() } catch (error) { return error.message }';
    expect(await windows.run(asks)).toMatch(/^host: safeStorage.getSelectedStorageBackend on win32/);
  });

  test('the tray reports a right click, and shows the menu that the app opens then', async () => {
    const icon = join(import.meta.dirname, '../../build/icons/tray/linux/colour/idle.png');
    await windows.run(`state.tray = new electron.Tray(${JSON.stringify(icon)});
      const menu = electron.Menu.buildFromTemplate([{ label: 'Open', click: () => (state.chosen = 'Open') }]);
      state.tray.on('right-click', () => state.tray.popUpContextMenu(menu));`);
    await windows.app.tray.rightClick();
    await windows.app.tray.choose('Open');
    expect(await windows.run('return state.chosen')).toBe('Open');
  });

  test('notifications take replies', async () => {
    await windows.run(`const n = new electron.Notification({ title: 'Alarm', hasReply: true });
      n.on('reply', (details, text) => (state.answer = [details.reply, text]));
      n.show();
      state.kept = n;`);
    const [shown] = await windows.app.notifications.waitFor(1);
    expect(shown?.hasReply).toBe(true);
    await windows.app.notifications.reply(shown?.id ?? '', 'on my way');
    expect(await windows.run('return state.answer')).toEqual(['on my way', 'on my way']);
  });

  test('notifications fail if the person has switched them off, and the app learns of it', async () => {
    const tell = (): Promise<unknown> =>
      windows.run(`state.kept = new electron.Notification({ title: 'Alarm' });
        const told = new Promise((resolve) => {
          for (const name of ['show', 'failed']) state.kept.on(name, (_event, error) => resolve([name, error]));
        });
        state.kept.show();
        return told;`);
    await windows.app.notifications.allow(false);
    const before = await windows.app.notifications.list();
    expect(await tell()).toEqual(['failed', 'switched off in the system']);
    expect(await windows.app.notifications.list()).toEqual(before);
    await windows.app.notifications.allow(true);
    expect(await tell()).toEqual(['show', undefined]);
  });

  test('the app starts with the session, with the same command line', async () => {
    const asks = (args: string[]): Promise<unknown> =>
      windows.run(`return electron.app.getLoginItemSettings({ args: ${JSON.stringify(args)} }).openAtLogin`);
    await windows.run("electron.app.setLoginItemSettings({ openAtLogin: true, args: ['--hidden'] })");
    expect([await asks(['--hidden']), await asks([])]).toEqual([true, false]);
    expect(await windows.run('return electron.app.getLoginItemSettings().wasOpenedAtLogin')).toBe(false);
    await windows.run('electron.app.setLoginItemSettings({ openAtLogin: false })');
    expect(await asks(['--hidden'])).toBe(false);
  });
});
