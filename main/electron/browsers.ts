import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Browser } from '../core/model/settings.ts';

/** The computer that is searched for browsers. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
  exists: (path: string) => boolean;
}

/** Names on the PATH, which differ between distributions. */
const COMMANDS: Record<Browser, readonly string[]> = {
  firefox: ['firefox', 'firefox-esr'],
  chrome: ['google-chrome', 'google-chrome-stable'],
  chromium: ['chromium', 'chromium-browser'],
  edge: ['microsoft-edge', 'microsoft-edge-stable'],
  brave: ['brave-browser', 'brave-browser-stable'],
  safari: [],
};

/** Paths below one of the program folders of Windows. */
const PROGRAMS: Record<Browser, string | null> = {
  firefox: 'Mozilla Firefox/firefox.exe',
  chrome: 'Google/Chrome/Application/chrome.exe',
  chromium: 'Chromium/Application/chrome.exe',
  edge: 'Microsoft/Edge/Application/msedge.exe',
  brave: 'BraveSoftware/Brave-Browser/Application/brave.exe',
  safari: null,
};
const PROGRAM_FOLDERS = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'];

/** macOS finds an app by its name, wherever it is. */
const APPS: Record<Browser, string> = {
  firefox: 'Firefox',
  chrome: 'Google Chrome',
  chromium: 'Chromium',
  edge: 'Microsoft Edge',
  brave: 'Brave Browser',
  safari: 'Safari',
};

/** The app runs for weeks, and the user may install a browser meanwhile. A search takes some hundred file accesses. */
const KNOWN_FOR_MS = 60_000;

/** The wrapper scripts of removed browsers give up at once. */
const GIVES_UP_WITHIN_MS = 5_000;

export type Browsers = ReturnType<typeof createBrowsers>;

/** The browsers on this computer that a person can choose. */
export function createBrowsers(around: Surroundings = thisComputer()) {
  let known: Browser[] = [];
  let knownUntil = Number.NEGATIVE_INFINITY;

  return {
    installed(): Browser[] {
      const now = performance.now();
      if (now >= knownUntil) {
        known = Browser.options.filter((browser) => find(browser, around) !== null);
        knownUntil = now + KNOWN_FOR_MS;
      }
      return known;
    },
    /**
     * Starts a browser with an address. The address must begin with its scheme, so that no browser takes it for an
     * option.
     * @param onGivenUp the browser started and ended with an error at once
     * @returns false when the browser is not there or does not start
     */
    async open(browser: Browser, url: string, onGivenUp: () => void): Promise<boolean> {
      const found = find(browser, around);
      if (found === null) return false;
      return around.platform === 'darwin' ? runs('open', ['-a', found, url]) : starts(found, [url], onGivenUp);
    },
  };
}

const thisComputer = (): Surroundings => ({
  platform: process.platform,
  env: process.env,
  home: homedir(),
  exists: process.platform === 'linux' ? isExecutable : existsSync,
});

/** Returns the browser's executable (on macOS its app name), or null when it is not there. */
function find(browser: Browser, { platform, env, home, exists }: Surroundings): string | null {
  if (platform === 'darwin') {
    const name = APPS[browser];
    // Since macOS 13, Safari lives on a volume of its own.
    const folders = ['/Applications', join(home, 'Applications'), '/System/Cryptexes/App/System/Applications'];
    return folders.some((folder) => exists(join(folder, `${name}.app`))) ? name : null;
  }
  const paths = platform === 'win32' ? programs(browser, env) : commands(browser, env);
  return paths.find(exists) ?? null;
}

function programs(browser: Browser, env: NodeJS.ProcessEnv): string[] {
  const program = PROGRAMS[browser];
  if (program === null) return [];
  return PROGRAM_FOLDERS.map((name) => env[name])
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, program));
}

function commands(browser: Browser, env: NodeJS.ProcessEnv): string[] {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return COMMANDS[browser].flatMap((command) => folders.map((folder) => join(folder, command)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The browser outlives this app, and the app does not wait for it to end. */
function starts(command: string, args: string[], onGivenUp: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      const startedAt = performance.now();
      child.once('exit', (code) => {
        if (code !== null && code !== 0 && performance.now() - startedAt < GIVES_UP_WITHIN_MS) onGivenUp();
      });
      child.unref();
      resolve(true);
    });
  });
}

const runs = (command: string, args: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(command, args, (error) => resolve(error === null));
  });
