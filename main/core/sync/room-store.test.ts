import { expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { words } from '../i18n/index.ts';
import { createRoomStore } from './room-store.ts';

const setUp = () => createRoomStore(words('de'));

it('keeps the identity of a conversation while nothing in it changes', () => {
  const store = setUp();
  const a = () => room('a', { lastMessage: message(1) });
  const b = (overrides = {}) => room('b', { lastMessage: message(2), lastActivity: 1_700_000_000, ...overrides });
  store.replace([a(), b()]);
  const [first, second] = store.conversations();
  store.replace([b(), a()]);
  expect(store.conversations()[0]).toBe(first);
  // Hidden fields may change without anything to be seen.
  store.merge([b({ lastReadMessage: 2, notificationCalls: 0 })]);
  expect(store.conversations()[1]).toBe(second);
  store.merge([b({ unreadMessages: 1 })]);
  expect(store.conversations()[0]).toBe(first);
  expect(store.conversations()[1]).not.toBe(second);
  expect(store.conversations()[1]?.unread).toBe(1);
});

it('sorts by last activity, hides changelogs, and archived conversations without a mention', () => {
  const store = setUp();
  store.replace([
    room('old', { lastActivity: 1 }),
    room('log', { type: 4 }),
    room('arc', { isArchived: true }),
    room('men', { isArchived: true, unreadMention: true, lastActivity: 3 }),
    room('new', { lastActivity: 2 }),
    room('odd', { type: 77, lastActivity: 0 }),
  ]);
  expect(store.conversations().map(({ token, type }) => [token, type])).toEqual([
    ['men', 'group'],
    ['new', 'group'],
    ['old', 'group'],
    ['odd', 'group'],
  ]);
});

it('drops what a full list does not tell, and keeps what a delta does not', () => {
  const store = setUp();
  store.replace([room('a'), room('b')]);
  store.merge([room('c')]);
  expect(store.rooms().map(({ token }) => token)).toEqual(['a', 'b', 'c']);
  store.replace([room('c')]);
  expect(store.has('a')).toBe(false);
  expect(store.has('c')).toBe(true);
});

it('shows names and times that are fit for a screen', () => {
  const store = setUp();
  store.replace([
    room('a', { displayName: ` Ev\u202Eil\n${'x'.repeat(1_000)}`, lastActivity: Number.MAX_SAFE_INTEGER }),
    room('b', { displayName: '\u0000' }),
  ]);
  const [a, b] = store.conversations();
  expect(a?.name).toMatch(/^Evil x+$/);
  expect(a?.name.length).toBeLessThanOrEqual(300);
  expect(Number.isNaN(new Date((a?.lastActivity ?? 0) * 1_000).getTime())).toBe(false);
  expect(b?.name).toBe('b');
});
