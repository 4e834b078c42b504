import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, launchFixture } from './fixture/launch-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await launchFixture({ locale: 'de-AT', args: ['--word=Wert', '-flag', '--Capital', '--', '--after'] });
});
afterAll(() => fixture.app.quit());

const run = (source: string): Promise<unknown> => fixture.run(source);
const failure = (source: string): Promise<unknown> =>
  run(`try { ${source}; return 'nothing'; } catch (error) { return error.message; }`);

test('import, named import, require and electron/main return the same module', async () => {
  expect(await run('return state.required')).toBe(true);
  expect(await run('return [process.type, process.versions.electron.split(".")[0]]')).toEqual(['browser', '45']);
});

describe('a missing feature throws by name', () => {
  test.for([
    ['electron.app.getGPUInfo("basic")', 'host: app.getGPUInfo is not implemented'],
    ['electron.app.applicationMenu = null', 'host: app.applicationMenu = is not implemented'],
    ['electron.app.on("open-url", () => {})', "host: app event 'open-url' is not implemented"],
    ['electron.globalShortcut.setSuspended(true)', 'host: globalShortcut.setSuspended is not implemented'],
    ['electron.autoUpdater.checkForUpdates()', 'host: autoUpdater.checkForUpdates is not implemented'],
    ['new electron.BrowserView()', 'host: new BrowserView is not implemented'],
    ['electron.dialog.showMessageBoxSync({})', 'host: dialog.showMessageBoxSync is not implemented'],
    ['electron.Notification.getHistory()', 'host: Notification.getHistory is not implemented'],
    ['state.window.setKiosk(true)', 'host: BrowserWindow.setKiosk is not implemented'],
    ['state.window.on("swipe", () => {})', "host: BrowserWindow event 'swipe' is not implemented"],
    ['state.window.webContents.inspectElement(1, 1)', 'host: webContents.inspectElement is not implemented'],
    ['state.window.webContents.session.cookies', 'host: Session.cookies is not implemented'],
    ['event.senderFrame.executeJavaScript("1")', 'host: WebFrameMain.executeJavaScript is not implemented'],
    ['event.returnValue', 'host: the ipc event.returnValue is not implemented'],
    ['electron.safeStorage.encryptString("x")', 'host: safeStorage.encryptString is not implemented'],
    ['electron.nativeImage.createMenuSymbol("x")', 'host: nativeImage.createMenuSymbol is not implemented'],
    ['electron.nativeImage.createEmpty().resize({})', 'host: NativeImage.resize is not implemented'],
    ['electron.screen.getPrimaryDisplay().rotation', 'host: Display.rotation is not implemented'],
    ['electron.shell.openPath("/")', 'host: shell.openPath is not implemented'],
    ['new electron.BrowserWindow({ kiosk: true })', 'host: BrowserWindow option kiosk is not implemented'],
    [
      'new electron.BrowserWindow({ webPreferences: { sandbox: false } })',
      'host: webPreferences.sandbox: false is not implemented',
    ],
    [
      'new electron.BrowserWindow({ webPreferences: { zoomFactor: 2 } })',
      'host: webPreferences.zoomFactor: 2 is not implemented',
    ],
  ] as const)('%s', async ([source, message]) => {
    expect(await failure(source)).toBe(message);
  });

  test('but members that every object is asked for are only undefined', async () => {
    expect(
      await run('return [await electron.app === electron.app, electron.dialog.toJSON, "quit" in electron.app]'),
    ).toEqual([true, undefined, true]);
    expect(
      await run(
        'return [state.window instanceof electron.BrowserWindow, electron.BrowserWindow.getAllWindows()[0] === state.window]',
      ),
    ).toEqual([true, true]);
  });
});

describe('order', () => {
  test('nothing of the running browser works before ready', async () => {
    expect(await run('return state.early')).toEqual({
      window: 'host: Cannot create BrowserWindow before app is ready',
      tray: 'host: Cannot create Tray before app is ready',
      notification: 'host: Cannot create Notification before app is ready',
      powerMonitor: 'host: The powerMonitor module cannot be used before app is ready',
      screen: 'host: The screen module cannot be used before app is ready',
      session: 'host: A session was asked for before app is ready',
      globalShortcut: 'host: globalShortcut cannot be used before app is ready',
      locale: 'host: app.getLocale() before app is ready',
    });
    expect(await run('return state.earlyFetch')).toBe('host: A session was asked for before app is ready');
  });

  test.for([
    ['electron.protocol.registerSchemesAsPrivileged([])', 'protocol.registerSchemesAsPrivileged()'],
    ['electron.app.enableSandbox()', 'app.enableSandbox()'],
    ['electron.app.requestSingleInstanceLock()', 'app.requestSingleInstanceLock()'],
    ['electron.app.commandLine.appendSwitch("x")', 'app.commandLine.appendSwitch()'],
    ['electron.app.commandLine.removeSwitch("x")', 'app.commandLine.removeSwitch()'],
  ] as const)('refuses after the first tick: %s', async ([source, name]) => {
    expect(await failure(source)).toBe(`host: ${name} must be called before app is ready, in the first tick`);
  });
});

