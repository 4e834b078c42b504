import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, launchFixture } from './fixture/launch-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await launchFixture();
});
afterAll(() => fixture.app.quit());

const inPage = (expression: string): Promise<unknown> => fixture.inPage(expression);
/** Returns the message of the error that the expression throws or rejects with. */
const failure = (expression: string): Promise<unknown> =>
  inPage(`(async () => { try { await (${expression}); return 'nothing'; } catch (e) { return e.message; } })()`);

describe('the worlds', () => {
  test('the page has neither ipcRenderer nor require nor process, and the preload came first', async () => {
    expect(await inPage('[typeof require, typeof process, typeof ipcRenderer, typeof module]')).toEqual(
      Array(4).fill('undefined'),
    );
    expect(await inPage('pageRan.bridgeWasThere')).toBe('object');
    expect(await inPage('Object.keys(window).filter((key) => /host|electron/i.test(key))')).toEqual([]);
  });

  test('a sandboxed preload requires electron and three polyfills, and nothing else', async () => {
    expect(await inPage("['electron', 'events', 'timers', 'url', 'node:url'].map(fixture.requires)")).toEqual([
      'object',
      'function',
      'object',
      'object',
      'object',
    ]);
    expect(await inPage("fixture.requires('fs')")).toBe('module not found: fs');
    expect(await inPage("fixture.requires('./other.cjs')")).toBe('module not found: ./other.cjs');
    expect(await inPage('fixture.missing()')).toBe('host: electron (in a preload).webFrame is not implemented');
    expect(await inPage('fixture.world()')).toEqual(['object', true, 'object', 'string']);
  });
});

describe('contextBridge', () => {
  test('crosses by value: a class instance loses its methods', async () => {
    expect(await inPage('fixture.point')).toEqual({ x: 1, y: 2 });
    expect(await inPage('typeof fixture.point.length')).toBe('undefined');
    expect(await inPage('fixture.date.getTime()')).toBe(0);
    expect(await inPage("fixture.map.get('a').has(1)")).toBe(true);
    expect(await inPage('fixture.bytes[2]')).toBe(3);
  });

  test('exposed values are deeply frozen, and cannot be replaced', async () => {
    expect(await failure("(() => { 'use strict'; fixture.nested.list.push(1); })()")).toMatch(/not extensible/);
    expect(await failure("(() => { 'use strict'; fixture.add = 1; })()")).toMatch(/read only/);
    expect(await failure("(() => { 'use strict'; window.fixture = 1; })()")).toMatch(/read only/);
    expect(await failure('Promise.resolve(delete window.fixture).then(() => fixture.add(1, 1))')).toBe('nothing');
  });

  test('calls cross synchronously, both ways', async () => {
    expect(await inPage('fixture.add(2, 3)')).toBe(5);
    expect(await inPage('fixture.callBack((value) => value + 1, 41)')).toBe(42);
    expect(await inPage("fixture.makeFunction()('you')")).toBe('hello you');
    expect(await inPage('fixture.add.prototype?.constructor === fixture.add')).toBe(false);
  });

  test('promises cross both ways', async () => {
    expect(await inPage('fixture.later(Promise.resolve(21))')).toBe(42);
    expect(await failure('fixture.rejects()')).toBe('not today');
  });

  test('errors lose their class and keep their message', async () => {
    const name = '(() => { try { fixture.fails(); } catch (e) { return [e.constructor.name, e.message]; } })()';
    expect(await inPage(name)).toEqual(['Error', 'no such thing']);
  });

  test('a value that cannot cross throws', async () => {
    expect(await inPage("fixture.expose('one', 'symbol')")).toBe('An object could not be cloned.');
    expect(await inPage("fixture.expose('two', 'node')")).toBe('An object could not be cloned.');
    expect(await failure('fixture.kind(Symbol())')).toBe('An object could not be cloned.');
    expect(await inPage("fixture.expose('three', 'plain')")).toBe('done');
    expect(await inPage("fixture.expose('three', 'plain')")).toBe(
      'Cannot bind an API on top of an existing property on the window object',
    );
  });
});

