import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appear } from './appearance.ts';
import { violations } from './axe.ts';
import type { LaunchOptions } from './driver.ts';
import { movement, overflow } from './page-facts.ts';
import { openShowcase, type Showcase } from './showcase.ts';
import { keyboardTrouble } from './tab-walk.ts';
import type { View } from './view.ts';
import { LIMITED_VIEWS, VIEWS } from './views.ts';

const THEMES = ['light', 'dark'] as const;
/** For one step; a view that cannot be reached should not hold up the others for as long as elsewhere. */
const PATIENCE_MS = 45_000;
/** A computer on which not everything works. */
const LIMITED: LaunchOptions = { safeStorageBackend: 'basic_text', notificationsSupported: false };

/** What is wrong with the view on screen, in both themes, at 100 % and 200 %. */
async function trouble(show: Showcase, { settle }: View): Promise<string[]> {
  const { page, app } = show;
  const { bounds } = await app.windowState();
  const found: string[] = [];
  for (const theme of THEMES) {
    for (const zoom of [1, 2] as const) {
      await appear(page, { theme, zoom, reducedMotion: true }, bounds);
      await settle?.(show);
      const wrong = [...(await violations(page)), ...(await page.evaluate(overflow))];
      found.push(...wrong.map((text) => `${theme} ${zoom * 100} %: ${text}`));
    }
  }
  found.push(...(await page.evaluate(movement)).map((text) => `moves although that is not wanted: ${text}`));
  await appear(page, { theme: 'light' }, bounds);
  await settle?.(show);
  return found;
}

describe.each([
  { language: 'de', machine: {}, views: VIEWS },
  { language: 'en', machine: {}, views: VIEWS },
  { language: 'de', machine: LIMITED, views: LIMITED_VIEWS },
  { language: 'en', machine: LIMITED, views: LIMITED_VIEWS },
] as const)('in $language with $machine', ({ language, machine, views }) => {
  let show: Showcase;
  beforeAll(async () => {
    show = await openShowcase(language, machine);
    show.page.setDefaultTimeout(PATIENCE_MS);
  });
  afterAll(() => show.stop());

  it.each(views as readonly View[])('$name', async (view) => {
    const { name, reach, leave } = view;
    try {
      await reach(show);
      expect.soft(await trouble(show, view), name).toEqual([]);
      expect.soft(await keyboardTrouble(show.page), `${name}, by keyboard`).toEqual([]);
    } finally {
      await leave?.(show);
    }
  });
});
