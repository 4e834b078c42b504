import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookForLaunch } from '../../build/launch-facts.ts';
import { goToList } from '../demo/people.ts';
import { type Nextcloud, startNextcloud } from '../nextcloud/server.ts';
import { removeFolder } from '../remove-folder.ts';
import { PATIENCE_MS, within } from '../within.ts';
import { startVirtualDisplay, type VirtualDisplay } from './virtual-display.ts';

const root = join(import.meta.dirname, '../..');
const { xvfbRun } = await lookForLaunch('test');

/** Modules that play the user or the user's machine; only tests and the tour may load them. */
const DOUBLES = /test\/electron\/(doubles|control|window-desk)\.ts|test\/e2e\/|playwright|driver-electron-probe/;

/** Records which modules each process of the demo loads. */
const LISTING = `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, nextLoad) {
    appendFileSync(process.env.LISTING_FOLDER + '/' + process.pid, url + '\\n');
    return nextLoad(url, context);
  },
});`;

let folder: string;
let nextcloud: Nextcloud;
let display: VirtualDisplay | undefined;
let demo: ChildProcess | undefined;
let output = '';
let browser: Browser | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'));
  nextcloud = await startNextcloud();
  nextcloud.control.seedStation();
  output = '';
});
afterEach(async () => {
  await browser?.close();
  if (demo && demo.exitCode === null && demo.kill('SIGTERM')) await once(demo, 'exit');
  await display?.stop();
  await nextcloud.close();
  await removeFolder(folder);
});

/** Starts the demo on the host, on a virtual screen, against the test's server. */
async function startDemo(): Promise<void> {
  display = await startVirtualDisplay(xvfbRun ?? '');
  writeFileSync(join(folder, 'listing.mjs'), LISTING);
  mkdirSync(join(folder, 'modules'));
  mkdirSync(join(folder, 'tmp'));
  // The desktop has no browser, so that the demo takes its own Chromium and not the tester's browser.
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/xdg-open'), '#!/bin/sh\nexit 3\n');
  chmodSync(join(folder, 'bin/xdg-open'), 0o755);
  const { ELECTRON_OVERRIDE_DIST_PATH: _, ...env } = process.env;
  demo = spawn(process.execPath, [join(root, 'test/demo/demo.ts'), `--server=${nextcloud.url}`, '--lang=de'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      ...display.env,
      // This folder does not exist, so that the demo takes the host even on a machine with Electron.
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nothing'),
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      LISTING_FOLDER: join(folder, 'modules'),
      NODE_OPTIONS: `--import=${pathToFileURL(join(folder, 'listing.mjs'))}`,
      TMPDIR: join(folder, 'tmp'),
      PATH: [join(folder, 'bin'), env.PATH].join(delimiter),
    },
  });
  for (const stream of [demo.stdout, demo.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
}

/** Returns the app's window, found as DevTools find it. */
async function windowOfApp(): Promise<Page> {
  const portFiles = () => globSync(join(folder, 'tmp/talkmelder-demo-*/chromium/DevToolsActivePort'));
  const ports = () => portFiles().map((file) => /^\d+(?=\n.)/.exec(readFileSync(file, 'utf8'))?.[0]);
  await expect.poll(ports, { message: output }).toEqual([expect.any(String)]);
  browser = await chromium.connectOverCDP(`http://127.0.0.1:${ports()[0]}`, { noDefaults: true });
  const pages = () => browser?.contexts().flatMap((context) => context.pages()) ?? [];
  const isOurs = (page: Page): boolean => page.url().startsWith('https://talkmelder.app.');
  await expect.poll(() => pages().filter(isOurs)).toHaveLength(1);
  const page = pages().find(isOurs);
  if (!page) throw new Error('the window has gone');
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** Resolves when a browser, not the app, has requested a page of the server. */
const visited = (path: RegExp): Promise<unknown> =>
  nextcloud.control.waitFor('request', (request) => path.test(request.path) && / Chrome\//.test(request.userAgent));

describe.skipIf(xvfbRun === null)('the demo on the host (needs xvfb-run)', () => {
  it('opens the real browser with its own buttons, automates nothing, and leaves nothing behind', async () => {
    await startDemo();
    const page = await windowOfApp();
    const loginPage = visited(/^\/login\/v2\/flow/);
    await page.getByRole('button', { name: 'Weiter' }).click();
    await within('the browser with the login page', loginPage, () => output);

    nextcloud.control.grant('alice');
    await goToList(page);
    const row = page.getByRole('listitem').filter({ hasText: 'Einsatzgruppe 1' });
    await row.waitFor();
    expect(nextcloud.control.appPasswords('alice')).toHaveLength(1);
    const conversation = visited(/^\/call\//);
    await row.getByRole('button').first().click();
    await within('the browser with the conversation', conversation, () => output);

    expect(output).toMatch(/^On the Chromium host/);
    demo?.kill('SIGINT');
    const [code] = await within("the demo's end", once(demo as ChildProcess, 'exit'), () => output);
    expect(code).toBe(0);
    // The demo must not leave an app password on the user's own server either.
    expect(nextcloud.control.appPasswords('alice')).toEqual([]);
    expect(globSync('*', { cwd: join(folder, 'tmp') }).filter((name) => name.startsWith('talkmelder'))).toEqual([]);

    const loaded = readdirSync(join(folder, 'modules')).flatMap((process) =>
      readFileSync(join(folder, 'modules', process), 'utf8').split('\n'),
    );
    expect(loaded.filter((url) => DOUBLES.test(url))).toEqual([]);
    expect(loaded).toContainEqual(expect.stringMatching(/test\/electron\/person\.ts$/));
    expect(loaded).toContainEqual(expect.stringMatching(/out\/main\/index\.js$/));
  });
});
