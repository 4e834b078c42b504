import type { Locator } from 'playwright-core';
import type { Showcase } from './showcase.ts';
import { pointAway, rowOf, type View } from './view.ts';

const fieldOf = ({ page }: Showcase): Locator => page.locator('.reply textarea');

async function open(show: Showcase): Promise<void> {
  await rowOf(show.page, show.rooms.alarm).focus();
  await show.page.keyboard.press('r');
  await show.page.locator('.reply li').first().waitFor();
  await pointAway(show.page);
}

/** Answering below a row. */
export const replyViews: readonly View[] = [
  { name: 'reply', reach: open },
  {
    name: 'reply-written',
    reach: (show) =>
      fieldOf(show).fill(show.language === 'de' ? 'Ich fahre.\nTreffen um 17:45 Uhr?' : 'I drive.\nMeet at 5:45 pm?'),
  },
  {
    name: 'reply-too-long',
    async reach(show) {
      await fieldOf(show).fill('Tatütata '.repeat(4_000));
      await show.page.locator('.reply [aria-invalid=true]').waitFor();
    },
  },
  {
    name: 'reply-failed',
    async reach(show) {
      show.server.control.fail({ status: 500 }, { method: 'POST', path: '/chat/' });
      await fieldOf(show).fill(show.language === 'de' ? 'Ich fahre.' : 'I drive.');
      await fieldOf(show).press('Enter');
      await show.page.getByText(show.say('reply.failed'), { exact: true }).waitFor();
    },
    async leave({ page, server, say }) {
      server.control.clearFaults();
      // This moves the message back into the field, and clears the field.
      await page.getByRole('button', { name: say('reply.edit') }).click();
      await page.locator('.reply textarea').fill('');
      await page.keyboard.press('Escape');
      await page.locator('.reply').waitFor({ state: 'detached' });
    },
  },
];
