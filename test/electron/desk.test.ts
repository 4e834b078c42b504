import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, launchFixture } from './fixture/launch-fixture.ts';
import { png } from './fixture/png.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-test-'));
const icon = join(folder, 'idle.png');
writeFileSync(icon, png(16, 16));
writeFileSync(join(folder, 'idle@2x.png'), png(32, 32));
writeFileSync(join(folder, 'broken.png'), png(16, 16).subarray(0, 45));

let fixture: Fixture;
beforeAll(async () => {
  fixture = await launchFixture();
  await fixture.run(`
    const { Tray, Menu } = electron;
    state.chosen = [];
    state.menu = Menu.buildFromTemplate([
      { id: 'open', label: 'Open', click: (item) => state.chosen.push(item.label) },
      { type: 'separator' },
      { label: 'More', submenu: [{ label: 'Deep', click: () => state.chosen.push('Deep') }] },
      { label: 'Off', enabled: false, click: () => state.chosen.push('Off') },
      { label: 'Unseen', visible: false },
    ]);
    state.tray = new Tray(${JSON.stringify(icon)});
    state.tray.setContextMenu(state.menu);
    state.tray.on('click', (event, bounds, point) => state.chosen.push([event.altKey, point.x > 0]));
  `);
});
afterAll(async () => {
  await fixture.app.quit();
  rmSync(folder, { recursive: true, maxRetries: 20 });
});
const run = (source: string): Promise<unknown> => fixture.run(source);
/** Returns the events of the app, including late reports of the desktop. */
const chosen = (): Promise<unknown> =>
  run('await new Promise((later) => setImmediate(later)); return state.chosen.splice(0)');

describe('nativeImage', () => {
  const size = (path: string): Promise<unknown> =>
    run(`const image = electron.nativeImage.createFromPath(${JSON.stringify(path)});
      return [image.isEmpty(), image.getSize(), image.getScaleFactors()];`);

  test('finds the file for the double scale beside it', async () => {
    expect(await size(icon)).toEqual([false, { width: 16, height: 16 }, [1, 2]]);
  });

  test('is empty for missing or damaged files', async () => {
    const empty = [true, { width: 0, height: 0 }, []];
    expect(await size(join(folder, 'missing.png'))).toEqual(empty);
    expect(await size(join(folder, 'broken.png'))).toEqual(empty);
  });

  test('a tray without an image is an error', async () => {
    await expect(run(`new electron.Tray(${JSON.stringify(join(folder, 'missing.png'))})`)).rejects.toThrow(
      'Failed to load image from path',
    );
    await expect(run('state.tray.setImage(electron.nativeImage.createEmpty())')).rejects.toThrow('is empty');
  });
});

describe('tray', () => {
  test('shows the app’s settings', async () => {
    await run("state.tray.setToolTip('three'); state.tray.setTitle('3')");
    const { menu, ...rest } = await fixture.app.tray.waitFor(({ tooltip }) => tooltip === 'three');
    expect(rest).toEqual({ exists: true, tooltip: 'three', icon: 'idle', title: '3' });
    expect(menu.map(({ label, type, enabled }) => [label, type, enabled])).toEqual([
      ['Open', 'normal', true],
      ['', 'separator', true],
      ['More', 'submenu', true],
      ['Off', 'normal', false],
    ]);
  });

  test('a click and a choice reach the app; a disabled or hidden entry cannot be chosen', async () => {
    await fixture.app.tray.click();
    await fixture.app.tray.choose('Open');
    await fixture.app.tray.choose(/^De/);
    expect(await chosen()).toEqual([[false, true], 'Open', 'Deep']);
    await expect(fixture.app.tray.choose('Off')).rejects.toThrow('disabled');
    await expect(fixture.app.tray.choose('Unseen')).rejects.toThrow('no entry');
  });

  test('takes a menu or none, and nothing else', async () => {
    await expect(run('state.tray.setContextMenu({})')).rejects.toThrow('Must pass Menu or null');
  });

  test('a later change to an item shows only when the menu is set again, as on Linux', async () => {
    await run("state.menu.getMenuItemById('open').label = 'Opened'");
    expect((await fixture.app.tray.state()).menu[0]?.label).toBe('Open');
    await run('state.tray.setContextMenu(state.menu)');
    expect((await fixture.app.tray.state()).menu[0]?.label).toBe('Opened');
  });
});

