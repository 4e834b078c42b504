import type { SettingsChange } from '../../main/core/model/settings.ts';
import type { Showcase } from './showcase.ts';
import { atRest, closeOverlay, pointAway, refresh, rowOf, type View } from './view.ts';
import { signInAlice } from './views-sign-in.ts';

const change = ({ page }: Showcase, settings: SettingsChange) =>
  page.evaluate((wanted) => window.talkmelder.changeSettings(wanted), settings);

/** In a small window the whole page scrolls. */
const toTheEnd = ({ page }: Showcase) =>
  page
    .locator('.list > li')
    .last()
    .evaluate((row) => {
      for (let part: Element | null = row; part; part = part.parentElement) part.scrollTo(0, part.scrollHeight);
    });

/** The conversations, and the actions on a conversation. */
export const listViews: readonly View[] = [
  {
    name: 'list',
    async reach(show) {
      await signInAlice(show);
      await pointAway(show.page);
    },
  },
  {
    name: 'list-end',
    reach: toTheEnd,
    settle: toTheEnd,
    leave: ({ page }) => atRest(page),
  },
  {
    name: 'row-hovered',
    async reach({ page, rooms, say }) {
      await rowOf(page, rooms.bob).hover();
      await page.getByRole('button', { name: say('rows.more') }).waitFor();
    },
    leave: ({ page }) => pointAway(page),
  },
  {
    name: 'row-focused',
    async reach({ page, rooms, say }) {
      await rowOf(page, rooms.alarm).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowRight');
      await page.getByRole('button', { name: say('rows.more') }).waitFor();
    },
    leave: ({ page }) => page.keyboard.press('ArrowLeft'),
  },
  {
    name: 'row-menu',
    async reach({ page, rooms, say }) {
      await rowOf(page, rooms.bob).click({ button: 'right', position: { x: 60, y: 20 } });
      await page.getByRole('menuitem', { name: say('rows.copyLink') }).waitFor();
    },
    leave: ({ page }) => closeOverlay(page),
  },
  {
    name: 'archived',
    async reach({ page, rooms, say }) {
      await page.getByRole('button', { name: say('rows.archivedCount', { count: 2 }) }).click();
      await rowOf(page, rooms.protocols).waitFor();
      await pointAway(page);
    },
    async leave({ page, say }) {
      await page.getByRole('button', { name: say('rows.back') }).click();
      await atRest(page);
    },
  },
  {
    name: 'compact',
    async reach(show) {
      await change(show, { compact: 5 });
      await show.page.getByRole('button', { name: new RegExp(show.say('rows.showAll', { count: '\\d+' })) }).waitFor();
    },
    leave: (show) => change(show, { compact: 'all' }),
  },
  {
    name: 'paused',
    async reach({ page, say }) {
      await page.evaluate(() => window.talkmelder.pause({ length: 'morning' }));
      await page
        .getByRole('contentinfo')
        .getByText(new RegExp(say('pause.until', { time: '.+' })))
        .waitFor();
    },
    leave: ({ page }) => page.evaluate(() => window.talkmelder.unpause()),
  },
];

/** New messages wait while a hand is on the list, here with a press that goes on between the rows. */
export const newsView: View = {
  name: 'news',
  async reach(show) {
    const { page, rooms, server } = show;
    await atRest(page);
    const box = await page.locator('.list').boundingBox();
    if (!box) throw new Error('there is no list');
    await page.mouse.move(box.x + 3, box.y + 3);
    await page.mouse.down();
    server.control.send('carla', rooms.carla, 'Ja');
    server.control.send('omar', rooms.omar, 'Ja');
    await refresh(show);
    await page.locator('.news-pill').waitFor();
  },
  async leave({ page }) {
    await pointAway(page);
    await page.mouse.up();
    await page.locator('.news-pill').waitFor({ state: 'detached' });
  },
};

/** Views on a computer without keychain and notifications. */
export const limitedViews: readonly View[] = [
  {
    name: 'limited',
    async reach(show) {
      await signInAlice(show);
      await show.page.getByText(show.say('connection.memoryOnly')).waitFor();
      await pointAway(show.page);
    },
  },
];
