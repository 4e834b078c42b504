import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The names under which distributions install Chromium or one of its relatives. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** The folders of the Windows installers, as variables. */
const windowsFolders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'];
const windowsPrograms = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];

/** The names of the apps on macOS, and of the program in each. */
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

/** The headless shell itself in Debian's package: the command in /usr/bin does not end when the shell ends. */
const debiansHeadlessShell = '/usr/lib/chromium/chromium-headless-shell';

/**
 * The paths where Playwright unpacks a browser, below `chromium-<revision>/`; older revisions used the first of each.
 */
const playwrightPaths = {
  linux: ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-linux-arm64/chrome'],
  darwin: ['x64', 'arm64'].map(
    (arch) => `chrome-mac-${arch}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
  ),
  win32: ['chrome-win/chrome.exe', 'chrome-win64/chrome.exe'],
};

const playwrightCache = (env, platform, home) => {
  if (env.PLAYWRIGHT_BROWSERS_PATH) return env.PLAYWRIGHT_BROWSERS_PATH;
  if (platform === 'darwin') return join(home, 'Library/Caches/ms-playwright');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData/Local'), 'ms-playwright');
  return join(env.XDG_CACHE_HOME ?? join(home, '.cache'), 'ms-playwright');
};

const inPlaywrightCache = (env, platform, home) => {
  const cache = playwrightCache(env, platform, home);
  if (!existsSync(cache)) return null;
  const revision = (folder) => Number(folder.slice('chromium-'.length));
  const newestFirst = readdirSync(cache)
    .filter((folder) => /^chromium-\d+$/.test(folder))
    .sort((a, b) => revision(b) - revision(a));
  const candidates = newestFirst.flatMap((folder) =>
    (playwrightPaths[platform] ?? []).map((path) => join(cache, folder, path)),
  );
  return candidates.find((path) => existsSync(path)) ?? null;
};

/**
 * Returns the full path of a program on PATH, or null.
 * @param {string} name without ending
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export const onPath = (name, env = process.env, platform = process.platform) => {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean);
  const file = platform === 'win32' ? `${name}.exe` : name;
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path)) ?? null;
};

/** Returns the usual places of an installed browser that is not on PATH. */
const usualPlaces = (env, platform, home) => {
  if (platform === 'darwin') {
    const programs = macApps.map((name) => `${name}.app/Contents/MacOS/${name}`);
    return ['/Applications', join(home, 'Applications')].flatMap((folder) =>
      programs.map((path) => join(folder, path)),
    );
  }
  if (platform !== 'win32') return [];
  const folders = windowsFolders.map((name) => env[name]).filter(Boolean);
  return windowsPrograms.flatMap((path) => folders.map((folder) => join(folder, path)));
};

/** Ubuntu's Chromium is a snap: it can access neither a test's folders nor the pipes that control it. */
const isSnap = (path) => {
  if (realpathSync(path).startsWith('/snap/') || path.startsWith('/snap/')) return true;
  const file = openSync(path, 'r');
  try {
    const beginning = Buffer.alloc(4096);
    const text = beginning.toString('latin1', 0, readSync(file, beginning));
    return text.startsWith('#!') && text.includes('/snap/bin');
  } finally {
    closeSync(file);
  }
};

/** Returns the command that installs a Chromium where the set-up does not. */
export const installCommand = (platform) =>
  `npx playwright-core install ${platform === 'linux' ? '--with-deps ' : ''}chromium`;

/**
 * Finds a Chromium: the variable CHROMIUM, then PATH, then the usual places of Chrome and Edge, then Playwright's
 * cache. Throws when CHROMIUM names a file that is not there, because taking another one silently would hide the
 * mistake.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 * @returns {string | null}
 */
export const findChromium = (env = process.env, platform = process.platform, home = homedir()) => {
  if (env.CHROMIUM) {
    if (!existsSync(env.CHROMIUM)) throw new Error(`CHROMIUM is set to "${env.CHROMIUM}", which does not exist.`);
    return env.CHROMIUM;
  }
  const known = [...names.map((name) => onPath(name, env, platform)), ...usualPlaces(env, platform, home)];
  const installed = known.find((path) => path !== null && existsSync(path) && !(platform === 'linux' && isSnap(path)));
  return installed ?? inPlaywrightCache(env, platform, home);
};

/**
 * Finds Chromium's headless shell, which has pages without a browser around them and takes a third less time for
 * end-to-end tests. Null when there is none, or when CHROMIUM names the browser.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export const findHeadlessShell = (env = process.env) =>
  !env.CHROMIUM && existsSync(debiansHeadlessShell) ? debiansHeadlessShell : null;
