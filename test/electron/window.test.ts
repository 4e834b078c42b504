import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, launchFixture } from './fixture/launch-fixture.ts';

let fixture: Fixture;
let server: Server;
let web: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('from the web');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fixture = await launchFixture({ theme: 'light', scale: 2, locale: 'de-AT' });
});
afterAll(async () => {
  await fixture.app.quit();
  server.close();
});

describe('on Wayland', () => {
  let wayland: Fixture;
  beforeAll(async () => {
    wayland = await launchFixture({ wayland: true });
    await wayland.run("await new Promise((focused) => { state.window.once('focus', focused); state.window.show(); })");
  });
  afterAll(() => wayland.app.quit());

  test('a minimised window does not know it, and only show() brings it back', async () => {
    await wayland.run(`for (const name of ['minimize', 'restore']) state.window.on(name, () => state.seen.push(name));
      state.seen.splice(0);
      await new Promise((blurred) => { state.window.once('blur', blurred); state.window.minimize(); })`);
    expect(await wayland.run('return [state.window.isMinimized(), state.window.isVisible()]')).toEqual([false, true]);
    expect(await wayland.app.windowState()).toMatchObject({ minimized: true, visible: false });
    await wayland.run('state.window.restore()');
    expect(await wayland.app.windowState()).toMatchObject({ minimized: true, visible: false });
    await wayland.run("await new Promise((focused) => { state.window.once('focus', focused); state.window.show(); })");
    expect(await wayland.app.windowState()).toMatchObject({ minimized: false, visible: true });
    expect(await wayland.run('return state.seen')).toEqual(['blur', 'show', 'focus']);
  });

  test('a window has no position, and cannot give its focus away', async () => {
    const before = (await wayland.app.windowState()).bounds;
    await wayland.run('state.window.setBounds({ x: 7, y: 9, width: 420 }); state.window.blur()');
    expect(await wayland.app.windowState()).toMatchObject({ focused: true, bounds: { ...before, width: 420 } });
    expect(await wayland.run('return state.window.getBounds()')).toMatchObject({ x: 0, y: 0, width: 420 });
  });

  test('a shortcut is granted at once, and goes on firing after it was unregistered', async () => {
    const registers = "return electron.globalShortcut.register('Alt+1', () => state.seen.push('Alt+1'))";
    expect(await wayland.run(registers)).toBe(true);
    await wayland.run("electron.globalShortcut.unregister('Alt+1'); state.seen.splice(0)");
    await wayland.app.system.pressShortcut('Alt+1');
    expect(await wayland.run('return state.seen')).toEqual(['Alt+1']);
    await wayland.run('electron.globalShortcut.unregisterAll()');
    await expect(wayland.app.system.pressShortcut('Alt+1')).rejects.toThrow('does not hear');
  });
});

