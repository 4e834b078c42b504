import type { Page } from 'playwright-core';

/** Returns the window's account, for tests with a single account. */
const accountOf = (page: Page): Promise<{ id: string; key: string }> =>
  page.evaluate(async () => {
    const answer = await window.talkmelder.getState();
    if (!answer.ok || answer.value.phase.kind !== 'connected') throw new Error('no account is signed in');
    const { id, key } = answer.value.phase.account;
    return { id, key };
  });

/** Returns the global token of a conversation. @param token Talk's own token */
export const named = async (page: Page, token: string): Promise<string> => `${token}.${(await accountOf(page)).key}`;

export const keyOf = async (page: Page): Promise<string> => (await accountOf(page)).key;

/** Disconnects as the window does after the user has confirmed. */
export async function disconnect(page: Page): Promise<void> {
  const { id } = await accountOf(page);
  await page.evaluate((account) => window.talkmelder.disconnect({ account }), id);
}

export async function markAllRead(page: Page): Promise<void> {
  const { id } = await accountOf(page);
  await page.evaluate((account) => window.talkmelder.markAllRead({ accounts: [account] }), id);
}
