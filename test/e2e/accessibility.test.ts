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

/** Whether `npm test` also looks at a view at 200 % and walks through it by keyboard. */
const isForAll = (index: number): boolean => isFull || index % 2 === 1;

/**
 * Returns the faults of the view on screen. `test:full` looks at it in both themes, and at 200 %. `npm test` has axe look
 * once, because that takes longest, in a theme that changes from view to view, so that each run checks both palettes; at
 * 200 %, it looks for content that is cut off.
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
  for (const [at, theme] of THEMES.entries()) if (isFull || index % THEMES.length === at) await look(theme, 1, axe);
  if (isForAll(index)) await look('light', 2, isFull ? axe : async () => []);
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
      if (isForAll(index)) expect.soft(await keyboardTrouble(here.page), `${name}, by keyboard`).toEqual([]);
      await view.leave?.(here);
      walked = index + 1;
    });
  });
}
