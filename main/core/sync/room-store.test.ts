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
  // Hidden fields may change without a visible effect.
  store.merge([b({ lastReadMessage: 2, notificationCalls: 0 })]);
  expect(store.conversations()[1]).toBe(second);
  store.merge([b({ unreadMessages: 1 })]);
  expect(store.conversations()[0]).toBe(first);
  expect(store.conversations()[1]).not.toBe(second);
  expect(store.conversations()[1]?.unread).toBe(1);
});

it('sorts by last activity, and hides changelogs and archived conversations without a mention', () => {
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

it('drops conversations that are missing in a full list, and keeps those missing in a delta', () => {
  const store = setUp();
  store.replace([room('a'), room('b')]);
  store.merge([room('c')]);
  expect(store.rooms().map(({ token }) => token)).toEqual(['a', 'b', 'c']);
  store.replace([room('c')]);
  expect(store.has('a')).toBe(false);
  expect(store.has('c')).toBe(true);
});

it('shows names and times that are safe for the screen', () => {
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

it('keeps the identity of the whole list while nothing in it changes', () => {
  const store = setUp();
  const rooms = [room('a'), room('b'), room('c', { isArchived: true })];
  store.replace(rooms);
  const [shown, archived] = [store.conversations(), store.archived()];
  store.replace(rooms.toReversed());
  store.merge([room('a')]);
  expect(store.conversations()).toBe(shown);
  expect(store.archived()).toBe(archived);
  store.replace([room('a'), room('c', { isArchived: true })]);
  expect(store.conversations()).toHaveLength(1);
  store.merge([room('a', { unreadMessages: 1 })]);
  expect(store.conversations()[0]?.unread).toBe(1);
});

it('believes the server again after a change of its own, even if the server repeats the earlier state', () => {
  const store = setUp();
  const sent = room('a', { unreadMessages: 3 });
  store.replace([sent]);
  store.merge([{ ...sent, unreadMessages: 0 }]);
  expect(store.conversations()[0]?.unread).toBe(0);
  store.merge([sent]);
  expect(store.conversations()[0]?.unread).toBe(3);
});

it('holds 5,000 conversations, however many the changes contain, and drops the least wanted ones', () => {
  const store = setUp();
  store.replace(
    Array.from({ length: 5_000 }, (_, index) => room(`old${index}`, { lastActivity: index })),
    10,
  );
  expect([store.rooms().length, store.beyond()]).toEqual([5_000, 10]);
  store.merge([room('new', { lastActivity: 1_900_000_000, unreadMessages: 1 })]);
  expect(store.rooms()).toHaveLength(5_000);
  expect(store.has('new')).toBe(true);
  expect([store.has('old0'), store.has('old1')]).toEqual([false, true]);
  store.merge(Array.from({ length: 3_000 }, (_, index) => room(`more${index}`)));
  expect([store.rooms().length, store.conversations().length]).toEqual([5_000, 5_000]);
  expect(store.beyond()).toBe(3_000);
  store.replace([room('a')]);
  expect([store.rooms().length, store.beyond()]).toEqual([1, 0]);
});

it('lets a message expire again that comes back with its conversation', () => {
  const store = setUp();
  const sent = room('a', { lastMessage: message(1, { expires: 50 }) });
  store.replace([sent]);
  expect(store.expire(60)).toBe(true);
  store.put({ ...sent, isFavorite: true });
  expect(store.nextExpiry()).toBe(50);
  expect(store.expire(60)).toBe(true);
  expect(store.get('a')).toMatchObject({ isFavorite: true, lastMessage: undefined });
});
