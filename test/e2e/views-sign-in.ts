import { disconnect } from './only-account.ts';
import type { Showcase } from './showcase.ts';
import { accountPicture, closeOverlay, refresh, type View } from './view.ts';

const connect = async ({ page, server, say }: Showcase): Promise<void> => {
  await page.getByRole('textbox', { name: say('signedOut.address') }).fill(server.url);
  await page.getByRole('button', { name: say('signedOut.connect') }).click();
};
const chooseAppPassword = ({ page, say }: Showcase): Promise<void> =>
  page.getByRole('button', { name: say('signingIn.appPassword'), exact: true }).click();
/** Goes back one step or two, because the app may stop waiting for the server during the check. Runs in the page. */
const backToAddress = async (): Promise<void> => {
  const { talkmelder } = window;
  const isThere = async (): Promise<boolean> => {
    const answer = await talkmelder.getState();
    return answer.ok && answer.value.phase.kind === 'signed-out';
  };
  while (!(await isThere())) await talkmelder.stepBackInSignIn({ typed: null });
};
const fillIn = async ({ page, say }: Showcase, appPassword: string): Promise<void> => {
  await page.getByLabel(say('signingIn.loginName')).fill('nina');
  await page.getByLabel(say('signingIn.password'), { exact: true }).fill(appPassword);
  await page.getByRole('button', { name: say('signingIn.submit'), exact: true }).click();
};
const waiting = ({ page, say }: Showcase): Promise<void> =>
  page.getByRole('heading', { name: say('signingIn.waiting') }).waitFor();

/** From the first start to an account without conversations, and out again. */
export const signInViews: readonly View[] = [
  {
    name: 'signed-out',
    reach: ({ page, say }) => page.getByRole('textbox', { name: say('signedOut.address') }).waitFor(),
  },
  {
    name: 'signed-out-error',
    async reach({ page, say }) {
      await page.getByRole('textbox').fill('http://cloud.example.org');
      await page.getByRole('textbox').press('Enter');
      await page
        .getByRole('alert')
        .filter({ hasText: say('error.address-not-https') })
        .waitFor();
    },
  },
  {
    name: 'signed-out-person',
    async reach({ page, say }) {
      await page.getByRole('textbox').fill('erika@cloud.example.org');
      await page.getByRole('textbox').press('Enter');
      await page.getByRole('button', { name: say('signIn.takeAddress', { host: 'cloud.example.org' }) }).waitFor();
    },
  },
  {
    name: 'signed-out-unreachable',
    async reach(show) {
      await show.server.control.down();
      await connect(show);
      await show.page.getByRole('button', { name: show.say('signIn.examine') }).waitFor();
    },
  },
  {
    name: 'doctor',
    async reach({ page, say }) {
      await page.getByRole('button', { name: say('signIn.examine') }).click();
      await page.locator('.doctor-headline-failed').waitFor();
    },
    async leave({ page, server }) {
      await closeOverlay(page);
      await server.control.up();
    },
  },
  {
    name: 'signing-in-contacting',
    async reach(show) {
      show.server.control.fail('hang');
      await connect(show);
      await show.page.getByRole('heading', { name: show.say('signingIn.contacting') }).waitFor();
    },
    async leave({ page, server }) {
      server.control.clearFaults();
      // The button disappears when the app stops waiting for the server, so the call replaces a click.
      await page.evaluate(() => window.talkmelder.cancelSignIn());
      await page.getByRole('textbox').waitFor();
    },
  },
  {
    name: 'signing-in-method-error',
    async reach(show) {
      show.server.control.fail({ status: 429 }, { path: '/login/v2' });
      await connect(show);
      await show.page
        .getByRole('alert')
        .filter({ hasText: show.say('error.too-many-attempts') })
        .waitFor();
    },
    async leave({ server }) {
      server.control.clearFaults();
    },
  },
  {
    name: 'signing-in-app-password',
    async reach(show) {
      await chooseAppPassword(show);
      await show.page.getByLabel(show.say('signingIn.loginName')).waitFor();
    },
  },
  {
    name: 'signing-in-app-password-error',
    async reach(show) {
      await fillIn(show, 'wrong');
      await show.page
        .getByRole('alert')
        .filter({ hasText: show.say('error.wrong-credentials') })
        .waitFor();
    },
  },
  {
    name: 'signing-in-app-password-checking',
    async reach(show) {
      show.server.control.fail('hang', { path: '/cloud/user' });
      await fillIn(show, 'wrong');
      await show.page.getByRole('button', { name: show.say('signingIn.checking') }).waitFor();
    },
    async leave(show) {
      show.server.control.clearFaults();
      await show.page.evaluate(backToAddress);
      await show.page.getByRole('textbox').waitFor();
    },
  },
  {
    name: 'signing-in-waiting',
    async reach(show) {
      await connect(show);
      await waiting(show);
    },
  },
  {
    name: 'welcome',
    async reach(show) {
      const { page, server, say } = show;
      server.control.fail('hang', { path: /\/api\/v4\/room$/ });
      await show.grant('nina');
      await page.getByRole('heading', { name: say('welcome.title') }).waitFor();
    },
    leave: ({ page, say }) => page.getByRole('button', { name: say('welcome.go') }).click(),
  },
  {
    name: 'loading',
    async reach({ page, say }) {
      await page.getByRole('status', { name: say('list.loading') }).waitFor();
    },
  },
  {
    name: 'nothing-loaded',
    async reach({ page, server, say }) {
      server.control.clearFaults();
      // This ends the hanging request.
      await server.control.down();
      await page.getByRole('heading', { name: say('connection.unreachable') }).waitFor();
    },
    async leave(show) {
      await show.server.control.up();
      // The button disappears if the app finds the server again first, so the call replaces a click.
      await refresh(show);
    },
  },
  {
    name: 'no-conversations',
    async reach(show) {
      await show.page.getByRole('heading', { name: show.say('list.empty') }).waitFor();
      await accountPicture(show);
    },
  },
  {
    name: 'signed-out-password-left',
    async reach({ page, server, say }) {
      await server.control.down();
      await disconnect(page);
      await page.getByText(say('signedOut.passwordLeft')).waitFor();
    },
    leave: ({ server }) => server.control.up(),
  },
];

/** Signs alice in; resolves when her list is there. */
export async function signInAlice(show: Showcase): Promise<void> {
  await show.page.evaluate(() => window.talkmelder.endWelcome());
  await connect(show);
  await show.grant('alice');
  await show.page.getByRole('list', { name: show.say('list.conversations') }).waitFor();
  await accountPicture(show);
}
