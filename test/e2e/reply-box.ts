import type { Locator, Page } from 'playwright-core';
import type { LoggedRequest } from '../nextcloud/request-log.ts';
import { named } from './only-account.ts';
import type { StationPc } from './station.ts';

/** The row of a conversation, by its token: names may stand in the messages of an open reply, too. */
export const rowOf = (page: Page, token: string): Locator => page.locator(`[data-token^="${token}."] > .row`);

/** The open quick reply. */
export const replyBox = (page: Page): Locator => page.getByRole('region', { name: /^Antworten in / });

/** Where an answer is typed. */
export const replyField = (page: Page): Locator => replyBox(page).getByRole('textbox');

/** Opens the quick reply of a conversation with the keyboard, and waits for its messages. */
export async function openReply(page: Page, token: string): Promise<Locator> {
  await rowOf(page, token).focus();
  await page.keyboard.press('r');
  await replyBox(page).waitFor();
  await replyBox(page).getByRole('status').waitFor({ state: 'detached' });
  return replyField(page);
}

/** Resolves when this message stands in the open reply as sent; others may do so from before. */
export const isSent = (page: Page, text: string): Promise<void> =>
  replyBox(page)
    .getByRole('listitem')
    .filter({ hasText: text })
    .getByText('Gesendet', { exact: true })
    .first()
    .waitFor();

/** What was written in a conversation, as the server has it; oldest first. */
export const textsIn = ({ nextcloud }: StationPc, token: string): unknown[] =>
  nextcloud.control.messages(token).map(({ message }) => message);

/** The requests that post a message, with what they send. */
export const posts = ({ nextcloud }: StationPc): { request: LoggedRequest; message: string; referenceId: string }[] =>
  nextcloud.control.requests
    .filter(({ method, path }) => method === 'POST' && /\/chat\/\w+$/.test(path))
    .map((request) => {
      const form = new URLSearchParams(request.body);
      return { request, message: form.get('message') ?? '', referenceId: form.get('referenceId') ?? '' };
    });

/** What main keeps of a conversation that was typed and not sent. */
export const draftOf = async (page: Page, token: string): Promise<string> =>
  page.evaluate(
    async (asked) => {
      const answer = await window.talkmelder.openReply({ token: asked });
      return answer.ok ? answer.value.draft : answer.error;
    },
    await named(page, token),
  );

/** Ends the window as a crash of its process does; opens the one that main builds anew, with a list in it. */
export async function anotherWindow(pc: StationPc, page: Page): Promise<Page> {
  const devTools = await page.context().newCDPSession(page);
  const gone = pc.app.waitForWindow(({ visible }) => !visible);
  // Never answered: there is nobody left.
  devTools.send('Page.crash').catch(() => {});
  await gone;
  return openWindow(pc);
}

/** The window, opened from the tray, with a list in it. */
export async function openWindow(pc: StationPc): Promise<Page> {
  await pc.app.tray.waitFor(({ exists }) => exists);
  await pc.app.tray.choose('Talkmelder öffnen');
  const page = await pc.app.window();
  await page.locator('.list .row').first().waitFor();
  return page;
}
