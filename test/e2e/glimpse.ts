import type { Page } from 'playwright-core';

/**
 * Resolves when the text has appeared in an element of that selector. Checks each frame, because a short-lived text may
 * be gone before a busy machine looks again. Call it before the action that shows the text.
 */
export function glimpse(page: Page, selector: string, text: string): Promise<unknown> {
  const seen = page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll(wanted.selector)].some(({ textContent }) => textContent?.includes(wanted.text)),
    { selector, text },
  );
  // A caller that awaits the promise gets the failure; it must not affect a test that failed earlier.
  seen.catch(() => {});
  return seen;
}