describe('menus', () => {
  const built = (template: string): Promise<unknown> =>
    run(`try {
      return electron.Menu.buildFromTemplate(${template}).items.map(({ label, type }) => label || type);
    } catch (error) { return error.message; }`);

  test.for([
    ["'no list'", 'Invalid template for Menu: Menu template must be an array'],
    ['[null]', 'Invalid template for MenuItem: must have at least one of label, role or type'],
    ['[{ visible: true }]', 'Invalid template for MenuItem: must have at least one of label, role or type'],
    ["[{ type: 'normal' }]", 'Invalid template for MenuItem: must have at least one of label, role or type'],
    ["[{ label: 'x', type: 'odd' }]", 'Unknown menu item type: odd'],
    ["[{ label: 'x', type: 'submenu' }]", 'Invalid submenu'],
    ["[{ label: 'x', submenu: [{}] }]", 'Invalid template for MenuItem: must have at least one of label, role or type'],
    ["[{ label: 'x', before: ['y'] }]", "host: the menu item's before is not implemented"],
  ] as const)('%s: %s', async ([template, message]) => {
    expect(await built(template)).toBe(message);
  });

  test('are without separators that separate nothing; hidden ones stay', async () => {
    const line = "{ type: 'separator' }";
    const hidden = "{ type: 'separator', visible: false }";
    expect(await built(`[${line}, ${line}, { label: 'a' }, ${line}, ${line}, { label: 'b' }, ${line}]`)).toEqual([
      'a',
      'separator',
      'b',
    ]);
    expect(await built(`[${hidden}, { label: 'a' }, ${hidden}]`)).toEqual(['separator', 'a', 'separator']);
    expect(await built(`[{ label: 'x', submenu: [${line}] }]`)).toEqual(['x']);
  });

  test('take only items, at valid positions; an item’s type does not change', async () => {
    const refused = (source: string): Promise<unknown> =>
      run(`'use strict'; const menu = electron.Menu.buildFromTemplate([{ label: 'a' }]);
        try { ${source}; return 'done'; } catch (error) { return error.message; }`);
    const item = "new electron.MenuItem({ label: 'b' })";
    expect(await refused(`menu.insert(2, ${item})`)).toBe('Position 2 cannot be greater than the total MenuItem count');
    expect(await refused(`menu.insert(-1, ${item})`)).toBe('Position -1 cannot be less than 0');
    expect(await refused("menu.append({ label: 'b' })")).toBe('Invalid item');
    expect(await refused(`menu.append(${item}); menu.insert(0, ${item})`)).toBe('done');
    expect(await refused("menu.items[0].type = 'checkbox'")).not.toBe('done');
    expect(await refused('electron.Menu.setApplicationMenu({})')).toBe('Invalid menu');
  });

  test('open over a window, with an object of options, and report when they open and close', async () => {
    await expect(run("state.menu.popup('here')")).rejects.toThrow('Options must be an object');
    const source = `const told = [];
      for (const name of ['menu-will-show', 'menu-will-close']) state.menu.on(name, () => told.push(name));
      state.menu.popup({ window: state.window, callback: () => told.push('closed') });
      state.menu.closePopup();
      state.menu.removeAllListeners();
      return told;`;
    expect(await run(source)).toEqual(['menu-will-show', 'menu-will-close', 'closed']);
  });
});

