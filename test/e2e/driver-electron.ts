/**
 * The driver on real Electron. It is written against Electron's and Playwright's types and sources; it has not been run
 * yet, because no machine so far had Electron's binary. driver-electron-probe.cjs is its other half.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Browser, chromium, type Page } from 'playwright-core';
import { withPlan } from '../../build/launch-plan.ts';
import { removeFolder } from '../remove-folder.ts';
import { within } from '../within.ts';
import { checkForElectron, OnlyOnHost } from './abilities.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { type Act, makeDriver, untouched } from './driver-desk.ts';
import type { Launching } from './launch.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const probe = fileURLToPath(new URL('driver-electron-probe.cjs', import.meta.url));
const desktop = fileURLToPath(new URL('../electron/desktop', import.meta.url));
/** Names the app that the tests run instead of this checkout's: the archive of a package, on Electron's own program. */
const ENTRY = 'TALKMELDER_ENTRY';
const isRoot = process.getuid?.() === 0;

function argumentsFor({ plan }: Launching, options: LaunchOptions, userData: string): string[] {
  const { locale = 'de-DE', scale, entry = process.env[ENTRY] ?? root, args = [] } = options;
  return [
    ...plan.switches,
    entry,
    `--user-data-dir=${userData}`,
    `--lang=${locale}`,
    ...(scale ? [`--force-device-scale-factor=${scale}`] : []),
    ...args,
  ];
}

/** Returns the environment in which the desktop matches the options (see test/electron/desktop). */
function environmentFor({ plan, display }: Launching, options: LaunchOptions, temporary: string) {
  const { locale = 'de-DE', trayAvailable = true, packaged = true, env } = options;
  const { theme, notificationsSupported, takenShortcuts, safeStorageBackend } = options;
  const machine = { locale, packaged, theme, notificationsSupported, takenShortcuts, safeStorageBackend };
  return {
    ...withPlan(plan),
    ...display,
    LANGUAGE: locale.replace('-', '_'),
    PATH: [desktop, process.env.PATH].join(delimiter),
    ELECTRON_HOST_TRAY: String(trayAvailable),
    E2E_MACHINE: JSON.stringify(machine),
    ...untouched(temporary),
    ...env,
  };
}

/** The wall display is the app's only window that fills a screen. */
const isWall = (page: Page): boolean => page.url().endsWith('?wall');
const isCard = (page: Page): boolean => page.url().endsWith('?alarm=first');
const isOrdinary = (page: Page): boolean => !/\?(wall|alarm)/.test(page.url());

/** Ends a process and all its children. On Windows, Playwright starts Electron through a shell. */
function endTree(child: ChildProcess, pid: number): void {
  if (process.platform !== 'win32') child.kill('SIGKILL');
  else execFileSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
}

/** Starts the app on Electron. Resolves when the app is ready. */
export async function launchOnElectron(launching: Launching, options: LaunchOptions = {}): Promise<AppDriver> {
  checkForElectron(options);
  const { binary } = launching.plan;
  if (binary === null) throw new Error("Electron's binary is not here");
  const temporary = mkdtempSync(join(tmpdir(), 'app-on-electron-'));
  const userData = options.userData ?? join(temporary, 'user-data');
  const env = environmentFor(launching, options, temporary);
  const args = argumentsFor(launching, options, userData);
  const electron = await _electron.launch({
    // `executablePath` is missing on purpose: Playwright then loads its own part, which delays `ready` until it is
    // connected.
    args: ['-r', probe, ...args],
    // Without the sandbox, Playwright would start the browser process without the switches that the app expects for its
    // windows.
    chromiumSandbox: !isRoot,
    cwd: root,
    env,
    colorScheme: null,
  });
  const child = electron.process();
  const pid = await electron.evaluate(() => process.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let systemBrowser: Promise<Browser> | undefined;
  const ended = once(child, 'exit').then(async ([code]) => {
    await (await systemBrowser)?.close();
    await removeFolder(temporary);
    return code as number | null;
  });
  const end = (): Promise<number | null> => within("the app's end", ended, () => output);

  const act: Act = async (name, ...params) => {
    if (name === 'screen.change' || name === 'window.drag') throw new OnlyOnHost('screens');
    if (name === 'notification.allow') throw new OnlyOnHost('allow');
    if (name === 'notification.hold') throw new OnlyOnHost('hold');
    if (name === 'notification.chooseEarlier') throw new OnlyOnHost('chooseEarlier');
    if (name === 'sound.allow') throw new OnlyOnHost('playing');
    if (name.startsWith('top.')) throw new OnlyOnHost('topWindows');
    try {
      return await electron.evaluate(
        (_modules, call) =>
          (globalThis as unknown as { e2eDesk(name: string, args: unknown[]): unknown }).e2eDesk(
            call.name,
            call.params,
          ),
        { name, params },
      );
    } catch (error) {
      if (child.exitCode === null && child.signalCode === null) throw error;
      throw new Error(`the app has ended (${child.signalCode ?? child.exitCode}):\n${output}`);
    }
  };

  return makeDriver({
    kind: 'electron',
    userData,
    act,
    window: async () => electron.windows().findLast(isOrdinary) ?? electron.waitForEvent('window', isOrdinary),
    async topPage(at) {
      if (at > 0) throw new OnlyOnHost('topWindows');
      return electron.windows().findLast(isCard) ?? electron.waitForEvent('window', isCard);
    },
    fullScreenPage: async () => electron.windows().findLast(isWall) ?? electron.waitForEvent('window', isWall),
    async systemBrowser() {
      if (launching.chromium === null) throw new Error('No Chromium is here to play the system browser');
      systemBrowser ??= chromium.launch({ executablePath: launching.chromium });
      const context = await (await systemBrowser).newContext({ locale: options.locale ?? 'de-DE' });
      return context.newPage();
    },
    async secondInstance(argv = []) {
      const second = spawn(binary, [...args, ...argv], { cwd: root, env, stdio: 'ignore' });
      const [code] = await within('the end of the second instance', once(second, 'exit'));
      if (code !== 0) throw new Error(`the second instance ended with ${code}`);
    },
    async quit() {
      await electron.evaluate(({ app }) => app.quit()).catch(() => {});
      await end();
    },
    async kill() {
      endTree(child, pid);
      await end();
    },
    ended: () => ended,
    output: () => output,
  });
}
