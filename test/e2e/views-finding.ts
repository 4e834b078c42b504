import type { Filter } from '../../renderer/finding/find.ts';
import type { Showcase } from './showcase.ts';
import { pointAway, rowOf, type View } from './view.ts';

async function search({ page, say }: Showcase, text: string): Promise<void> {
  await pointAway(page);
  await page.keyboard.press('Control+f');
  await page.getByRole('searchbox', { name: say('find.search') }).fill(text);
}

async function stopSearch({ page, say }: Showcase): Promise<void> {
  await page.getByRole('button', { name: say('find.close') }).click();
  await pointAway(page);
}

const choose = async ({ page, say }: Showcase, filter: Filter): Promise<void> => {
  await pointAway(page);
  await page.getByRole('radio', { name: say(`find.${filter}`) }).press('Space');
};

/** Returns the view of a filter that nothing passes. */
const nothing = (filter: Filter, title: 'find.noUnread' | 'find.noMentions' | 'find.noFavourites'): View => ({
  name: `filter-${filter}-empty`,
  async reach(show) {
    await choose(show, filter);
    await show.page.getByRole('heading', { name: show.say(title) }).waitFor();
  },
  leave: (show) => choose(show, 'all'),
});

/** Search and filters. */
export const findingViews: readonly View[] = [
  {
    name: 'search',
    async reach(show) {
      await search(show, show.language === 'de' ? 'uebung' : 'drill');
      await rowOf(show.page, show.rooms.bob).waitFor({ state: 'detached' });
    },
    leave: stopSearch,
  },
  {
    name: 'search-archived',
    async reach(show) {
      await search(show, '2025');
      await rowOf(show.page, show.rooms.protocols).waitFor();
    },
    leave: stopSearch,
  },
  {
    name: 'search-nothing',
    async reach(show) {
      await search(show, 'Wasserrohrbruch');
      await show.page.getByRole('heading', { name: show.say('find.nothing') }).waitFor();
    },
    leave: stopSearch,
  },
  {
    name: 'filter-favourites',
    async reach(show) {
      await choose(show, 'favourites');
      await rowOf(show.page, show.rooms.bob).waitFor({ state: 'detached' });
    },
    leave: (show) => choose(show, 'all'),
  },
];

/** The filters after everything has been read, without favourites. */
export const nothingPassesViews: readonly View[] = [
  nothing('unread', 'find.noUnread'),
  nothing('mentions', 'find.noMentions'),
  nothing('favourites', 'find.noFavourites'),
];
