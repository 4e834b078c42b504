import type { Display } from 'electron';

type Screen = Pick<Display, 'id'>;

/**
 * Returns the screen for the wall display. A person works at the main screen, so it is chosen only when there is no
 * other. A wall display that had another screen waits for that one, and does not cover the main screen meanwhile.
 * @param before the screen on which the wall display was last
 * @returns null: the wall display waits
 */
export function screenForWall<S extends Screen>(all: readonly S[], main: S, before: Screen | null): S | null {
  const others = all.filter(({ id }) => id !== main.id);
  const chosen = others.find(({ id }) => id === before?.id) ?? others[0];
  if (chosen) return chosen;
  return before === null || before.id === main.id ? main : null;
}
