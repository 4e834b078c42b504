import type { Display } from 'electron';

type Known = Pick<Display, 'id'>;

/**
 * Returns the screen for the wall display: with several screens not the main one, where a person works. A display that
 * had a screen of its own waits for it, and does not cover the main one meanwhile.
 * @param before the screen on which the display was last
 * @returns null: it waits
 */
export function wallDisplay<D extends Known>(all: readonly D[], main: D, before: Known | null): D | null {
  const others = all.filter(({ id }) => id !== main.id);
  const same = others.find(({ id }) => id === before?.id);
  if (same || others[0]) return same ?? others[0] ?? null;
  return before === null || before.id === main.id ? main : null;
}
