/**
 * The driver on real Electron. Written against Electron's and Playwright's types and sources; it has not been run yet,
 * because no machine so far had Electron's binary. driver-electron-probe.cjs is its other half.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Browser, chromium } from 'playwright-core';
import { findChromium } from '../electron/chromium/find.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { type Act, makeDriver } from './driver-desk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const probe = fileURLToPath(new URL('driver-electron-probe.cjs', import.meta.url));
const desktop = fileURLToPath(new URL('../electron/desktop', import.meta.url));
/** Chromium's `--password-store` for what safeStorage is to find. */
const passwordStores: Record<string, string> = { basic_text: 'basic', gnome_libsecret: 'gnome-libsecret' };

function argumentsFor(options: LaunchOptions, userData: string): string[] {
  const { locale = 'de-DE', scale, safeStorageBackend, entry = root, args = [] } = options;
  if (options.platform) throw new Error('Electron cannot pretend another system');
  if (options.machineFiles) throw new Error("Electron finds the machine's own files only");
  const store = safeStorageBackend && passwordStores[safeStorageBackend];
  if (safeStorageBackend && !store) throw new Error(`Electron cannot be given the backend ${safeStorageBackend}`);
  return [
    entry,
    `--user-data-dir=${userData}`,
    `--lang=${locale}`,
    ...(scale ? [`--force-device-scale-factor=${scale}`] : []),
    ...(store ? [`--password-store=${store}`] : []),
    ...args,
  ];
}

/** The environment, in which the desktop answers as the options say (see test/electron/desktop). */
function environmentFor(options: LaunchOptions, temporary: string): Record<string, string> {
  const { locale = 'de-DE', theme, notificationsSupported, takenShortcuts, trayAvailable = true } = options;
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(inherited),
    LANGUAGE: locale.replace('-', '_'),
    PATH: [desktop, process.env.PATH].join(delimiter),
    ELECTRON_HOST_TRAY: String(trayAvailable),
    E2E_MACHINE: JSON.stringify({ theme, notificationsSupported, takenShortcuts }),
    // An app that is tested must not start with the tester's session.
    XDG_CONFIG_HOME: join(temporary, 'config'),
    ...options.env,
  };
}

/** Starts the app on Electron. Resolves when the app is ready. */
export async function launchOnElectron(binary: string, options: LaunchOptions = {}): Promise<AppDriver> {
  const temporary = mkdtempSync(join(tmpdir(), 'app-on-electron-'));
  const userData = options.userData ?? join(temporary, 'user-data');
  const env = environmentFor(options, temporary);
  const args = argumentsFor(options, userData);
  // Without `executablePath`, so that Playwright loads its own part, which holds `ready` back until it is connected.
  const electron = await _electron.launch({ args: ['-r', probe, ...args], cwd: root, env, colorScheme: null });
  const child = electron.process();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let systemBrowser: Promise<Browser> | undefined;
  const ended = once(child, 'exit').then(async ([code]) => {
    await (await systemBrowser)?.close();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 20 });
    return code as number | null;
  });

  const act: Act = async (name, ...params) => {
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
    window: async () => electron.windows().at(-1) ?? electron.waitForEvent('window'),
    async systemBrowser() {
      systemBrowser ??= chromium.launch({ executablePath: findChromium() });
      const context = await (await systemBrowser).newContext({ locale: options.locale ?? 'de-DE' });
      return context.newPage();
    },
    async secondInstance(argv = []) {
      const second = spawn(binary, ['--no-sandbox', ...args, ...argv], { cwd: root, env, stdio: 'ignore' });
      const [code] = await once(second, 'exit');
      if (code !== 0) throw new Error(`the second instance ended with ${code}`);
    },
    async quit() {
      await electron.evaluate(({ app }) => app.quit()).catch(() => {});
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    ended: () => ended,
    output: () => output,
  });
}
