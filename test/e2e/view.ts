import type { Locator, Page } from 'playwright-core';
import type { Showcase } from './showcase.ts';

/** Something that the window can show. */
export interface View {
  /** Names its picture: lower case, words joined by hyphens. */
  name: string;
  /** Brings it to the screen and resolves when it is complete there. */
  reach(show: Showcase): Promise<unknown>;
  /** Brings back what another size of the window has scrolled or moved away. */
  settle?(show: Showcase): Promise<unknown>;
  /** Leads back to where the next view starts from. */
  leave?(show: Showcase): Promise<unknown>;
}

/** A conversation's row: the button that opens it. */
export const rowOf = (page: Page, token: string): Locator => page.locator(`[data-token^="${token}."] .row`);

export const dialogOf = (page: Page): Locator => page.locator('[role=dialog], [role=alertdialog]').last();

/** Esc closes it; resolves when it is gone. */
export async function closeOverlay(page: Page): Promise<void> {
  const overlay = page.locator('[role=menu], [role=dialog], [role=alertdialog]').last();
  await page.keyboard.press('Escape');
  await overlay.waitFor({ state: 'detached' });
}

/** Asks the server now, and resolves when its answer, or that there is none, is on screen. */
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

/** The account's own picture comes an answer or two after the list. */
export async function accountPicture(show: Showcase): Promise<void> {
  const picture = show.page.locator('.header .avatar-picture-shown');
  // Each takes a second at least.
  for (let tries = 0; tries < 30 && (await picture.count()) === 0; tries += 1) await refresh(show);
  await picture.waitFor();
}

/** The pointer rests where nothing reacts to it. */
export const pointAway = (page: Page): Promise<void> => page.mouse.move(1, 1);

/** The list as one finds it: from its top, nothing hovered. */
export async function atRest(page: Page): Promise<void> {
  await pointAway(page);
  await page.getByRole('main').evaluate((main) => main.scrollTo(0, 0));
}
