import type { Locator, Page } from 'playwright-core';
import type { LoggedRequest } from '../nextcloud/request-log.ts';
import { named } from './only-account.ts';
import type { StationPc } from './station.ts';

/** Returns a conversation's row by its token, because an open reply may contain the name, too. */
export const rowOf = (page: Page, token: string): Locator => page.locator(`[data-token^="${token}."] > .row`);

/** Returns the open quick reply. */
export const replyBox = (page: Page): Locator => page.getByRole('region', { name: /^Antworten in / });

/** Returns the text field of the open quick reply. */
export const replyField = (page: Page): Locator => replyBox(page).getByRole('textbox');

/** Opens the quick reply of a conversation with the keyboard, and waits for its messages. */
export async function openReply(page: Page, token: string): Promise<Locator> {
  await rowOf(page, token).focus();
  await page.keyboard.press('r');
  await replyBox(page).waitFor();
  await replyBox(page).getByRole('status').waitFor({ state: 'detached' });
  return replyField(page);
}

/** Resolves when the open reply shows this message as sent; it may show earlier ones as well. */
export const isSent = (page: Page, text: string): Promise<void> =>
  replyBox(page)
    .getByRole('listitem')
    .filter({ hasText: text })
    .getByText('Gesendet', { exact: true })
    .first()
    .waitFor();

/** Returns the texts of a conversation's messages on the server, oldest first. */
export const textsIn = ({ nextcloud }: StationPc, token: string): unknown[] =>
  nextcloud.control.messages(token).map(({ message }) => message);

/** Returns the requests that post a message, with their content. */
export const posts = ({ nextcloud }: StationPc): { request: LoggedRequest; message: string; referenceId: string }[] =>
  nextcloud.control.requests
    .filter(({ method, path }) => method === 'POST' && /\/chat\/\w+$/.test(path))
    .map((request) => {
      const form = new URLSearchParams(request.body);
      return { request, message: form.get('message') ?? '', referenceId: form.get('referenceId') ?? '' };
    });

/** Returns the draft that main keeps for a conversation. */
export const draftOf = async (page: Page, token: string): Promise<string> =>
  page.evaluate(
    async (asked) => {
      const answer = await window.talkmelder.openReply({ token: asked });
      return answer.ok ? answer.value.draft : answer.error;
    },
    await named(page, token),
  );

/** Lets the window's process crash, opens a new window, and waits for its list. */
export async function anotherWindow(pc: StationPc, page: Page): Promise<Page> {
  const devTools = await page.context().newCDPSession(page);
  const gone = pc.app.waitForWindow(({ visible }) => !visible);
  // The crashed page never answers.
  devTools.send('Page.crash').catch(() => {});
  await gone;
  return openWindow(pc);
}

/** Opens the window from the tray, and waits for its list. */
export async function openWindow(pc: StationPc): Promise<Page> {
  await pc.app.tray.waitFor(({ exists }) => exists);
  await pc.app.tray.choose('Talkmelder öffnen');
  const page = await pc.app.window();
  await page.locator('.list .row').first().waitFor();
  return page;
}
