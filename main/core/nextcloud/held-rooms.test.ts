import fc from 'fast-check';
import { expect, it } from 'vitest';
import { room } from '../../../test/fakes/rooms.ts';
import { mostWanted } from './held-rooms.ts';
import type { Room } from './room.ts';

const self = (one: Room): Room => one;
const tokensOf = (rooms: readonly Room[], most: number, newest: number): string[] =>
  mostWanted(rooms, self, undefined, most, newest).map(({ token }) => token);

it('keeps the newest first, then favourites and important ones, mentions, unread ones and the rest', () => {
  const rooms = [
    room('archived', { isArchived: true, lastActivity: 900, unreadMessages: 5 }),
    room('changelog', { type: 4, lastActivity: 901 }),
    room('rest', { lastActivity: 5 }),
    room('unread', { unreadMessages: 1, lastActivity: 4 }),
    room('mention', { unreadMention: true, unreadMessages: 1, lastActivity: 3 }),
    room('important', { isImportant: true, lastActivity: 2 }),
    room('favourite', { isFavorite: true, lastActivity: 1 }),
    room('newest', { lastActivity: 800 }),
  ];
  const order = Array.from({ length: rooms.length - 1 }, (_, index) => tokensOf(rooms, index + 1, 1));
  const added = order.map((tokens, index) => tokens.find((token) => !order[index - 1]?.includes(token)));
  expect(added).toEqual(['newest', 'important', 'favourite', 'mention', 'unread', 'rest', 'changelog']);
  expect(mostWanted(rooms, self, undefined, 8, 1)).toBe(rooms);
});

it('treats an unreadable unread count as unread', () => {
  const odd = room('odd', { odd: ['unreadMessages'], lastActivity: 1 });
  expect(tokensOf([room('a'), room('b'), odd], 1, 0)).toEqual(['odd']);
});

const someRoom = fc
  .record({
    number: fc.nat(1_000),
    lastActivity: fc.nat(20),
    isFavorite: fc.boolean(),
    unreadMention: fc.boolean(),
    unreadMessages: fc.nat(2),
    isArchived: fc.boolean(),
  })
  .map(({ number, ...more }) => room(`t${number}`, more));
const someRooms = fc.uniqueArray(someRoom, { maxLength: 60, selector: ({ token }) => token });

it('holds the same conversations in any order of the list, and keeps that order', () => {
  fc.assert(
    fc.property(someRooms, fc.nat(60), fc.nat(20), (rooms, most, newest) => {
      const held = mostWanted(rooms, self, undefined, most, newest);
      expect(held).toHaveLength(Math.min(rooms.length, most));
      expect(held).toEqual(rooms.filter((one) => held.includes(one)));
      const reversed = mostWanted(rooms.toReversed(), self, undefined, most, newest);
      expect(new Set(reversed)).toEqual(new Set(held));
    }),
  );
});

it('always holds a conversation with a brand-new message', () => {
  fc.assert(
    fc.property(someRooms, fc.integer({ min: 1, max: 60 }), (rooms, most) => {
      const fresh = room('fresh', { lastActivity: 1_000, unreadMessages: 1 });
      expect(mostWanted([...rooms, fresh], self, undefined, most, 1)).toContain(fresh);
    }),
  );
});
