import { afterAll, describe, expect, it } from 'vitest';
import { isFull, LANGUAGES } from '../full.ts';
import { appear } from './appearance.ts';
import { violations } from './axe.ts';
import type { LaunchOptions } from './driver.ts';
import { movement, overflow } from './page-facts.ts';
import { openShowcase, type Showcase } from './showcase.ts';
import { keyboardTrouble } from './tab-walk.ts';
import type { View } from './view.ts';
import { LIMITED_VIEWS, VIEWS } from './views.ts';

const THEMES = ['light', 'dark'] as const;
/** A computer on which not everything works. */
const LIMITED: LaunchOptions = { safeStorageBackend: 'basic_text', notificationsSupported: false };

/** Whether axe checks a view in `npm test`; in the other views, that run walks by keyboard and looks at 200 %. */
const isForAxe = (index: number): boolean => index % 2 === 0;

/**
 * Returns the faults of the view on screen. `test:full` looks at it in both themes, at 100 % and 200 %. `npm test` has
 * axe look at every other view once, because that takes longest, in a theme that changes, so that each run checks both
 * palettes; in the other views, it looks for content that is cut off at 200 %.
 */
async function trouble(show: Showcase, { settle }: View, index: number): Promise<string[]> {
  const { page, app } = show;
  const { bounds } = await app.windowState();
  const found: string[] = [];
  const look = async (theme: 'light' | 'dark', zoom: 1 | 2, find: () => Promise<string[]>): Promise<void> => {
    await appear(page, { theme, zoom, reducedMotion: true }, bounds);
    await settle?.(show);
    const wrong = [...(await find()), ...(await page.evaluate(overflow))];
    found.push(...wrong.map((text) => `${theme} ${zoom * 100} %: ${text}`));
  };
  const axe = () => violations(page);
  if (isFull) for (const zoom of [1, 2] as const) for (const theme of THEMES) await look(theme, zoom, axe);
  else if (isForAxe(index)) await look(index % 4 === 0 ? 'light' : 'dark', 1, axe);
  else await look('light', 2, async () => []);
  found.push(...(await page.evaluate(movement)).map((text) => `moves despite reduced motion: ${text}`));
  await appear(page, { theme: 'light' }, bounds);
  await settle?.(show);
  return found;
}

const machines = [
  { machine: {}, views: VIEWS },
  { machine: LIMITED, views: LIMITED_VIEWS },
];
const cases = LANGUAGES.flatMap((language) => machines.map((machine) => ({ language, ...machine })));

for (const { language, machine, views } of cases) {
  // Each view begins where the one before ends: another order would repeat much of the walk.
  describe(`in ${language} with ${JSON.stringify(machine)}`, { shuffle: false }, () => {
    let show: Showcase | null = null;
    /** How many views the walk has left behind. */
    let walked = 0;

    /** Returns the showcase in its state before a view, whichever views were visited. */
    async function before(index: number): Promise<Showcase> {
      if (show === null || walked > index) {
        await show?.stop();
        show = await openShowcase(language, machine);
        walked = 0;
      }
      for (const { reach, leave } of views.slice(walked, index)) {
        await reach(show);
        await leave?.(show);
        walked += 1;
      }
      return show;
    }
    afterAll(() => show?.stop());

    it.each(views.map((view, index) => ({ ...view, view, index })))('$name', async ({ name, view, index }) => {
      const here = await before(index);
      // Later views can only go on from here after this view was left properly.
      walked = Number.POSITIVE_INFINITY;
      await view.reach(here);
      expect.soft(await trouble(here, view, index), name).toEqual([]);
      if (isFull || !isForAxe(index)) expect.soft(await keyboardTrouble(here.page), `${name}, by keyboard`).toEqual([]);
      await view.leave?.(here);
      walked = index + 1;
    });
  });
}
