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

/** Marks everything as read without the time to undo it. */
export async function markAllRead(page: Page): Promise<void> {
  const { id } = await accountOf(page);
  await page.evaluate(async (account) => {
    const marking = window.talkmelder.markAllRead({ accounts: [account] });
    const answer = await window.talkmelder.getState();
    const waiting = answer.ok ? answer.value.undoable : undefined;
    if (waiting) await window.talkmelder.decideUndo({ id: waiting.id, decision: 'send' });
    await marking;
  }, id);
}
