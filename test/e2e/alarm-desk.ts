import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { AlarmRule } from '../../main/core/model/alarm.ts';
import type { DeskScreen, TopWindow } from '../electron/snapshot.ts';
import { stateOf } from './settings-sheet.ts';
import type { StationPc } from './station.ts';

const screenOf = (id: number, x: number, [width, height]: readonly [number, number]): DeskScreen => ({
  id,
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 0, width, height: height - 48 },
});
/** The screen of a station's PC, and the television on the wall. */
export const MAIN = screenOf(1, 0, [1366, 768]);
export const TELEVISION = screenOf(2, 1366, [1920, 1080]);

const EVERYTHING: AlarmRule = { keywords: [], senders: [] };

/** Makes conversations alarm conversations, by Talk's tokens. */
export async function declare(page: Page, ...tokens: string[]): Promise<void> {
  const { phase } = await stateOf(page);
  const all = phase.kind === 'connected' ? (phase.conversations ?? []) : [];
  for (const wanted of tokens) {
    const found = all.find(({ token }) => token.startsWith(`${wanted}.`));
    if (!found) throw new Error(`the list has no ${wanted}`);
    await page.evaluate(
      async (about) => {
        const answer = await window.talkmelder.declareAlarm(about);
        if (!answer.ok) throw new Error(answer.error);
      },
      { token: found.token, rule: EVERYTHING },
    );
  }
}

/** Waits for so many cards on the screens. */
export const cards = ({ app }: StationPc, count: number): Promise<TopWindow[]> =>
  app.topWindows.waitFor((windows) => windows.length === count && windows.every(({ visible }) => visible));

/** Resolves when no card is left: the alarm is over on this PC. */
export const noCards = ({ app }: StationPc): Promise<TopWindow[]> =>
  app.topWindows.waitFor((windows) => windows.length === 0);

/** Resolves when a click on the card counts: not at once, because it may have been meant for what was there before. */
export const settled = (card: Page): Promise<void> => card.locator('.alarm-seen[aria-disabled=false]').waitFor();

/** Clicks "Gesehen" on a card, as soon as a click counts. */
export async function see(pc: StationPc, at = 0): Promise<void> {
  const card = await pc.app.topWindows.page(at);
  await card.getByRole('button', { name: 'Gesehen', exact: true }).click();
  await noCards(pc);
}

/** Asserts that the alarm goes on: cards, icon and the screen that is kept awake. */
export async function stillRings({ app }: StationPc, count: number): Promise<void> {
  expect(await app.topWindows.list()).toHaveLength(count);
  expect((await app.tray.state()).tooltip).toMatch(/^ALARM: /);
  expect(await app.system.isKeptAwake()).toBe(true);
}

/** How often a page has begun to play the sound of alarms. */
export const soundsOf = async ({ app }: StationPc): Promise<number> =>
  (await app.sounds.list()).filter((url) => url.endsWith('?alarm-sound')).length;

/** Returns whether the element is inside its window, and its text is not cut off. */
export const isWhole = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const isInside = left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight;
    return isInside && node.scrollWidth <= node.clientWidth && node.scrollHeight <= node.clientHeight;
  });
