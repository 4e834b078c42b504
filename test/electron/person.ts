import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../remove-folder.ts';
import { findChromium } from './chromium/find.ts';
import { quietProfile } from './chromium/launch.ts';
import { endGroup, ownGroup } from './chromium/process-group.ts';
import { runBeforeEnd } from './lifecycle.ts';
import { askOnPage } from './message-box.ts';
import { systemPlatform } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The environment of the person's shell, without the host's own command on the PATH (tray.ts), which is only for the
 * app.
 */
const env = { ...process.env };
const isRoot = process.getuid?.() === 0;

/** Programs that open an address in the person's default browser. */
const openers: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/**
 * Starts a program. Resolves with false if it does not exist; calls `onFailure` if it started and ended with an error.
 */
async function starts(program: string, args: string[], onFailure: () => void): Promise<boolean> {
  const child = spawn(program, args, { detached: true, stdio: 'ignore', env });
  child.unref();
  child.once('exit', (code) => code !== 0 && onFailure());
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true));
    child.once('error', () => resolve(false));
  });
}

/** A Chromium with its own profile, which ends with the app; a second address opens another tab. */
let ownBrowser: { profile: string; children: ChildProcess[] } | undefined;

function openInChromium(url: string): void {
  ownBrowser ??= ownChromium();
  const { profile, children } = ownBrowser;
  const quiet = ['--no-first-run', '--no-default-browser-check', '--password-store=basic', '--use-mock-keychain'];
  // Chromium refuses its sandbox to root, which is what a container usually is.
  const container = isRoot ? ['--no-sandbox', '--disable-dev-shm-usage'] : [];
  const child = spawn(findChromium(), [`--user-data-dir=${profile}`, ...quiet, ...container, url], {
    stdio: 'ignore',
    env,
    ...ownGroup,
  });
  child.on('error', (error) => console.error(`host: the browser cannot be started: ${error.message}`));
  children.push(child);
}

function ownChromium(): NonNullable<typeof ownBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'talkmelder-browser-'));
  quietProfile(profile);
  const children: ChildProcess[] = [];
  runBeforeEnd(async () => {
    // A later process only hands its address to the first. Without the first, it would become a browser itself.
    await Promise.all(children.map((child) => endGroup(child)));
    await removeFolder(profile);
  });
  return { profile, children };
}

function copyWith(): [program: string, ...args: string[]][] {
  if (systemPlatform === 'darwin') return [['pbcopy']];
  if (systemPlatform === 'win32') return [['clip']];
  return [['wl-copy'], ['xclip', '-selection', 'clipboard'], ['xsel', '--clipboard', '--input']];
}

/** Resolves with whether the program accepted the text. */
async function takes([program, ...args]: [program: string, ...args: string[]], text: string): Promise<boolean> {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'], env });
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** The real machine of the person: it shows and asks everything, instead of recording and answering. */
export const person: Surroundings = {
  async openExternal(url) {
    const [program, ...args] = openers[systemPlatform] ?? ['xdg-open'];
    // Most browsers of a desktop are based on Chromium, and refuse root.
    const isSystems = !isRoot && (await starts(program, [...args, url], () => openInChromium(url)));
    if (!isSystems) openInChromium(url);
  },
  ask: askOnPage,
  notified: (title, body) => console.log(`🔔 ${title} – ${body.replaceAll('\n', ' ')}`),
  async copy(text) {
    for (const program of copyWith()) if (await takes(program, text)) return;
    throw new Error('host: no program for the clipboard is here (wl-copy, xclip or xsel)');
  },
  // A page gets no keys from outside its window.
  givesShortcuts: false,
};
