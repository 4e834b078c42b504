import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, sep } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Where a Chromium lies inside a folder of Playwright's cache, by platform. */
const inPlaywrightCache = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
];

const playwrightCaches = (env: NodeJS.ProcessEnv): string[] =>
  [
    env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    env.LOCALAPPDATA && join(env.LOCALAPPDATA, 'ms-playwright'),
  ].filter((path): path is string => Boolean(path && existsSync(path)));

/**
 * The Chromium to open windows with: `CHROMIUM`, else one on PATH, else Playwright's newest.
 * @throws when there is none, with the ways to get one
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const told = env.CHROMIUM;
  if (told) {
    if (existsSync(told)) return told;
    throw new Error(`CHROMIUM names ${told}, which does not exist`);
  }
  // Not `process.platform`: the host can pretend another one to the app.
  const suffix = sep === '\\' ? '.exe' : '';
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name + suffix)));
  const cached = playwrightCaches(env).flatMap((cache) =>
    readdirSync(cache)
      .filter((folder) => /^chromium-\d+$/.test(folder))
      .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
      .flatMap((folder) => inPlaywrightCache.map((path) => join(cache, folder, path))),
  );
  const found = [...onPath, ...cached].find((path) => existsSync(path));
  if (found) return found;
  throw new Error('No Chromium found: install one (apt-get install chromium), or name it in CHROMIUM');
}