describe('above all others', () => {
  let top: Fixture;
  beforeAll(async () => {
    top = await launchFixture();
    await top.run("await new Promise((focused) => { state.window.once('focus', focused); state.window.show(); })");
    await top.run(`state.card = new electron.BrowserWindow({ show: false, width: 300, height: 200 });
      await state.card.loadURL('app://fixture/');
      state.card.setAlwaysOnTop(true, 'screen-saver');
      state.card.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });`);
  });
  afterAll(() => top.app.quit());

  test('a window stays above all others, on every virtual desktop, and its entry flashes', async () => {
    await top.run('state.card.showInactive(); state.card.flashFrame(true)');
    const [card] = await top.app.topWindows.waitFor(([first]) => first?.flashing === true);
    expect(card).toMatchObject({ level: 'screen-saver', everywhere: true, visible: true, focused: false });
    await expect(top.run("state.card.setAlwaysOnTop(true, 'highest')")).rejects.toThrow('Invalid level');
    await top.app.topWindows.focus(0);
    await top.app.topWindows.waitFor(([first]) => first?.flashing === false && first.focused);
  });

  test('a window that is shown inactive takes no focus, except on Wayland', async () => {
    await top.run('state.card.hide()');
    await top.app.focusWindow();
    await top.run('state.card.showInactive()');
    expect(await top.app.topWindows.list()).toMatchObject([{ visible: true, focused: false }]);
    expect(await top.app.windowState()).toMatchObject({ focused: true });
    const wayland = await launchFixture({ wayland: true });
    await wayland.run(`if (!state.seen.includes('ready-to-show'))
        await new Promise((ready) => { state.window.once('ready-to-show', ready); });
      state.window.showInactive()`);
    await wayland.app.waitForWindow(({ focused }) => focused);
    await wayland.app.quit();
  });

  test('a locked screen shows no window, and gives none the focus', async () => {
    await top.app.system.lock();
    expect(await top.app.topWindows.list()).toMatchObject([{ visible: false, focused: false }]);
    expect(await top.app.windowState()).toMatchObject({ visible: false, focused: false });
    await top.run('state.window.focus()');
    expect(await top.app.windowState()).toMatchObject({ focused: false });
    await top.app.system.unlock();
    expect(await top.app.topWindows.list()).toMatchObject([{ visible: true }]);
  });

  test('a media element that plays and says so again counts as one sound, until it pauses', async () => {
    const before = (await fixture.app.sounds.list()).length;
    const dispatch = (type: string) =>
      inPage(`const one = document.querySelector('audio') ?? document.body.appendChild(document.createElement('audio'));
        one.dispatchEvent(new Event('${type}')); undefined`);
    for (const type of ['playing', 'playing', 'pause', 'playing']) await dispatch(type);
    await fixture.app.sounds.waitFor(before + 2);
    expect(await fixture.app.sounds.list()).toHaveLength(before + 2);
  });

  test('the system beeps', async () => {
    await top.run('electron.shell.beep(); electron.shell.beep()');
    expect(await top.app.sounds.waitForBeeps(2)).toBe(2);
  });
});

const run = (source: string): Promise<unknown> => fixture.run(source);
const inPage = (expression: string): Promise<unknown> => fixture.inPage(expression);
const seen = async (): Promise<unknown> => run('return state.seen.splice(0)');
/** Chromium's reports over a separate connection come later than the page's answer. */
const isSeen = async (events: unknown[]): Promise<void> => {
  await expect.poll(() => run('return state.seen')).toEqual(events);
  await seen();
};

