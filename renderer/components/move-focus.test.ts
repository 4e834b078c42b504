import { expect, it } from 'vitest';
import { nextIndex } from './move-focus.ts';

it.each([
  ['ArrowDown', 0, 3, 1],
  ['ArrowDown', 2, 3, 2],
  ['ArrowDown', -1, 3, 0],
  ['ArrowUp', 1, 3, 0],
  ['ArrowUp', 0, 3, 0],
  ['Home', 2, 3, 0],
  ['End', 0, 3, 2],
  ['Enter', 0, 3, undefined],
  ['ArrowDown', -1, 0, undefined],
])('%s on %d of %d goes to %s', (key, index, count, expected) => {
  expect(nextIndex(key, index, count)).toBe(expected);
});
