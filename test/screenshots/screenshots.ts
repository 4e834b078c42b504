import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Language } from '../../main/core/model/settings.ts';
import { picturesFolder, shownPictures } from '../docs/pictures.ts';
import { appear } from '../e2e/appearance.ts';
import type { LaunchOptions } from '../e2e/driver.ts';
import { prepareLaunch } from '../e2e/launch.ts';
import { openShowcase, type Showcase } from '../e2e/showcase.ts';
import type { View } from '../e2e/view.ts';
import { LIMITED_VIEWS, VIEWS } from '../e2e/views.ts';
import { takeCards } from './cards.ts';
import { fileName, gallery } from './gallery.ts';
import { MOMENT, TIME_ZONE } from './moment.ts';
import { stopClock, substitutes, takePicture } from './picture.ts';

/**
 * `npm run screenshots` takes every view, in both themes and languages, at 100 % and 200 %, into out/screenshots, and the
 * card of alarms on two screens. `--only=REGEXP` takes only the views whose names fit. `--keep` then replaces the
 * pictures that the documents show.
 */
const { values } = parseArgs({
  options: { out: { type: 'string' }, only: { type: 'string' }, keep: { type: 'boolean', default: false } },
});
const folder = values.out ?? fileURLToPath(new URL('../../out/screenshots/', import.meta.url));

/** The views in the README, taken in twice as many pixels. */
const LARGE = new Set(['list', 'reply']);
const CLOCK: LaunchOptions['env'] = {
  TZ: TIME_ZONE,
  NODE_OPTIONS: `--import=${new URL('./app-clock.ts', import.meta.url)}`,
};

/** An account's colour comes from its server's address, port included. */
const PORT = 47_110;
const PATIENCE_MS = 10_000;
/** The size of a usual television, in CSS pixels. */
const WALL = { width: 1920, height: 1080 };
const taken: string[] = [];

const isWanted = (name: string): boolean => values.only === undefined || new RegExp(values.only).test(name);

async function takeAll(show: Showcase, view: View): Promise<void> {
  const { page, app, language, server, elsewhere } = show;
  const { bounds } = await app.windowState();
  const devtools = await page.context().newCDPSession(page);
  const replace = await substitutes(page, server.url, elsewhere.server.url);
  const take = async (file: string, scale: number): Promise<void> =>
    writeFileSync(`${folder}/${file}`, await takePicture(page, devtools, replace, scale));
  for (const zoom of [1, 2] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await appear(page, { theme, zoom, reducedMotion: true }, bounds);
      await view.settle?.(show);
      await take(fileName({ view: view.name, theme, language, zoom: zoom === 1 ? 100 : 200 }), zoom);
      if (zoom === 1 && LARGE.has(view.name)) await take(`${view.name}-${theme}-${language}@2x.png`, 2);
    }
  }
  await appear(page, { theme: 'light', reducedMotion: true }, bounds);
  await devtools.detach();
  taken.push(view.name);
}

/** Takes the wall display, which has a page of its own and fills a screen. */
async function takeWall({ page, app, language, server, elsewhere }: Showcase): Promise<void> {
  await page.evaluate(async () => {
    await window.talkmelder.changeSettings({ wallText: true });
    await window.talkmelder.startWall();
  });
  const wall = await app.fullScreenPage();
  await wall.locator('.wall-row').first().waitFor();
  await stopClock(wall);
  const devtools = await wall.context().newCDPSession(wall);
  const replace = await substitutes(page, server.url, elsewhere.server.url);
  for (const zoom of [1, 2] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await appear(wall, { theme, zoom, reducedMotion: true }, WALL);
      const file = fileName({ view: 'wall', theme, language, zoom: zoom === 1 ? 100 : 200 });
      writeFileSync(`${folder}/${file}`, await takePicture(wall, devtools, replace, zoom));
    }
  }
  // The page ends with the key.
  void wall.keyboard.press('Escape').catch(() => {});
  await app.waitForFullScreen((screen) => screen === null);
  await app.waitForWindow(({ visible, focused }) => visible && focused);
  taken.push('wall');
}

async function tour(language: Language, views: readonly View[], options: LaunchOptions = {}): Promise<void> {
  if (!views.some(({ name }) => isWanted(name) || (name === 'list' && isWanted('wall')))) return;
  const show = await openShowcase(language, { ...options, env: { ...CLOCK } }, { now: () => MOMENT, port: PORT });
  show.page.setDefaultTimeout(PATIENCE_MS);
  try {
    await stopClock(show.page);
    await appear(show.page, { theme: 'light', reducedMotion: true }, (await show.app.windowState()).bounds);
    for (const view of views) {
      await view.reach(show).catch((error: unknown) => {
        throw new Error(`"${view.name}" in ${language} cannot be reached`, { cause: error });
      });
      if (isWanted(view.name)) await takeAll(show, view);
      await view.leave?.(show);
      if (view.name === 'list' && isWanted('wall')) await takeWall(show);
    }
  } finally {
    await show.stop();
  }
}

if (values.out === undefined && values.only === undefined) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const started = performance.now();
const launching = await prepareLaunch('tour');
for (const language of ['de', 'en'] as const) {
  await tour(language, VIEWS);
  await tour(language, LIMITED_VIEWS, { safeStorageBackend: 'basic_text', notificationsSupported: false });
}
const cards = await takeCards(folder, isWanted);
await launching.end();
if (values.only === undefined) writeFileSync(`${folder}/index.html`, gallery([...new Set(taken)]));
console.log(
  `${new Set(taken).size + cards.length} views in ${Math.round((performance.now() - started) / 1_000)} s: ${folder}`,
);

if (values.keep) {
  const shown = shownPictures();
  for (const name of shown) copyFileSync(join(folder, name), join(picturesFolder, name));
  console.log(`kept for the documents: ${shown.join(', ')}`);
}