describe('showing', () => {
  test('no window appears before show()', async () => {
    expect(await fixture.app.windowState()).toMatchObject({ exists: true, visible: false, focused: false });
    expect(await run('return [state.window.isVisible(), state.window.isFocused()]')).toEqual([false, false]);
    await run("state.seen[0] ?? (await new Promise((ready) => state.window.once('ready-to-show', ready)))");
    expect(await seen()).toEqual(['ready-to-show']);
  });

  test('show, blur by the person and hide change state, events and page', async () => {
    await run('state.window.show()');
    await fixture.app.waitForWindow(({ visible, focused }) => visible && focused);
    await fixture.app.blurWindow();
    await run("await new Promise((hidden) => { state.window.once('hide', hidden); state.window.hide(); })");
    expect(await seen()).toEqual(['show', 'focus', 'blur', 'hide']);
    await expect.poll(() => inPage('document.visibilityState')).toBe('hidden');
    await expect(fixture.app.blurWindow()).rejects.toThrow('not focused');
    await run('state.window.showInactive()');
    expect(await fixture.app.windowState()).toMatchObject({ visible: true, focused: false });
    await expect.poll(() => inPage('document.visibilityState')).toBe('visible');
  });

  test('each show() emits an event, even if the window is already visible', async () => {
    await run("await new Promise((shown) => { state.window.once('show', shown); state.window.show(); })");
    expect(await seen()).toEqual(['show', 'show', 'focus']);
  });

  test('each hide() emits an event, even if the window is already hidden', async () => {
    const hides = "await new Promise((told) => { state.window.once('hide', told); state.window.hide(); })";
    await run(hides);
    await seen();
    await run(hides);
    await isSeen(['hide']);
    await run("await new Promise((shown) => { state.window.once('focus', shown); state.window.show(); })");
    await seen();
  });

  test('a window cannot appear before its page is painted, because it would be an empty frame', async () => {
    const message = 'the window is shown before its page has been painted';
    const opened = `state.blank = new electron.BrowserWindow({ show: false })`;
    await expect(run(`${opened}; state.blank.show()`)).rejects.toThrow(message);
    await expect(run('state.blank.showInactive()')).rejects.toThrow(message);
    await run("await state.blank.loadURL('app://fixture/'); state.blank.showInactive(); state.blank.destroy()");
    await seen();
  });

  test('a minimised window is off screen, without the focus, and comes back to its place', async () => {
    await run("await new Promise((done) => { state.window.once('minimize', done); state.window.minimize(); })");
    expect(await fixture.app.windowState()).toMatchObject({ visible: false, minimized: true, focused: false });
    // On X11 a minimised window counts as visible.
    const isVisible = process.platform === 'linux';
    expect(await run('return [state.window.isVisible(), state.window.isMinimized()]')).toEqual([isVisible, true]);
    expect(await inPage('document.visibilityState')).toBe('hidden');
    await run("await new Promise((done) => { state.window.once('restore', done); state.window.restore(); })");
    expect(await fixture.app.windowState()).toMatchObject({ visible: true, minimized: false });
    expect(await inPage('document.visibilityState')).toBe('visible');
  });

  test('minimising a hidden window puts it on the taskbar', async () => {
    await run('state.window.hide()');
    await run("await new Promise((done) => { state.window.once('minimize', done); state.window.minimize(); })");
    const isVisible = process.platform === 'linux';
    expect(await run('return [state.window.isVisible(), state.window.isMinimized()]')).toEqual([isVisible, true]);
    await run("await new Promise((done) => { state.window.once('restore', done); state.window.restore(); })");
    expect(await fixture.app.windowState()).toMatchObject({ visible: true, minimized: false });
  });

  test('the page has the window’s size, the scale, the language and the theme', async () => {
    expect(await inPage('[innerWidth, innerHeight, devicePixelRatio]')).toEqual([400, 300, 2]);
    expect(await inPage('[navigator.language, Intl.DateTimeFormat().resolvedOptions().locale]')).toEqual([
      'de-AT',
      'de-AT',
    ]);
    const becomes = (theme: string): Promise<unknown> =>
      inPage(`new Promise((done) => {
        const query = matchMedia('(prefers-color-scheme: ${theme})');
        query.matches ? done() : query.addEventListener('change', done);
      })`);
    await run('state.window.setBounds({ x: 7, width: 420 })');
    expect((await fixture.app.windowState()).bounds).toMatchObject({ x: 7, width: 420, height: 300 });
    await inPage("new Promise((done) => (innerWidth === 420 ? done() : addEventListener('resize', done)))");
    await fixture.app.system.theme('dark');
    await becomes('dark');
    expect(await run('return electron.nativeTheme.shouldUseDarkColors')).toBe(true);
    await run("electron.nativeTheme.themeSource = 'light'");
    await becomes('light');
  });

  test('a window keeps to its limits, and the app must, too', async () => {
    const bounds = (await fixture.app.windowState()).bounds;
    await run('state.window.setMinimumSize(400, 200); state.window.setMaximumSize(420, 500)');
    await expect(run('state.window.setBounds({ height: 501 })')).rejects.toThrow("beyond the window's own limits");
    await expect(run('state.window.setMinimumSize(400.5, 200)')).rejects.toThrow('must be integers');
    await run("await new Promise((shown) => { state.window.once('show', shown); state.window.show(); })");
    await fixture.app.dragWindow({ height: 900, width: 300 });
    expect((await fixture.app.windowState()).bounds).toMatchObject({ width: 400, height: 500 });
    await fixture.app.dragWindow({ height: 10 });
    expect((await fixture.app.windowState()).bounds).toMatchObject({ height: 200 });
    await run('state.window.setMinimumSize(0, 0); state.window.setMaximumSize(0, 0)');
    await run(`state.window.setBounds(${JSON.stringify(bounds)})`);
  });

  test('a window fills its screen, and then gets its bounds back', async () => {
    const { bounds } = await fixture.app.windowState();
    await run('state.window.hide(); state.window.setFullScreen(true)');
    // A hidden window appears on Linux.
    expect(await fixture.app.waitForFullScreen((window) => window !== null)).toMatchObject({
      visible: true,
      bounds: { x: 0, y: 0, width: 1920, height: 1080 },
    });
    expect(await run('return state.window.isFullScreen()')).toBe(true);
    await run('state.window.setFullScreen(false)');
    await fixture.app.waitForFullScreen((window) => window === null);
    expect((await fixture.app.windowState()).bounds).toEqual(bounds);
    const fixed = 'new electron.BrowserWindow({ show: false, fullscreenable: false })';
    await expect(
      run(`const window = ${fixed}; try { window.setFullScreen(true) } finally { window.destroy() }`),
    ).rejects.toThrow('fullscreenable: false');
  });

  test('developer tools open, but not where the window forbids them', async () => {
    const opens = "contents.openDevTools({ mode: 'detach' }); return contents.isDevToolsOpened()";
    expect(await run('return state.window.webContents.isDevToolsOpened()')).toBe(false);
    expect(await run(`const contents = state.window.webContents; ${opens}`)).toBe(true);
    expect(await fixture.app.windowState()).toMatchObject({ devTools: true });
    const strict = 'new electron.BrowserWindow({ show: false, webPreferences: { devTools: false } })';
    expect(
      await run(`const window = ${strict}; const contents = window.webContents;
        try { ${opens} } finally { setImmediate(() => window.destroy()); }`),
    ).toBe(false);
  });

  test('keys reach before-input-event', async () => {
    await seen();
    await run(
      "state.window.webContents.on('before-input-event', (_e, { type, key, shift }) => state.seen.push([type, key, shift]))",
    );
    await fixture.page.keyboard.press('Escape');
    expect(await seen()).toEqual([
      ['keyDown', 'Escape', false],
      ['keyUp', 'Escape', false],
    ]);
  });
});