describe('app', () => {
  test('name, version, paths, language and switches', async () => {
    expect(await run('return [electron.app.name, electron.app.getVersion(), electron.app.isPackaged]')).toEqual([
      'Host Fixture',
      '1.2.3',
      false,
    ]);
    expect(await run('return electron.app.getAppPath()')).toBe(join(import.meta.dirname, 'fixture'));
    expect(await run("return electron.app.getPath('userData')")).toBe(fixture.app.userData);
    expect(await run("return electron.app.getPath('logs')")).toBe(join(fixture.app.userData, 'logs'));
    expect(await failure("electron.app.getPath('nowhere')")).toBe("Failed to get 'nowhere' path");
    expect(
      await run(
        'return [electron.app.getLocale(), electron.app.getSystemLocale(), electron.app.getPreferredSystemLanguages()]',
      ),
    ).toEqual(['de', 'de-AT', ['de-AT']]);
    expect(await run("return ['word', 'flag'].map((name) => electron.app.commandLine.getSwitchValue(name))")).toEqual([
      'Wert',
      '',
    ]);
    // On systems other than Windows, a switch typed in capitals is another one; look-ups ignore capitals.
    const has = "['FLAG', 'capital', 'after', 'other'].map((name) => electron.app.commandLine.hasSwitch(name))";
    expect(await run(`return ${has}`)).toEqual([true, process.platform === 'win32', false, false]);
  });

  test('another name and other folders, but no unknown ones', async () => {
    await run("electron.app.setName('Other')");
    expect(await run('return [electron.app.name, electron.app.getName()]')).toEqual(['Other', 'Other']);
    await run(`electron.app.setPath('temp', ${JSON.stringify(import.meta.dirname)})`);
    expect(await run("return electron.app.getPath('temp')")).toBe(import.meta.dirname);
    expect(await failure("electron.app.setPath('temp', 'relative')")).toBe('Path must be absolute');
    expect(await failure("electron.app.setPath('nowhere', '/x')")).toMatch(/^Failed to set path/);
    expect(await failure("electron.app.setAppUserModelId('')")).toMatch(/needs an id/);
  });

  test('no dock and no activation outside macOS; the app learns of new windows and contents', async () => {
    expect(await run('return electron.app.dock')).toBeUndefined();
    const source = `const made = [];
      electron.app.on('activate', () => made.push('activate'));
      electron.app.on('web-contents-created', (_event, contents) => made.push(contents.getType()));
      const window = new electron.BrowserWindow({ show: false });
      const closed = new Promise((done) => window.once('closed', done));
      window.webContents.on('will-attach-webview', () => made.push('webview'));
      window.setBackgroundColor('#17191c');
      window.destroy();
      await closed;
      return made;`;
    expect(await run(source)).toEqual(['window']);
  });

  test('a destroyed window only has an id; its contents and its frame are gone', async () => {
    await run(`state.gone = new electron.BrowserWindow({ show: false });
      state.loading = state.gone.loadURL('app://fixture/').catch(({ message }) => message);
      const { webContents: contents } = state.gone;
      Object.assign(state, { contents, frame: contents.mainFrame, goneId: state.gone.id });
      state.gone.destroy()`);
    expect(await run('return state.loading')).toMatch(/^ERR_FAILED \(-2\) loading/);
    expect(await run('return state.gone.id === state.goneId && state.gone.isDestroyed()')).toBe(true);
    expect(await failure('state.gone.webContents')).toBe('Object has been destroyed');
    expect(await failure("state.contents.send('late')")).toBe('Object has been destroyed');
    expect(await failure('state.contents.mainFrame')).toBe('Object has been destroyed');
    expect(await run('return [state.contents.isDestroyed(), state.contents.listenerCount("x")]')).toEqual([true, 0]);
    for (const name of ['url', 'origin', 'parent'])
      expect(await failure(`state.frame.${name}`)).toBe(
        'Render frame was disposed before WebFrameMain could be accessed',
      );
    expect(await run('return [state.frame.detached, state.frame.isDestroyed()]')).toEqual([true, true]);
  });

  test('the app does not see that it runs on the host', async () => {
    expect(await run("return Object.keys(process.env).filter((name) => name === 'ELECTRON_HOST')")).toEqual([]);
  });
});

test('safeStorage really encrypts, and notices changed data', async () => {
  const sealed = (await run(
    "return (await electron.safeStorage.encryptStringAsync('geheim')).toString('base64')",
  )) as string;
  expect(Buffer.from(sealed, 'base64').includes('geheim')).toBe(false);
  const open = (text: string): string =>
    `await electron.safeStorage.decryptStringAsync(Buffer.from('${text}', 'base64'))`;
  expect(await run(`return ${open(sealed)}`)).toEqual({ result: 'geheim', shouldReEncrypt: false });
  expect(await failure(open(sealed.slice(0, -8)))).toMatch(/^Error while decrypting/);
  expect(await failure("await electron.safeStorage.decryptStringAsync('text')")).toMatch(/to be a buffer$/);
  expect(await run(`return ${open('')}`)).toMatchObject({ result: '' });
  expect(Buffer.from(sealed, 'base64').subarray(0, 3).toString()).toBe('v11');
  expect(await run('return electron.safeStorage.getSelectedStorageBackend()')).toBe('gnome_libsecret');
});

test('the host names every export of Electron’s main process', async () => {
  const types = readFileSync(join(import.meta.dirname, '../../node_modules/electron/electron.d.ts'), 'utf8');
  const start = types.indexOf('namespace Main {');
  const [block = ''] = types.slice(start).split(/\n {2}\}\n/);
  const names = [...block.matchAll(/^ {4}(?:const|class) (\w+)/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(30);
  // This is only a type: at run time the class is `net.WebSocket`, and importing it by name would keep an app from
  // starting.
  const onlyTypes = ['WebSocket'];
  expect(await run(`return ${JSON.stringify(names)}.filter((name) => !(name in electron))`)).toEqual(onlyTypes);
});
