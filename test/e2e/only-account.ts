import type { Page } from 'playwright-core';

/** The account that the window tells about; for where there is one only. */
const accountOf = (page: Page): Promise<{ id: string; key: string }> =>
  page.evaluate(async () => {
    const answer = await window.talkmelder.getState();
    if (!answer.ok || answer.value.phase.kind !== 'connected') throw new Error('nobody is signed in');
    const { id, key } = answer.value.phase.account;
    return { id, key };
  });

/** A conversation as the window names it. @param token Talk's */
export const named = async (page: Page, token: string): Promise<string> => `${token}.${(await accountOf(page)).key}`;

export const keyOf = async (page: Page): Promise<string> => (await accountOf(page)).key;

/** As the window does when a person has confirmed it. */
export async function disconnect(page: Page): Promise<void> {
  const { id } = await accountOf(page);
  await page.evaluate((account) => window.talkmelder.disconnect({ account }), id);
}

export async function markAllRead(page: Page): Promise<void> {
  const { id } = await accountOf(page);
  await page.evaluate((account) => window.talkmelder.markAllRead({ accounts: [account] }), id);
}