describe('what a page may do', () => {
  test('the policy that the app’s handler sends is in force', async () => {
    expect(await inPage('window.inlineRan')).toBeUndefined();
    await expect(fixture.page.addScriptTag({ url: `${web}/script.js` })).rejects.toThrow();
    expect(asked).not.toContain('/script.js');
    expect(await inPage(`fetch('${web}/allowed').then((r) => r.text())`)).toBe('from the web');
    expect(asked).toContain('/allowed');
  });

  test('window.open asks the app, and sends no request', async () => {
    await inPage(`void window.open('${web}/popup', '_blank', 'noopener')`);
    await inPage(`void window.open('${web}/named', 'name', 'width=100')`);
    await inPage(
      `(() => { const a = document.querySelector('#away'); a.target = '_blank'; a.href = '${web}/link'; a.click(); a.target = ''; })()`,
    );
    await isSeen([`open ${web}/popup`, `open ${web}/named`, `open ${web}/link`]);
    expect(asked.filter((path) => ['/popup', '/named', '/link'].includes(path))).toEqual([]);
  });

  test('a navigation asks the app, and does not happen when prevented', async () => {
    await inPage(`void (document.querySelector('#away').href = '${web}/away')`);
    await fixture.page.click('#away');
    await isSeen([`navigate ${web}/away`]);
    expect(asked).not.toContain('/away');
    expect(await run('return event.senderFrame.url')).toBe('app://fixture/');
  });

  test('permissions are refused until a handler allows them', async () => {
    const locate =
      "new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('found'), (e) => done(e.message), { timeout: 60_000 }))";
    expect(await inPage(locate)).toBe('User denied Geolocation');
    expect(await inPage('Notification.requestPermission()')).toBe('denied');
    expect(await inPage("navigator.permissions.query({ name: 'geolocation' }).then((s) => s.state)")).toBe('denied');
    await run(`electron.session.defaultSession.setPermissionRequestHandler((contents, permission, callback, details) => {
      state.seen.push(['asked', permission, contents === state.window.webContents, details.requestingUrl]);
      callback(permission === 'notifications');
    })`);
    expect(await inPage(locate)).toBe('User denied Geolocation');
    expect(await inPage('Notification.requestPermission()')).toBe('granted');
    expect(await seen()).toEqual([
      ['asked', 'geolocation', true, 'app://fixture/'],
      ['asked', 'notifications', true, 'app://fixture/'],
    ]);
  });

  test('a page without a policy reaches no server, and the host logs it', async () => {
    await run("state.again = state.window.loadURL('app://fixture/?lax');").catch(() => {});
    await fixture.page.waitForURL('**/?lax');
    expect(await inPage('window.inlineRan')).toBe(true);
    expect(await inPage(`fetch('${web}/lax').catch((e) => e.message)`)).toBe('Failed to fetch');
    expect(asked).not.toContain('/lax');
    await expect
      .poll(() => fixture.app.output())
      .toContain(`blocked a request of the window, which has no Content-Security-Policy: ${web}/lax`);
  });

  test('a scheme without supportFetchAPI cannot be fetched, and one without a handler cannot be loaded', async () => {
    const refused = (source: string): Promise<unknown> =>
      run(`try { await ${source}; return 'done'; } catch (error) { return error.message; }`);
    expect(await inPage("fetch('https://x.quiet.electron-host.invalid/').catch((e) => e.message)")).toBe(
      'Failed to fetch',
    );
    expect(await refused("electron.session.fromPartition('other').fetch('app://fixture/')")).toBe(
      'net::ERR_UNKNOWN_URL_SCHEME',
    );
    expect(await refused("state.window.loadURL('unregistered://x/')")).toMatch(/not registered as standard and secure/);
  });
});

