import { expect, it } from 'vitest';
import { badgeText } from './badge-text.ts';

it.each([
  [0, ''],
  [-1, ''],
  [1, '1'],
  [99, '99'],
  [100, '99+'],
  [12_345, '99+'],
])('%d unread shows as "%s"', (unread, text) => {
  expect(badgeText(unread)).toBe(text);
});
