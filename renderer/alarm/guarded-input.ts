import { createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';
import { createClickGuard, createKeyGuard } from './key-guard.ts';

/** A click in this time after the card has come up or changed was meant for what was there before. */
const SETTLE_MS = 700;

/**
 * Lets clicks and keys through only when they are meant for the card.
 * @param ids changes with what is on the card, and when it comes up
 * @param onEscape the person has turned to the card and presses Esc
 * @returns whether a click counts
 */
export const createGuardedInput = (ids: () => string, onEscape: () => void): (() => boolean) => {
  const guard = createKeyGuard();
  const clicks = createClickGuard();
  const [isSettled, setSettled] = createSignal(false);
  let settling: ReturnType<typeof setTimeout> | undefined;
  const unsettle = () => {
    setSettled(false);
    // A press that began before was meant for what was there before.
    clicks.pressed(false);
    clearTimeout(settling);
    settling = setTimeout(() => setSettled(true), SETTLE_MS);
  };
  createEffect(
    on(ids, () => {
      guard.alarmsChanged();
      unsettle();
    }),
  );
  const stop = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const onKey = (event: KeyboardEvent) => {
    if (!guard.counts(event.key, event.repeat, performance.now())) stop(event);
    else if (event.key === 'Escape') onEscape();
  };
  const onClick = (event: MouseEvent) => {
    if (!clicks.counts(isSettled(), event.detail > 0)) stop(event);
  };
  const onPointer = () => {
    clicks.pressed(isSettled());
    if (isSettled()) guard.clicked();
  };
  const onFocus = () => guard.focused(performance.now());
  onMount(() => {
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('click', onClick, true);
    window.addEventListener('pointerdown', onPointer, true);
    window.addEventListener('focus', onFocus);
    window.addEventListener('blur', guard.blurred);
    // The card may have come up under the pointer.
    window.addEventListener('resize', unsettle);
    document.addEventListener('visibilitychange', unsettle);
    onCleanup(() => {
      clearTimeout(settling);
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('click', onClick, true);
      window.removeEventListener('pointerdown', onPointer, true);
      window.removeEventListener('focus', onFocus);
      window.removeEventListener('blur', guard.blurred);
      window.removeEventListener('resize', unsettle);
      document.removeEventListener('visibilitychange', unsettle);
    });
  });
  return isSettled;
};
