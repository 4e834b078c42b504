import type { Showcase } from './showcase.ts';
import { accountPicture, pointAway, refresh, rowOf, type View } from './view.ts';

/** The toast stays while the pointer is on it, but moves away from the pointer when the window size changes. */
const holdToast = ({ page }: Showcase): Promise<void> => page.locator('[role=alert] .toast').hover();

/** What the window says when something does not work. */
export const troubleViews: readonly View[] = [
  {
    name: 'toast',
    async reach(show) {
      const { page, rooms, say, server } = show;
      server.control.fail({ status: 500 }, { method: 'POST', path: '/favorite' });
      await rowOf(page, rooms.bob).click({ button: 'right', position: { x: 60, y: 20 } });
      await page.getByRole('menuitem', { name: say('rows.favour') }).click();
      const toast = page.getByRole('alert').filter({ hasText: /\S/ });
      await toast.locator('.toast').evaluate(async (element) => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        while (getComputedStyle(element).opacity !== '1') await frame();
      });
      await holdToast(show);
    },
    settle: holdToast,
    async leave({ page, server, say }) {
      server.control.clearFaults();
      await page.getByRole('button', { name: say('toast.dismiss'), exact: true }).click();
    },
  },
  {
    name: 'offline',
    async reach(show) {
      await pointAway(show.page);
      await show.server.control.down();
      await refresh(show);
      await show.page.getByText(show.say('connection.unreachable')).first().waitFor();
    },
    async leave(show) {
      await show.server.control.up();
      // The button disappears if the app finds the server again first, so the call replaces a click.
      await refresh(show);
      const banner = show.page.getByRole('main').getByText(show.say('connection.unreachable'));
      await banner.first().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'server-moved',
    async reach(show) {
      show.server.control.misconfigure({ movedTo: 'https://neu.example.org' });
      await refresh(show);
      await show.page.getByRole('button', { name: show.say('connection.signInThere') }).waitFor();
    },
    async leave(show) {
      show.server.control.misconfigure({});
      await refresh(show);
      await show.page.getByRole('button', { name: show.say('connection.signInThere') }).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'session-ended',
    async reach(show) {
      show.server.control.revoke('alice');
      await refresh(show);
      await show.page.getByRole('button', { name: show.say('connection.signInAgain') }).waitFor();
    },
  },
  {
    name: 'signing-in-again',
    async reach({ page, say }) {
      await page.getByRole('button', { name: say('connection.signInAgain') }).click();
      await page.getByRole('heading', { name: say('signingIn.again') }).waitFor();
    },
  },
  {
    name: 'signing-in-again-other',
    async reach(show) {
      const { page, say } = show;
      await page.getByRole('button', { name: say('signingIn.browser'), exact: true }).click();
      await show.grant('bob');
      await page.getByRole('alert').filter({ hasText: 'Bob' }).waitFor();
    },
    async leave(show) {
      await show.page.getByRole('button', { name: show.say('signingIn.browser'), exact: true }).click();
      await show.grant('alice');
      await rowOf(show.page, show.rooms.alarm).waitFor();
      await show.page.getByRole('button', { name: show.say('connection.signInAgain') }).waitFor({ state: 'detached' });
      await accountPicture(show);
    },
  },
];
