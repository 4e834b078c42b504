import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** Elements that the walk still has to reach. */
    unreached?: Set<Element>;
    /** Where the walk was before the last press. */
    focusedBefore?: Element;
  }
}

/**
 * Walks through the screen by keyboard: with Tab through the window or the dialog, with ↓ through a menu.
 * @returns elements that cannot be reached, that hold the focus, or whose focus is invisible
 */
export async function keyboardTrouble(page: Page): Promise<string[]> {
  const { key, count } = await page.evaluate(prepareWalk);
  const trouble = new Set<string>();
  // One more press than stops is needed, because the way round leads over the page itself.
  for (let press = 0; press < count + 2; press += 1) {
    await page.keyboard.press(key);
    const { at, stays, complaint } = await page.evaluate(noteFocus);
    if (complaint !== null) trouble.add(complaint);
    if (stays && count > 1) trouble.add(`${key} does not leave ${at}`);
  }
  // A toast may have gone meanwhile.
  const left = await page.evaluate(() =>
    [...(window.unreached ?? [])].filter((one) => one.isConnected).map(({ outerHTML }) => outerHTML.slice(0, 160)),
  );
  return [...trouble, ...left.map((html) => `not reached with ${key}: ${html}`)];
}

/** Runs in the page: finds the elements that must be reachable. */
function prepareWalk(): { key: string; count: number } {
  const overlays = document.querySelectorAll('[role=menu], [role=dialog], [role=alertdialog]');
  const top = [...overlays].at(-1);
  const isMenu = top?.getAttribute('role') === 'menu';
  const within = top ?? document.body;
  const candidates = isMenu
    ? [...within.querySelectorAll('[role^=menuitem]')]
    : [...within.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, textarea, [tabindex]')].filter(
        (element) => element.tabIndex >= 0 && !element.hasAttribute('data-focus-trap'),
      );
  const stops = candidates.filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled')) return false;
    // A group of radio buttons has one stop, the chosen button.
    return !(element instanceof HTMLInputElement && element.type === 'radio') || element.checked;
  });
  window.unreached = new Set(stops);
  delete window.focusedBefore;
  return { key: isMenu ? 'ArrowDown' : 'Tab', count: stops.length };
}

/** Runs in the page: takes the focused element off the list, and checks whether its focus is visible. */
function noteFocus(): { at: string; stays: boolean; complaint: string | null } {
  const element = document.activeElement ?? document.body;
  const stays = element === window.focusedBefore;
  window.focusedBefore = element;
  if (element === document.body) return { at: 'body', stays: false, complaint: null };
  window.unreached?.delete(element);
  const at = element.outerHTML.slice(0, 160);
  const { top, bottom } = element.getBoundingClientRect();
  if (bottom < 0 || top > window.innerHeight) return { at, stays, complaint: `the focus is out of sight: ${at}` };
  // An input that another element draws shows its focus there; a menu entry shows it by its background.
  const around = [
    element,
    element.parentElement,
    element.nextElementSibling,
    element.parentElement?.nextElementSibling,
  ];
  const shows = around.some((part) => {
    if (!part) return false;
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(part);
    const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    const filled = part.getAttribute('role')?.startsWith('menuitem') && backgroundColor !== 'rgba(0, 0, 0, 0)';
    return outlined || filled || boxShadow !== 'none';
  });
  return { at, stays, complaint: shows ? null : `nothing shows that it has the focus: ${at}` };
}
