import type { Page } from 'playwright-core';

/**
 * Resolves when the text has been there, in an element of that selector. Looks at each frame, for what goes by itself
 * after a while may have gone before a busy machine looks again. To be called before what makes it come.
 */
export function glimpse(page: Page, selector: string, text: string): Promise<unknown> {
  const seen = page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll(wanted.selector)].some(({ textContent }) => textContent?.includes(wanted.text)),
    { selector, text },
  );
  // Whoever awaits it hears of a failure; it must not fail a test that has failed before that.
  seen.catch(() => {});
  return seen;
}
