import type { Locator, Page } from 'playwright-core';
import type { AppState } from '../../main/core/model/app-state.ts';

/** Opens the settings with the gear in the footer. */
export async function openSettings(page: Page, title = 'Einstellungen'): Promise<Locator> {
  await page.getByRole('contentinfo').getByRole('button', { name: title }).click();
  const sheet = page.getByRole('dialog', { name: title });
  await sheet.waitFor();
  return sheet;
}

/** Returns the state that main sends to the window. */
export const stateOf = (page: Page): Promise<AppState> =>
  page.evaluate(async () => {
    const answer = await window.talkmelder.getState();
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  });

/** Resolves when the settings are closed. */
export const closed = (page: Page): Promise<void> => page.getByRole('dialog').waitFor({ state: 'detached' });
