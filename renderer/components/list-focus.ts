import { createComputed, createEffect, onCleanup } from 'solid-js';

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

/**
 * Keeps the focus in a list whose rows come, go and move. Browsers drop the focus when its element moves in the
 * document or goes. Then the row itself gets it, or, if the row is gone, the row in its place.
 * @param order returns the tokens of the rendered rows; every signal that it reads is tracked
 */
export const keepFocus = (list: () => HTMLElement | undefined, order: () => string[]) => {
  let focused: HTMLElement | undefined;
  let token: string | undefined;
  let index = -1;
  let tokens: string[] = [];
  // A computed runs before the rows change, an effect after that.
  createComputed(() => {
    const before = tokens;
    tokens = order();
    const active = document.activeElement;
    focused = active instanceof HTMLElement && list()?.contains(active) ? active : undefined;
    token = focused?.closest<HTMLElement>('[data-token]')?.dataset.token;
    index = token === undefined ? -1 : before.indexOf(token);
  });
  createEffect(() => {
    const now = order();
    if (!focused || focused === document.activeElement) return;
    // Other code has moved the focus on purpose.
    if (document.activeElement !== document.body) return;
    const heir = token !== undefined && now.includes(token) ? token : now[Math.min(index, now.length - 1)];
    const target = focused.isConnected ? focused : rowOf(list(), heir);
    target?.focus({ preventScroll: focused.isConnected });
  });
};

/** Returns the row's own button. */
export const rowOf = (list: HTMLElement | undefined, token: string | undefined): HTMLElement | null | undefined =>
  token === undefined ? undefined : list?.querySelector<HTMLElement>(`[data-token="${token}"] > .row`);
