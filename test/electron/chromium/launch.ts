import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CdpConnection, pipeWire, socketWire } from './connection.ts';
import { findChromium } from './find.ts';

export type ChromiumOptions = {
  profile: string;
  lang: string;
  headful: boolean;
  lifeline: number | null;
  /** Default: the result of findChromium. */
  program?: string;
};

/** A running Chromium: the host's own connection, the address where a test attaches its own, and its end. */
export type Chromium = {
  cdp: CdpConnection;
  endpoint: string;
  /** For example 140.0.7339.80. */
  version: string;
  end(): Promise<void>;
  gone: Promise<unknown>;
};

const flags = ({ profile, lang, headful }: ChromiumOptions): string[] => [
  ...(headful ? [] : ['--headless', '--mute-audio']),
  // Chromium refuses its sandbox to root, the usual user of a container.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  `--user-data-dir=${profile}`,
  `--lang=${lang}`,
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-gpu',
  // Electron's own default (`autoplayPolicy`).
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-popup-blocking',
  // Electron does not throttle windows that a test cannot see either.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  // Frames stay in their page's process, so that one interception gets every request of a window.
  '--disable-site-isolation-trials',
  // The stand-in origin of an app's own scheme counts as public, so Chromium would deny it access to this machine.
  `--disable-features=${['IsolateOrigins', 'site-per-process', 'LocalNetworkAccessChecks', 'Translate', 'MediaRouter', 'OptimizationHints', 'HttpsUpgrades'].join()}`,
  '--password-store=basic',
  '--use-mock-keychain',
];

/** Keeps a visible Chromium from offering translations and password storage. */
export function quietProfile(profile: string): void {
  const folder = join(profile, 'Default');
  mkdirSync(folder, { recursive: true });
  const preferences = { translate: { enabled: false }, credentials_enable_service: false };
  writeFileSync(join(folder, 'Preferences'), JSON.stringify(preferences));
}

const LONGEST_END_MS = 3_000;

/** Ends a Chromium. With `politely` it also removes its files in the temporary folder. */
export async function endChromium(child: ChildProcess, politely: boolean): Promise<void> {
  const over = exited(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_END_MS);
  child.kill(politely ? 'SIGTERM' : 'SIGKILL');
  await over;
  clearTimeout(timer);
}

const LONGEST_START_MS = 45_000;

const exited = (child: ChildProcess): Promise<unknown> =>
  child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();

/**
 * Starts Chromium and waits until it listens.
 * `lifeline` is a file descriptor that Chromium keeps open as long as it lives, so that another process can see its end.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  if (options.headful) quietProfile(options.profile);
  const child = spawn(options.program ?? findChromium(), flags(options), {
    stdio: ['ignore', options.lifeline ?? 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, LANGUAGE: options.lang, NODE_OPTIONS: '' },
  });
  const heard: string[] = [];
  const endpoint = await new Promise<string>((resolve, reject) => {
    const lines = createInterface({ input: child.stderr as Readable });
    lines.on('line', (line) => {
      const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address) started(address);
      else if (heard.length < 50) heard.push(line);
    });
    const silent = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`Chromium does not listen:\n${heard.join('\n')}`));
    }, LONGEST_START_MS);
    const started = (address: string): void => {
      clearTimeout(silent);
      resolve(address);
    };
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`Chromium ended at once (${signal ?? code}):\n${heard.join('\n')}`)),
    );
  });
  const cdp = new CdpConnection(pipeWire(child.stdio[3] as Writable, child.stdio[4] as Readable));
  const end = async (): Promise<void> => {
    cdp.abandon();
    await endChromium(child, options.headful);
  };
  return { cdp, endpoint, version: await versionOf(cdp), end, gone: exited(child) };
}

/**
 * Joins a running Chromium, which a test has started for several apps, one after the other. It ends with the
 * connection, which takes its contexts and their pages along.
 */
export async function joinChromium(endpoint: string): Promise<Chromium> {
  const wire = await socketWire(endpoint);
  const cdp = new CdpConnection(wire);
  const gone = new Promise<void>((resolve) => wire.onClose(resolve));
  // The process ends next, and closes the connection.
  const end = async (): Promise<void> => cdp.abandon();
  return { cdp, endpoint, version: await versionOf(cdp), end, gone };
}

async function versionOf(cdp: CdpConnection): Promise<string> {
  const { product } = await cdp.send<{ product: string }>('Browser.getVersion');
  return product.replace(/^.*\//, '');
}