describe('a preload that a sandbox cannot run fails loudly', () => {
  test.for([
    ['ESM syntax', 'preload-esm.js', /Cannot use import statement outside a module/],
    ['another require', 'preload-fs.cjs', /module not found: node:fs/],
    ['no such file', 'preload-none.cjs', /ENOENT/],
  ] as const)('%s', async ([, preload, message]) => {
    const file = join(import.meta.dirname, 'fixture', preload);
    const source = `const preload = ${JSON.stringify(file)};
      const window = new electron.BrowserWindow({ show: false, webPreferences: { preload } });
      const failed = new Promise((done) => window.webContents.once('preload-error', (_event, path, error) => done([path, error.message])));
      await window.loadURL('app://fixture/');
      window.destroy();
      return failed;`;
    expect(await run(source)).toEqual([file, expect.stringMatching(message)]);
    await expect
      .poll(() => fixture.app.output())
      .toMatch(new RegExp(`Unable to load preload script: .*${message.source}`));
  });
});

describe('closing', () => {
  test('the X can be prevented; a destroyed window says so', async () => {
    await run("state.window.once('close', (event) => event.preventDefault())");
    await fixture.app.closeWindow();
    expect(await fixture.app.windowState()).toMatchObject({ exists: true });
    await fixture.app.closeWindow();
    expect(await fixture.app.windowState()).toMatchObject({ exists: false, visible: false });
    expect(fixture.page.isClosed() || (await fixture.page.waitForEvent('close'))).toBeTruthy();
  });
});
