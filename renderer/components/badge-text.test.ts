import { expect, it } from 'vitest';
import { unreadText } from '../../main/core/model/unread.ts';
import { badgeText } from './badge-text.ts';

it.each([
  [0, ''],
  [-1, ''],
  [1, '1'],
  [100, '100'],
  [999, '999'],
  [1_000, '999+'],
  [1_000_000, '999+'],
])('%d unread shows as "%s"', (unread, text) => {
  expect(badgeText(unread)).toBe(text);
});

it('equals the text in the tray', () => {
  for (const unread of [1, 99, 100, 999, 1_000, 1_000_000]) expect(badgeText(unread)).toBe(unreadText(unread));
});
