import { expect, it } from 'vitest';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { sampleConversation } from '../sample-conversation.ts';
import { arrivals, snapshot } from './arrivals.ts';

const conversation = (token: string, unread: number, lastActivity: number, more: Partial<Conversation> = {}) =>
  sampleConversation({ token, name: `Raum ${token}`, unread, lastActivity, ...more });

const before = snapshot([conversation('a', 0, 10), conversation('b', 2, 10), conversation('c', 4, 10)], ['']);

it('sums up what has become unread, conversations that are new included', () => {
  const now = [conversation('a', 1, 11), conversation('b', 5, 12), conversation('c', 4, 10), conversation('d', 1, 5)];
  expect(arrivals(before, now)).toEqual({ messages: 5, names: ['Raum a', 'Raum b', 'Raum d'] });
});

it('says nothing of what was read, went away or is muted', () => {
  const now = [conversation('b', 0, 12), conversation('a', 3, 12, { notificationLevel: 'never' })];
  expect(arrivals(before, now)).toEqual({ messages: 0, names: [] });
});

it('says nothing of what somebody has marked unread, nor of what comes out of the archive', () => {
  expect(arrivals(before, [conversation('a', 1, 10)])).toEqual({ messages: 0, names: [] });
  const archived = snapshot([conversation('e', 3, 10, { archived: true })], ['']);
  expect(arrivals(archived, [conversation('e', 3, 10)])).toEqual({ messages: 0, names: [] });
});

it('says nothing of what comes into view with its account', () => {
  const known = snapshot([conversation('a.one', 0, 10)], ['one']);
  const now = [conversation('a.one', 1, 11), conversation('a.two', 7, 12)];
  expect(arrivals(known, now)).toEqual({ messages: 1, names: ['Raum a.one'] });
  // It has been looked at without a list of its own before.
  expect(arrivals(snapshot([], ['one']), now)).toEqual({ messages: 1, names: ['Raum a.one'] });
  expect(arrivals(snapshot([], ['one', 'two']), now)).toMatchObject({ messages: 8 });
});
