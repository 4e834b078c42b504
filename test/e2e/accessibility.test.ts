import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appear } from './appearance.ts';
import { violations } from './axe.ts';
import { movement, overflow } from './page-facts.ts';
import { openShowcase, type Showcase } from './showcase.ts';
import { keyboardTrouble } from './tab-walk.ts';
import { VIEWS } from './views.ts';

/** For one step; a view that cannot be reached should not hold up the others for long. */
const PATIENCE_MS = 10_000;
const THEMES = ['light', 'dark'] as const;

describe.each(['de', 'en'] as const)('in %s', (language) => {
  let show: Showcase;
  beforeAll(async () => {
    show = await openShowcase(language);
    show.page.setDefaultTimeout(PATIENCE_MS);
  });
  afterAll(() => show.stop());

  it.each(VIEWS)('$name', async ({ name, reach, leave }) => {
    const { page, app } = show;
    try {
      await reach(show);
      const { bounds } = await app.windowState();
      const found: string[] = [];
      for (const theme of THEMES) {
        for (const zoom of [1, 2] as const) {
          const where = `${theme} ${zoom * 100} %`;
          await appear(page, { theme, zoom, reducedMotion: true }, bounds);
          found.push(...(await violations(page)).map((text) => `${where}: ${text}`));
          found.push(...(await page.evaluate(overflow)).map((text) => `${where}: ${text}`));
        }
      }
      found.push(...(await page.evaluate(movement)).map((text) => `moves although that is not wanted: ${text}`));
      await appear(page, { theme: 'light' }, bounds);
      expect.soft(found, name).toEqual([]);
      expect.soft(await keyboardTrouble(page), `${name}, by keyboard`).toEqual([]);
    } finally {
      await leave?.(show);
    }
  });
});
