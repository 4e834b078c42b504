import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { ControlAnswer, ControlCall } from '../electron/control.ts';
import { type HostOptions, optionsVariable } from '../electron/options.ts';
import { removeFolder } from '../remove-folder.ts';
import { PATIENCE_MS, within } from '../within.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { type Act, makeDriver, untouched } from './driver-desk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const register = new URL('../electron/register.ts', import.meta.url).href;
const doubles = new URL('../electron/doubles.ts', import.meta.url).href;
/** The child's file descriptor that its Chromium holds open; it follows stdin, stdout, stderr and the ipc channel. */
const LIFELINE = 4;

/** The endpoint of the Chromium of this worker's apps; null: each app starts its own. */
let shared: string | null = null;
/** Makes later apps open their windows in the Chromium at this endpoint. */
export const shareChromium = (endpoint: string): void => {
  shared = endpoint;
};

const connections = new Map<string, Promise<Browser>>();

/** Connects Playwright to a Chromium, once per endpoint. */
function connectTo(endpoint: string): Promise<Browser> {
  const known = connections.get(endpoint);
  if (known) return known;
  const connecting = chromium.connectOverCDP(endpoint, { noDefaults: true, timeout: PATIENCE_MS });
  const forget = (): void => void connections.delete(endpoint);
  connecting.then((browser) => browser.once('disconnected', forget), forget);
  connections.set(endpoint, connecting);
  return connecting;
}

/**
 * Returns calls by name over the child's ipc channel. After the child's end, pending and further calls fail with
 * `obituary`.
 */
function callsTo(child: ChildProcess, obituary: () => Error): Act {
  const waiting = new Map<number, { resolve: (v: unknown) => void; reject: (e: Error) => void }>();
  let lastId = 0;
  let ended = false;
  child.on('message', (message: ControlAnswer) => {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) call?.resolve(message.value);
    else call?.reject(new Error(message.error));
  });
  child.on('close', () => {
    ended = true;
    for (const { reject } of waiting.values()) reject(obituary());
    waiting.clear();
  });
  return (name, ...args) => {
    if (ended) return Promise.reject(obituary());
    const id = ++lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject });
    const call: ControlCall = { control: 'call', id, name, args };
    // A call fails (EPIPE) while the child ends: only `close` knows the exit code and the output.
    if (child.connected) child.send(call, () => {});
    return within(`the app's answer to ${name}`, promise, () => obituary().message);
  };
}

/** Returns Playwright's page for a target. */
async function pageOf(browser: Browser, targetId: string): Promise<Page> {
  const isIt = async (page: Page): Promise<boolean> => {
    const session = await page.context().newCDPSession(page);
    const { targetInfo } = await session.send('Target.getTargetInfo');
    await session.detach();
    return targetInfo.targetId === targetId;
  };
  const [context] = browser.contexts();
  if (!context) throw new Error('Chromium has no default context');
  for (;;) {
    const appeared = context.waitForEvent('page', { timeout: PATIENCE_MS });
    appeared.catch(() => {});
    for (const page of context.pages()) if (await isIt(page).catch(() => false)) return page;
    await appeared;
  }
}

/** Starts the app on the host (test/electron). Resolves when the app is ready. */
export async function launchOnHost(options: LaunchOptions = {}): Promise<AppDriver> {
  const temporary = mkdtempSync(join(tmpdir(), 'app-on-host-'));
  const userData = options.userData ?? join(temporary, 'user-data');
  const { locale = 'de-DE', entry = join(root, 'out/main/index.js'), args = [] } = options;
  const { userData: _userData, args: _args, env: _env, entry: _entry, ...machineOptions } = options;
  // JSON leaves out undefined options, for which the host has its own defaults.
  const machine: Partial<HostOptions> = JSON.parse(JSON.stringify({ packaged: true, ...machineOptions, locale }));
  const start = (host: Partial<HostOptions>, more: string[], stdio: SpawnOptions['stdio']): ChildProcess =>
    spawn(
      process.execPath,
      ['--import', register, '--import', doubles, entry, `--user-data-dir=${userData}`, ...args, ...more],
      {
        cwd: root,
        stdio,
        serialization: 'advanced',
        // The host gets its own process group: Ctrl-C ends the test, and the host ends itself when it notices.
        detached: true,
        env: {
          ...process.env,
          ...untouched(temporary),
          ...options.env,
          [optionsVariable]: JSON.stringify({ ...machine, ...host }),
        },
      },
    );

  const profile = join(temporary, 'chromium');
  const chromiumOptions = shared === null ? { profile, lifeline: LIFELINE } : { chromium: shared };
  const child = start({ ...chromiumOptions, temporary }, [], ['ignore', 'pipe', 'pipe', 'ipc', 'pipe']);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // Chromium ends with its pipe, after the host: `close` comes after it has closed the last of these.
  (child.stdio[LIFELINE] as NodeJS.ReadableStream | null)?.resume();
  let endpoint = '';
  const ended = once(child, 'close').then(async ([code]) => {
    // Chromium's other processes end a moment later, and may write until then.
    await removeFolder(temporary);
    return code as number | null;
  });
  const state = (): string => (child.exitCode === null && child.signalCode === null ? 'runs' : 'has ended');
  const act = callsTo(child, () => new Error(`the app ${state()} (${child.signalCode ?? child.exitCode}):\n${output}`));
  const end = (): Promise<number | null> => within("the app's end", ended, () => output);

  await act('app.ready');
  // This call starts at once, while the app opens its window.
  endpoint = (await act('browser.endpoint')) as string;
  const connected = connectTo(endpoint);
  const pageBehind = async (target: string, ...args: unknown[]): Promise<Page> => {
    const page = await pageOf(await connected, (await act(target, ...args)) as string);
    // A window begins as an empty page, and calls to that page would lose their answers.
    await page.waitForURL(({ protocol }) => protocol !== 'about:', { waitUntil: 'commit', timeout: PATIENCE_MS });
    return page;
  };
  return makeDriver({
    kind: 'chromium-host',
    userData,
    act,
    window: () => pageBehind('window.target'),
    fullScreenPage: () => pageBehind('fullScreen.target'),
    topPage: (at) => pageBehind('top.target', at),
    async systemBrowser() {
      const context = await (await connected).newContext({ locale });
      // If the app has its own Chromium, the context is already gone.
      void ended.then(() => context.close().catch(() => {}));
      return context.newPage();
    },
    async secondInstance(argv = []) {
      const second = start({}, argv, ['ignore', 'pipe', 'pipe']);
      let heard = '';
      for (const stream of [second.stdout, second.stderr]) stream?.on('data', (text) => (heard += text));
      const [code] = await within('the end of the second instance', once(second, 'close'), () => heard);
      if (code !== 0) throw new Error(`the second instance ended with ${code}:\n${heard}`);
    },
    async quit() {
      await act('app.quit').catch(() => {});
      await end();
    },
    async kill() {
      child.kill('SIGKILL');
      await end();
    },
    ended: () => ended,
    output: () => output,
  });
}
