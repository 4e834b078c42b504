import { onCleanup } from 'solid-js';

/** The row that Tab comes to in the list on screen. */
export const tabStop = () => document.querySelector<HTMLElement>('.list .row[tabindex="0"]');

/**
 * For what can vanish while it has the focus: hands it on to `heir`, or to the list, or to the chosen filter where
 * there is no list, so that whoever uses the keyboard need not start from the top of the window.
 */
export const handFocusOn = (element: Element, heir?: () => HTMLElement | null) =>
  onCleanup(() => {
    const focused = document.activeElement;
    if (!focused || !element.contains(focused)) return;
    // By mouse the focus is not to be seen, so nothing scrolls for it.
    const preventScroll = !focused.matches(':focus-visible');
    queueMicrotask(() => {
      // Somebody else may have seen to it.
      if (document.activeElement !== document.body) return;
      const next = heir?.() ?? tabStop() ?? document.querySelector<HTMLElement>('.chip :checked');
      next?.focus({ preventScroll });
    });
  });