describe('notifications', () => {
  const notify = (options: object, keep = true): Promise<unknown> =>
    run(`const n = new electron.Notification(${JSON.stringify(options)});
      const log = state.chosen;
      for (const name of ['show', 'click', 'close']) n.on(name, () => log.push(name));
      n.on('reply', (details, text) => log.push(['reply', details.reply, text]));
      n.on('action', ({ actionIndex }) => log.push(['action', actionIndex]));
      n.show();
      ${keep ? '(state.kept ??= []).push(n);' : ''}`);
  const last = async (): Promise<string> => (await fixture.app.notifications.list()).at(-1)?.id ?? '';
  afterEach(() => run('state.kept = []; state.chosen = []'));

  test('appear with their text, and take clicks and choices', async () => {
    await notify({
      title: 'Alarm',
      body: 'Bob: hello',
      silent: true,
      hasReply: true,
      actions: [{ type: 'button', text: 'Read' }],
    });
    const [shown] = await fixture.app.notifications.waitFor(1);
    expect(shown).toMatchObject({
      state: 'shown',
      title: 'Alarm',
      body: 'Bob: hello',
      silent: true,
      actions: ['Read'],
    });
    await fixture.app.notifications.click(await last());
    expect(await chosen()).toEqual(['show', 'click']);
    await run('state.kept[0].show()');
    // Notifications on Linux have no reply field.
    if (process.platform === 'linux')
      await expect(fixture.app.notifications.reply(await last(), 'x')).rejects.toThrow('cannot be replied to');
    await fixture.app.notifications.action(await last(), 0);
    expect(await chosen()).toEqual(['show', ['action', 0]]);
    expect((await fixture.app.notifications.list()).map(({ state }) => state)).toEqual(Array(2).fill('closed'));
  });

  test('are withdrawn by the app, or dismissed by the person', async () => {
    await notify({ title: 'one' });
    await run('state.kept[0].close()');
    await fixture.app.notifications.waitFor((list) => list.at(-1)?.state === 'closed');
    // Only macOS tells the app that its own closing worked.
    expect(await chosen()).toEqual(process.platform === 'darwin' ? ['show', 'close'] : ['show']);
    await expect(fixture.app.notifications.click(await last())).rejects.toThrow('no notification');
    await run('state.kept[0].show()');
    await fixture.app.notifications.dismiss(await last());
    expect(await chosen()).toEqual(['show', 'close']);
    expect((await fixture.app.notifications.list()).at(-1)?.state).toBe('closed');
    await expect(fixture.app.notifications.reply(await last(), 'x')).rejects.toThrow('no notification');
  });

  test('without an urgency have an empty text, and appear as normal', async () => {
    await notify({ title: 'unhurried' });
    expect(await run('return state.kept[0].urgency')).toBe('');
    await run("state.kept[0].urgency = 'critical'; state.kept[0].show()");
    const urgencies = (await fixture.app.notifications.list()).slice(-2).map(({ urgency }) => urgency);
    expect(urgencies).toEqual(['normal', 'critical']);
  });

  test('without a reference are collected, and lose their click', async () => {
    await notify({ title: 'forgotten' }, false);
    await run('return 1');
    await expect(fixture.app.notifications.click(await last())).rejects.toThrow('garbage collected');
  });
});

