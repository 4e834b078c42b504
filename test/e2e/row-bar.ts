import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Returns a button of the bar that a row shows under the pointer; moves the pointer again if the list has moved
 * meanwhile.
 */
export async function barButton(item: Locator, name: string): Promise<Locator> {
  const button = item.getByRole('toolbar').getByRole('button', { name });
  const isThere = async () => {
    await item.locator('.row').hover();
    return button.isVisible();
  };
  await expect.poll(isThere).toBe(true);
  return button;
}
