import { expect, it } from 'vitest';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { sampleConversation } from '../sample-conversation.ts';
import { arrivals, snapshot } from './arrivals.ts';

const conversation = (token: string, unread: number, lastActivity: number, more: Partial<Conversation> = {}) =>
  sampleConversation({ token, name: `Raum ${token}`, unread, lastActivity, ...more });

const before = snapshot([conversation('a', 0, 10), conversation('b', 2, 10), conversation('c', 4, 10)], ['']);

it('sums up new unread messages, including new conversations', () => {
  const now = [conversation('a', 1, 11), conversation('b', 5, 12), conversation('c', 4, 10), conversation('d', 1, 5)];
  expect(arrivals(before, now)).toEqual({ messages: 5, names: ['Raum a', 'Raum b', 'Raum d'] });
});

it('ignores conversations that were read, went away or are muted', () => {
  const now = [conversation('b', 0, 12), conversation('a', 3, 12, { notificationLevel: 'never' })];
  expect(arrivals(before, now)).toEqual({ messages: 0, names: [] });
});

it('ignores conversations that were marked unread or left the archive', () => {
  expect(arrivals(before, [conversation('a', 1, 10)])).toEqual({ messages: 0, names: [] });
  const archived = snapshot([conversation('e', 3, 10, { archived: true })], ['']);
  expect(arrivals(archived, [conversation('e', 3, 10)])).toEqual({ messages: 0, names: [] });
});

it('ignores conversations that come into view with their account', () => {
  const known = snapshot([conversation('a.one', 0, 10)], ['one']);
  const now = [conversation('a.one', 1, 11), conversation('a.two', 7, 12)];
  expect(arrivals(known, now)).toEqual({ messages: 1, names: ['Raum a.one'] });
  // The account was known before, but had no list of its own.
  expect(arrivals(snapshot([], ['one']), now)).toEqual({ messages: 1, names: ['Raum a.one'] });
  expect(arrivals(snapshot([], ['one', 'two']), now)).toMatchObject({ messages: 8 });
});