describe('the rest of the desk', () => {
  test('the system browser, the clipboard, the badge', async () => {
    await run("await electron.shell.openExternal('https://cloud.example.org/call/x')");
    expect(await fixture.app.waitForOpened((url) => url.endsWith('/x'))).toBe('https://cloud.example.org/call/x');
    await expect(run("await electron.shell.openExternal('no address')")).rejects.toThrow('Invalid URL');
    await run("await electron.clipboard.writeText('copied')");
    expect(await fixture.app.clipboard()).toBe('copied');
    expect(await run('return electron.clipboard.readText()')).toBe('copied');
    await run('electron.app.setBadgeCount(4)');
    expect(await fixture.app.badge()).toBe(4);
    await expect(run('electron.app.setBadgeCount(2 ** 31)')).rejects.toThrow('a whole number of 32 bits');
    expect(await run('return electron.app.setBadgeCount()')).toBe(false);
    expect(await fixture.app.badge()).toBe(4);
  });

  test('a browser that opens takes the focus from the window', async () => {
    await run(`await new Promise((focused) => { state.window.once('focus', focused); state.window.show(); });
      state.window.once('blur', () => state.chosen.push('blur'));
      await electron.shell.openExternal('https://cloud.example.org/call/y')`);
    expect(await fixture.app.waitForWindow(({ focused }) => !focused)).toMatchObject({ visible: true });
    expect(await chosen()).toEqual(['blur']);
  });

  test('the app gets an error if nothing opens addresses', async () => {
    await fixture.app.system.browser(false);
    const opened = await fixture.app.opened();
    await expect(run("await electron.shell.openExternal('https://cloud.example.org/')")).rejects.toThrow(
      'Failed to open path',
    );
    expect(await fixture.app.opened()).toEqual(opened);
    await fixture.app.forget();
    await run("await electron.shell.openExternal('https://cloud.example.org/')");
  });

  test('one screen with a taskbar, and the pointer at the person’s last click', async () => {
    await fixture.app.tray.click();
    await chosen();
    const source = `const { screen } = electron;
      const { x, y } = screen.getCursorScreenPoint();
      const near = [screen.getDisplayNearestPoint({ x, y }), screen.getDisplayMatching({ x, y, width: 9, height: 9 })];
      return [x, y, ...near.map(({ workArea }) => workArea.height)];`;
    expect(await run(source)).toEqual([1780, 1060, 1040, 1040]);
  });

  test('screens come, change and go, and the app hears of it', async () => {
    await run(`for (const e of ['display-added', 'display-removed', 'display-metrics-changed'])
      electron.screen.on(e, (_event, { id }) => state.chosen.push([e, id]))`);
    const main = { id: 1, bounds: { x: 0, y: 0, width: 911, height: 512 } };
    const low = { ...main, workArea: { x: 0, y: 0, width: 911, height: 464 } };
    const area = { x: -1280, y: 0, width: 1280, height: 720 };
    await fixture.app.system.screens([low, { id: 2, bounds: area, workArea: area }]);
    const source = `const { screen } = electron;
      const ids = [screen.getPrimaryDisplay(), screen.getDisplayNearestPoint({ x: -2000, y: 90 })];
      const matching = screen.getDisplayMatching({ x: -100, y: 0, width: 300, height: 300 });
      return [...[...ids, matching, ...screen.getAllDisplays()].map(({ id }) => id), matching.workArea.height];`;
    expect(await run(source)).toEqual([1, 2, 1, 1, 2, 464]);
    await fixture.app.system.screens([low]);
    expect(await run('return electron.screen.getDisplayMatching({ x: -900, y: 0, width: 9, height: 9 }).id')).toBe(1);
    expect(await chosen()).toEqual([
      ['display-metrics-changed', 1],
      ['display-added', 2],
      ['display-removed', 2],
    ]);
    await fixture.app.forget();
    expect(await run('return electron.screen.getPrimaryDisplay().workArea.height')).toBe(1040);
  });

  test('a blocker keeps the screen awake until it is stopped', async () => {
    const id = await run("return electron.powerSaveBlocker.start('prevent-display-sleep')");
    expect([id, await fixture.app.system.isKeptAwake()]).toEqual([0, true]);
    expect(await run('return electron.powerSaveBlocker.stop(0)')).toBe(true);
    expect(await run('return electron.powerSaveBlocker.stop(0)')).toBe(false);
    expect(await fixture.app.system.isKeptAwake()).toBe(false);
    await expect(run("electron.powerSaveBlocker.start('never')")).rejects.toThrow('Error processing argument');
  });

  test('the app’s menu is the one that was set, or none', async () => {
    const source = `electron.Menu.setApplicationMenu(state.menu);
      const isIt = electron.Menu.getApplicationMenu() === state.menu;
      electron.Menu.setApplicationMenu(null);
      return [isIt, electron.Menu.getApplicationMenu()];`;
    expect(await run(source)).toEqual([true, null]);
  });

  test('a message box waits for its answer', async () => {
    await run(
      "void electron.dialog.showMessageBox({ message: 'Sure?', buttons: ['Yes', 'No'] }).then(({ response }) => state.chosen.push(response))",
    );
    expect(await fixture.app.dialogs.waitFor()).toEqual({ message: 'Sure?', detail: '', buttons: ['Yes', 'No'] });
    await fixture.app.dialogs.press('No');
    expect(await chosen()).toEqual([1]);
  });

  test('a dialog for a place to save offers the path of the app', async () => {
    const ask = () =>
      run(
        "void electron.dialog.showSaveDialog({ defaultPath: '/home/a/log.csv' }).then(({ canceled, filePath }) => state.chosen.push([canceled, filePath]))",
      );
    await ask();
    expect(await fixture.app.dialogs.waitFor()).toMatchObject({ message: '/home/a/log.csv' });
    await fixture.app.dialogs.press('Save');
    await ask();
    await fixture.app.dialogs.press('Cancel');
    await expect.poll(chosen).toEqual([
      [false, '/home/a/log.csv'],
      [true, ''],
    ]);
  });

  test('a dialog for files has the files that the person chooses', async () => {
    const ask = (properties: string[]) =>
      run(
        `void electron.dialog.showOpenDialog({ properties: ${JSON.stringify(properties)} }).then(({ canceled, filePaths }) => state.chosen.push([canceled, filePaths]))`,
      );
    await ask(['openFile', 'multiSelections']);
    await fixture.app.dialogs.chooseFiles(['/home/a/1.png', '/home/a/2.png']);
    await ask(['openFile']);
    await fixture.app.dialogs.press('Cancel');
    await expect.poll(chosen).toEqual([
      [false, ['/home/a/1.png', '/home/a/2.png']],
      [true, []],
    ]);
  });

  test('sleep, wake-up, lock, unlock, switching users and idle time', async () => {
    await run(
      "for (const e of ['suspend', 'resume', 'lock-screen', 'unlock-screen', 'user-did-resign-active', 'user-did-become-active']) electron.powerMonitor.on(e, () => state.chosen.push(e))",
    );
    const { system } = fixture.app;
    await system.suspend();
    await system.resume();
    await system.lock();
    await system.unlock();
    await system.switchAway();
    await system.switchBack();
    expect(await chosen()).toEqual([
      'suspend',
      'resume',
      'lock-screen',
      'unlock-screen',
      'user-did-resign-active',
      'user-did-become-active',
    ]);
    await system.idle(300);
    expect(await run('return electron.powerMonitor.getSystemIdleTime();')).toBe(300);
  });
});
