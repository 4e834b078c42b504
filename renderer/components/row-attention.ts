import { createEffect, createSelector, createSignal, on } from 'solid-js';
import { overlayOpen } from '../overlays/menu.ts';

const tokenOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-token]')?.dataset.token : undefined;

/**
 * Which rows show what can be done to them: the one under the pointer and the one that the keyboard is on.
 * While a menu is open both are in the menu, and the row that it belongs to keeps its look.
 */
export const createAttention = (list: () => HTMLElement | undefined) => {
  const [hovered, setHovered] = createSignal<string>();
  const [focused, setFocused] = createSignal<string>();
  const isHovered = createSelector(hovered);
  const isFocused = createSelector(focused);

  // The pointer has moved on while the menu was open.
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
      // A click leaves the focus on a row, too; its pointer says where it is.
      setFocused(inside && target.matches(':focus-visible') ? tokenOf(target) : undefined);
    },
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      if (!overlayOpen() && !(relatedTarget instanceof Node && list()?.contains(relatedTarget))) setFocused(undefined);
    },
  };
};
