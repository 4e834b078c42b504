import { createEffect, createSelector, createSignal, on } from 'solid-js';
import { overlayOpen } from '../overlays/menu.ts';

const tokenOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-token]')?.dataset.token : undefined;

/**
 * Decides which rows show their actions: the row under the pointer and the row with the keyboard focus. While a menu is
 * open, pointer and focus are in the menu, and the menu's row keeps its look.
 */
export const createAttention = (list: () => HTMLElement | undefined) => {
  const [hovered, setHovered] = createSignal<string>();
  const [focused, setFocused] = createSignal<string>();
  const isHovered = createSelector(hovered);
  const isFocused = createSelector(focused);

  // The pointer may have moved while the menu was open.
  createEffect(
    on(
      overlayOpen,
      (open) => {
        if (!open) requestAnimationFrame(() => setHovered(tokenOf(list()?.querySelector('li:hover') ?? null)));
      },
      { defer: true },
    ),
  );

  return {
    has: (token: string) => isHovered(token) || isFocused(token),
    onPointerOver: ({ target }: Event) => {
      if (!overlayOpen()) setHovered(tokenOf(target));
    },
    onPointerLeave: () => {
      if (!overlayOpen()) setHovered(undefined);
    },
    onFocusIn: ({ target }: Event) => {
      const inside = target instanceof Element && target.closest('.reply') === null;
      // A mouse click also leaves the focus on a row, but then the pointer counts.
      setFocused(inside && target.matches(':focus-visible') ? tokenOf(target) : undefined);
    },
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      if (!overlayOpen() && !(relatedTarget instanceof Node && list()?.contains(relatedTarget))) setFocused(undefined);
    },
  };
};
