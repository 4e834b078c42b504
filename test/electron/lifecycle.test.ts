import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { launchFixture, startFixture } from './fixture/launch-fixture.ts';

// Each start costs a second, so there are few of them, each on another machine.
const folder = mkdtempSync(join(tmpdir(), 'lifecycle-test-'));
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 20 }));

const said = (output: string): string[] => [...output.matchAll(/^fixture: (.*)$/gm)].map(([, line = '']) => line);
const storage =
  'return [await electron.safeStorage.isAsyncEncryptionAvailable(), electron.safeStorage.getSelectedStorageBackend()]';

const sealed = "return (await electron.safeStorage.encryptStringAsync('x')).subarray(0, 3).toString()";

test('a keyring without a key still has a name, and encrypted data begins with the mark of the known password', async () => {
  const { app, run } = await launchFixture({ safeStorageBackend: 'locked' });
  expect([await run(storage), await run(sealed)]).toEqual([[true, 'gnome_libsecret'], 'v10']);
  await app.quit();
});

test('quitting asks before-quit, the windows and will-quit; each can stop it; no process is left', async () => {
  const { app, run, page } = await launchFixture({ safeStorageBackend: 'basic_text' });
  expect(await run(storage)).toEqual([true, 'basic_text']);
  expect(await run(sealed)).toBe('v10');
  const later = 'await new Promise((done) => setImmediate(done));';
  await run(`electron.app.once('before-quit', (event) => event.preventDefault()); electron.app.quit(); ${later}`);
  await run(`state.window.once('close', (event) => {
    console.log('fixture: kept');
    event.preventDefault();
  });
  electron.app.quit(); ${later}`);
  await run("electron.app.once('will-quit', (event) => event.preventDefault())");
  const closed = page.waitForEvent('close');
  await run('electron.app.quit()').catch(() => {});
  await closed;
  await app.quit();
  expect(await app.ended()).toBe(0);
  expect(said(app.output())).toEqual([
    ...['loaded', 'before-quit'],
    ...['before-quit', 'kept'],
    ...['before-quit', 'will-quit'],
    ...['before-quit', 'will-quit', 'quit'],
  ]);
  expect(existsSync(dirname(app.userData))).toBe(false);
  await expect(app.tray.state()).rejects.toThrow(/the app has ended \(0\)[\s\S]*fixture: loaded/);
});

test('a crash of the app fails waiting calls, with its output', async () => {
  const outcome = await startFixture({ args: ['--crash'] }).catch(String);
  expect(outcome).toMatch(/the app has ended \(1\)[\s\S]*fixture: crash on purpose/);
});

test('a killed app leaves only its data, which its next start can decrypt', async () => {
  const userData = join(folder, 'kept');
  const first = await launchFixture({ userData });
  const sealed = await first.run("return (await electron.safeStorage.encryptStringAsync('geheim')).toString('hex')");
  const gone = first.page.waitForEvent('close');
  const waiting = expect(first.app.tray.waitFor(() => false)).rejects.toThrow('the app has ended (SIGKILL)');
  await first.app.kill();
  await Promise.all([gone, waiting]);
  expect(readdirSync(userData)).toContain('SingletonLock');

  const { app, run } = await launchFixture({ userData, notificationsSupported: false, trayAvailable: false });
  const opened = `return electron.safeStorage.decryptStringAsync(Buffer.from('${String(sealed)}', 'hex'))`;
  expect(await run(opened)).toEqual({ result: 'geheim', shouldReEncrypt: false });
  await run("new electron.Notification({ title: 'x' }).show()");
  expect(await run('return electron.Notification.isSupported()')).toBe(false);
  expect(await app.notifications.list()).toEqual([]);
  await expect(app.tray.click()).rejects.toThrow('there is no tray icon');
  await app.quit();
  expect(readdirSync(userData)).not.toContain('SingletonLock');
});

test('a second instance notifies the first and ends; the app learns of the end of a page', async () => {
  const { app, run, page } = await launchFixture({ safeStorageBackend: 'unavailable' });
  expect(await run(storage)).toEqual([false, 'unknown']);
  await expect(run("await electron.safeStorage.encryptStringAsync('x')")).rejects.toThrow('not available');
  await run(
    "state.told = new Promise((told) => electron.app.once('second-instance', (_event, argv) => told(argv.at(-1))))",
  );
  await app.secondInstance(['--from-second']);
  expect(await run('return state.told')).toBe('--from-second');
  await run(
    "state.window.webContents.on('render-process-gone', (_e, details) => console.log('fixture:', details.reason))",
  );
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => {});
  await page.waitForEvent('crash');
  // Chromium reports it to the host over a separate connection.
  await expect.poll(() => said(app.output())).toContain('crashed');
  await app.quit();
});
