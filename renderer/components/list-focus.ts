import { onCleanup } from 'solid-js';

/** Returns the row of the visible list that Tab reaches. */
export const tabStop = () => document.querySelector<HTMLElement>('.list .row[tabindex="0"]');

/**
 * Keeps keyboard users from starting at the top of the window again when a focused element vanishes: moves the focus to
 * `heir`, else to the list, else to the chosen filter.
 */
export const handFocusOn = (element: Element, heir?: () => HTMLElement | null) =>
  onCleanup(() => {
    const focused = document.activeElement;
    if (!focused || !element.contains(focused)) return;
    // After a mouse click the focus is not visible, so nothing scrolls to it.
    const preventScroll = !focused.matches(':focus-visible');
    queueMicrotask(() => {
      // Other code may have moved the focus already.
      if (document.activeElement !== document.body) return;
      const next = heir?.() ?? tabStop() ?? document.querySelector<HTMLElement>('.chip :checked');
      next?.focus({ preventScroll });
    });
  });
