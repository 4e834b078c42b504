import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((wanted) => wanted === document.activeElement);

/** Waits until the element has the focus, even if it is redrawn meanwhile. */
export const hasFocus = (element: Locator): Promise<void> => expect.poll(() => isFocused(element)).toBe(true);

/** Presses Tab until the element has the focus. */
export async function tabTo(element: Locator): Promise<void> {
  const MOST = 60;
  for (let presses = 0; presses < MOST; presses += 1) {
    if (await isFocused(element)) return;
    await element.page().keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${element}`);
}
