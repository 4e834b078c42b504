import type { Locator, Page } from 'playwright-core';
import type { Showcase } from './showcase.ts';

/** A view of the window. */
export interface View {
  /** The name of its picture: lower case, words joined by hyphens. */
  name: string;
  /** Brings the view to the screen, and resolves when it is complete. */
  reach(show: Showcase): Promise<unknown>;
  /** Restores what another window size has scrolled or moved away. */
  settle?(show: Showcase): Promise<unknown>;
  /** Leads back to the start of the next view. */
  leave?(show: Showcase): Promise<unknown>;
}

/** Returns a conversation's row, the button that opens the conversation. */
export const rowOf = (page: Page, token: string): Locator => page.locator(`[data-token^="${token}."] .row`);

export const dialogOf = (page: Page): Locator => page.locator('[role=dialog], [role=alertdialog]').last();

/** Closes the topmost overlay with Esc; resolves when it is gone. A dialog below it stays. */
export async function closeOverlay(page: Page): Promise<void> {
  const overlays = page.locator('[role=menu], [role=dialog], [role=alertdialog]');
  const open = await overlays.count();
  await page.keyboard.press('Escape');
  await overlays.nth(open - 1).waitFor({ state: 'detached' });
}

/** Refreshes, and resolves when the answer or the failure is on screen. */
export async function refresh({ page }: Showcase): Promise<void> {
  await page.evaluate(async () => {
    const { talkmelder } = window;
    const connection = async (): Promise<string> => {
      const answer = await talkmelder.getState();
      return answer.ok && answer.value.phase.kind === 'connected' ? JSON.stringify(answer.value.phase.connection) : '';
    };
    const before = await connection();
    await new Promise<void>((resolve) => {
      const stop = talkmelder.onState(async () => {
        if ((await connection()) === before) return;
        stop();
        resolve();
      });
      void talkmelder.refresh();
    });
  });
}

/** Waits for the account's own picture, which comes an answer or two after the list. */
export async function accountPicture(show: Showcase): Promise<void> {
  const picture = show.page.locator('.header .avatar-picture-shown');
  // Each refresh takes at least a second.
  for (let tries = 0; tries < 30 && (await picture.count()) === 0; tries += 1) await refresh(show);
  await picture.waitFor();
}

/** Moves the pointer to a place where nothing reacts to it. */
export const pointAway = (page: Page): Promise<void> => page.mouse.move(1, 1);

/** Resets the list: scrolled to its top, with nothing hovered. */
export async function atRest(page: Page): Promise<void> {
  await pointAway(page);
  await page.getByRole('main').evaluate((main) => main.scrollTo(0, 0));
}