describe('ipc', () => {
  test('arguments and results are structured clones', async () => {
    expect(await inPage("fixture.invokeWith('point')")).toBe('[object Object] Object');
    expect(await inPage("fixture.invokeWith('map')")).toBe('[object Map] Map');
    expect(await inPage("fixture.invokeWith('error')")).toBe('[object Error] Error');
    expect(await inPage("fixture.invoke('echo', new Date(5)).then((date) => date.getTime())")).toBe(5);
    expect(await inPage("fixture.invoke('echo', undefined)")).toBeUndefined();
    expect(await inPage("fixture.invoke('echo', { $: ['date', 1], 'ü': [1n, -0, NaN] })")).toEqual({
      $: ['date', 1],
      ü: [1n, -0, Number.NaN],
    });
  });

  test('functions cannot be sent', async () => {
    expect(await inPage('fixture.sendFunction()')).toBe('An object could not be cloned.');
    expect(await failure('fixture.invokeFunction()')).toBe('An object could not be cloned.');
    expect(await failure("fixture.invoke('uncloneable')")).toMatch(/An object could not be cloned/);
    expect(await failure('fixture.run(\'state.window.webContents.send("x", () => {})\')')).toMatch(
      /Failed to serialize arguments/,
    );
  });

  test('a failing handler rejects with Electron’s message', async () => {
    expect(await failure("fixture.invoke('fails')")).toBe(
      "Error invoking remote method 'fails': RangeError: broken on purpose",
    );
    expect(await failure("fixture.invoke('nobody')")).toBe(
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    );
    expect(await failure('fixture.run(\'electron.ipcMain.handle("echo", () => {})\')')).toMatch(
      /second handler for 'echo'/,
    );
  });

  test('messages go both ways in order', async () => {
    await inPage("fixture.on('news', (...args) => { (window.news ??= []).push(args); })");
    await fixture.run("for (const n of [1, 2, 3]) state.window.webContents.send('news', n, { n });");
    expect(await inPage("fixture.invoke('echo', 0).then(() => news)")).toEqual([1, 2, 3].map((n) => [n, { n }]));
    await inPage("fixture.send('a', 1); fixture.send('b')");
    expect(await fixture.run('return state.heard')).toEqual([['a', 1], ['b']]);
  });

  test('a message needs a channel', async () => {
    expect(await failure("fixture.run('state.window.webContents.send()')")).toMatch(
      /Missing required channel argument/,
    );
  });

  test('listeners can be removed, on both sides', async () => {
    const told = await fixture.run(`const told = () => {};
      electron.ipcMain.on('once-heard', told);
      electron.ipcMain.removeAllListeners('once-heard');
      return electron.ipcMain.listenerCount('once-heard');`);
    expect(told).toBe(0);
    await inPage("(window.stop = fixture.on('stopped', () => { window.late = true; }))()");
    await fixture.run("state.window.webContents.send('stopped')");
    expect(await inPage("fixture.invoke('echo', 0).then(() => window.late)")).toBeUndefined();
  });

  test('the sender is known: the window, its top frame, on the app’s own origin', async () => {
    const source = `const { senderFrame: f, sender } = event;
      return [f.url, f.origin, f.parent, f.top === f, f === sender.mainFrame, sender === state.window.webContents,
        sender.getURL(), f.routingId > 0, event.type];`;
    expect(await fixture.run(source)).toEqual([
      'app://fixture/',
      'app://fixture',
      null,
      true,
      true,
      true,
      'app://fixture/',
      true,
      'frame',
    ]);
  });

  test('the frame of a gone document is null', async () => {
    await fixture.run('state.oldEvent = event; return event.senderFrame !== null');
    await fixture.run("state.again = state.window.loadURL('app://fixture/?again');").catch(() => {});
    await fixture.page.waitForURL('**/?again');
    expect(await fixture.run('await state.again; return [state.oldEvent.senderFrame, event.senderFrame.url]')).toEqual([
      null,
      'app://fixture/?again',
    ]);
  });
});

test('a dragged file has its path, and any other has none', async () => {
  expect(await inPage("fixture.pathOf('Bild.png')")).toBe('');
  await fixture.app.dragFiles(['/home/a/Bild.png']);
  expect(await inPage("['Bild.png', 'ild.png', 'Plan.pdf'].map(fixture.pathOf)")).toEqual(['/home/a/Bild.png', '', '']);
  expect(await inPage("fixture.pathOfText('/etc/passwd')")).toMatch(/expected to receive a File/);
});
