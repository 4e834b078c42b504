import { expect, it } from 'vitest';
import { trayModel } from '../../main/core/model/tray-model.ts';
import { named, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { patchRoom } from '../nextcloud/patches.ts';
import { eventually, expectRang, LIST, polls, row, shown, useStationWithOther, wache, write } from './station-pc.ts';

/* A hostile server sends unread counts that no badge has room for. */

useStationWithOther();

/** The largest number that a dock's badge takes: a signed integer of 32 bits. */
const MOST_OF_A_BADGE = 2 ** 31 - 1;
const tray = () => trayModel(talkmelder.overview(), 0);

it.each([
  ['more than a number can hold', 1e300],
  ['the largest safe integer', Number.MAX_SAFE_INTEGER],
  ['more than 32 bits', 2 ** 32],
  ['the first number beyond signed 32 bits', 2 ** 31],
  ['a thousand', 1_000],
])('%s: shows as 999+ in the tray, and the badge gets a small number', async (_what, unreadMessages) => {
  // An impossible number never replaces a known one, so the row must have none before.
  patchRoom(nextcloud.control, wache, { unreadMessages });
  await signIn();
  await eventually(() => tray().tooltip).toContain('Talkmelder – 999+ unread');
  expect(tray().unread).toBe(999);
  expect(tray().conversations.find(({ token }) => token === named(wache))?.label).toBe('Wache 2 (999+)');
  expect(row(wache)?.unread).toBeLessThanOrEqual(1_000_000);
  write(wache, 'hier');
  await polls(2);
  expect(shown().connection.error).toBeNull();
});

it.each([
  ['less than none', -5],
  ['no number', Number.NaN],
  ['a word', 'many'],
])('%s: does not count, and rings all the same', async (_what, unreadMessages) => {
  await signIn();
  const before = tray().unread;
  patchRoom(nextcloud.control, wache, { unreadMessages });
  write(wache, 'hier');
  await expectRang(wache, ['hier']);
  expect(tray().unread).toBe(before);
});

it('a million unread messages in each of thousands of conversations add up to a displayable number', async () => {
  nextcloud.control.alter(LIST, (list) => {
    const [first] = Array.isArray(list) ? list : [];
    const about = { ...first, lastMessage: [], unreadMessages: 1_000_000, lastReadMessage: 9, notificationLevel: 3 };
    return Array.from({ length: 3_000 }, (_, at) => ({ ...about, token: `room${at}`, type: 2, isArchived: false }));
  });
  await signIn();
  expect(shown().conversations?.length).toBeGreaterThanOrEqual(2_500);
  expect(shown().unread).toBeLessThanOrEqual(MOST_OF_A_BADGE);
  expect(shown().accounts.every(({ unread }) => unread <= 1_000_000)).toBe(true);
  expect(tray().unread).toBe(999);
  expect(tray().tooltip).toContain('Talkmelder – 999+ unread');
  expect(ports.notifier.asked).toEqual([]);
});

it('999 are 999', async () => {
  await signIn();
  nextcloud.control.alter(LIST, (list) =>
    Array.isArray(list)
      ? list.map((room) => ({ ...room, unreadMessages: room.token === wache ? 999 : 0, unreadMention: false }))
      : list,
  );
  await eventually(() => tray().tooltip).toBe('Talkmelder – 999 unread');
  expect(tray().unread).toBe(999);
});
