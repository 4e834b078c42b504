import type { Showcase } from './showcase.ts';
import { closeOverlay, dialogOf, pointAway, refresh, rowOf, type View } from './view.ts';

const fillAddress = async ({ page, say }: Showcase, url: string): Promise<void> => {
  await page.getByRole('textbox', { name: say('signedOut.address') }).fill(url);
  await page.getByRole('button', { name: say('signedOut.connect') }).click();
};
const openAccounts = async ({ page, say }: Showcase): Promise<void> => {
  await page.locator('.account-button').click();
  await page.getByRole('menuitem', { name: say('accounts.add') }).waitFor();
};
/** Returns the id of the account on the second server. */
const otherId = ({ page, elsewhere }: Showcase): Promise<string> =>
  page.evaluate(async (server) => {
    const answer = await window.talkmelder.getState();
    const accounts = answer.ok && answer.value.phase.kind === 'connected' ? answer.value.phase.accounts : [];
    const account = accounts.find((one) => one.server === server);
    if (!account) throw new Error(`no account on ${server}`);
    return account.id;
  }, elsewhere.server.url);
const show = async (showcase: Showcase, account: string | null): Promise<void> => {
  await showcase.page.evaluate((wanted) => window.talkmelder.showAccount({ account: wanted }), account);
};

/** A second account on another server: adding it, its looks, and removing it. */
export const accountViews: readonly View[] = [
  {
    name: 'account-adding',
    async reach(showcase) {
      await showcase.page.evaluate(() => window.talkmelder.addAccount());
      await showcase.page.getByRole('heading', { name: showcase.say('signedOut.add') }).waitFor();
      await pointAway(showcase.page);
    },
  },
  {
    name: 'account-exists',
    async reach(showcase) {
      await fillAddress(showcase, showcase.server.url);
      await showcase.grant('alice');
      await showcase.page
        .getByRole('alert')
        .filter({ hasText: showcase.say('signingIn.existsInBrowser', { found: 'Alice Anders' }) })
        .waitFor();
    },
    async leave({ page, say }) {
      await page.evaluate(() => window.talkmelder.stepBackInSignIn({ typed: null }));
      await page.getByRole('textbox', { name: say('signedOut.address') }).waitFor();
    },
  },
  {
    name: 'accounts',
    async reach(showcase) {
      const { page, rooms, elsewhere } = showcase;
      await fillAddress(showcase, elsewhere.server.url);
      await showcase.grant(elsewhere.user, elsewhere.server);
      await rowOf(page, elsewhere.rooms.control).waitFor();
      await show(showcase, null);
      await rowOf(page, rooms.alarm).waitFor();
      await page.locator('.account-stack').waitFor({ state: 'attached' });
      await pointAway(page);
    },
  },
  { name: 'accounts-menu', reach: openAccounts, leave: ({ page }) => closeOverlay(page) },
  {
    name: 'accounts-one',
    async reach(showcase) {
      const { page, rooms } = showcase;
      await show(showcase, await otherId(showcase));
      await rowOf(page, rooms.alarm).waitFor({ state: 'detached' });
      await pointAway(page);
    },
  },
  {
    name: 'accounts-one-menu',
    reach: openAccounts,
    async leave(showcase) {
      await closeOverlay(showcase.page);
      await show(showcase, null);
      await rowOf(showcase.page, showcase.rooms.alarm).waitFor();
    },
  },
  {
    name: 'settings-accounts',
    async reach(showcase) {
      const { page, say } = showcase;
      await page
        .getByRole('contentinfo')
        .getByRole('button', { name: say('footer.settings') })
        .click();
      await page.getByRole('heading', { name: say('accounts.title'), exact: true }).waitFor();
      await page.locator('.facts').waitFor({ state: 'attached' });
    },
  },
  {
    name: 'accounts-disconnect',
    async reach({ page, elsewhere, say }) {
      const beginning = say('menu.disconnectOf', { name: elsewhere.displayName }).split(elsewhere.displayName)[0];
      await page.getByRole('button', { name: `${beginning}${elsewhere.displayName}` }).click();
      await dialogOf(page).getByRole('heading', { name: elsewhere.displayName }).waitFor();
    },
    async leave({ page }) {
      await page.keyboard.press('Escape');
      await page.locator('[role=alertdialog]').waitFor({ state: 'detached' });
      await closeOverlay(page);
    },
  },
  {
    name: 'accounts-session-ended',
    async reach(showcase) {
      const { page, say, elsewhere } = showcase;
      elsewhere.server.control.revoke(elsewhere.user);
      await refresh(showcase);
      await page.getByRole('button', { name: say('connection.signInAgain') }).waitFor();
      await pointAway(page);
    },
    async leave(showcase) {
      const { page, elsewhere } = showcase;
      const account = await otherId(showcase);
      await page.evaluate((gone) => window.talkmelder.disconnect({ account: gone }), account);
      await rowOf(page, elsewhere.rooms.control).waitFor({ state: 'detached' });
    },
  },
];
