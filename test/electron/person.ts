import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium/find.ts';
import { endChromium, quietProfile } from './chromium/launch.ts';
import { runBeforeEnd } from './lifecycle.ts';
import { askOnPage } from './message-box.ts';
import { systemPlatform } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** As the person's shell had it: the host puts a command of its own first (tray.ts), which is for the app alone. */
const env = { ...process.env };
const isRoot = process.getuid?.() === 0;

/** What opens an address in the browser that the person has chosen. */
const openers: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Resolves with false when the program is not there. `onFailure`: it began, and ended with an error. */
async function starts(program: string, args: string[], onFailure: () => void): Promise<boolean> {
  const child = spawn(program, args, { detached: true, stdio: 'ignore', env });
  child.unref();
  child.once('exit', (code) => code !== 0 && onFailure());
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true));
    child.once('error', () => resolve(false));
  });
}

/** A Chromium with a profile of its own, which is gone with the app; a second address is another tab of it. */
let ownBrowser: { profile: string; child: ChildProcess } | undefined;

function openInChromium(url: string): void {
  const profile = ownBrowser?.profile ?? mkdtempSync(join(tmpdir(), 'talkmelder-browser-'));
  if (!ownBrowser) quietProfile(profile);
  const quiet = ['--no-first-run', '--no-default-browser-check', '--password-store=basic', '--use-mock-keychain'];
  // Chromium refuses its sandbox to root, which is what a container usually is.
  const container = isRoot ? ['--no-sandbox', '--disable-dev-shm-usage'] : [];
  const child = spawn(findChromium(), [`--user-data-dir=${profile}`, ...quiet, ...container, url], {
    stdio: 'ignore',
    env,
  });
  child.on('error', (error) => console.error(`host: the browser cannot be started: ${error.message}`));
  if (ownBrowser) return;
  ownBrowser = { profile, child };
  runBeforeEnd(async () => {
    await endChromium(child, true);
    rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
  });
}

function copyWith(): [program: string, ...args: string[]][] {
  if (systemPlatform === 'darwin') return [['pbcopy']];
  if (systemPlatform === 'win32') return [['clip']];
  return [['wl-copy'], ['xclip', '-selection', 'clipboard'], ['xsel', '--clipboard', '--input']];
}

/** Whether the program took the text. */
async function takes([program, ...args]: [program: string, ...args: string[]], text: string): Promise<boolean> {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'], env });
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** The machine of the person who sits there: nothing is only recorded, nothing answers by itself. */
export const person: Surroundings = {
  async openExternal(url) {
    const [program, ...args] = openers[systemPlatform] ?? ['xdg-open'];
    // The browsers that a desktop knows are Chromium's relatives, mostly, and refuse root.
    const isSystems = !isRoot && (await starts(program, [...args, url], () => openInChromium(url)));
    if (!isSystems) openInChromium(url);
  },
  ask: askOnPage,
  notified: (title, body) => console.log(`🔔 ${title} – ${body.replaceAll('\n', ' ')}`),
  async copy(text) {
    for (const program of copyWith()) if (await takes(program, text)) return;
    throw new Error('host: no program for the clipboard is here (wl-copy, xclip or xsel)');
  },
  // A page cannot hear a key that is pressed elsewhere.
  givesShortcuts: false,
};
