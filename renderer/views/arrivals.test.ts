import { expect, it } from 'vitest';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { sampleConversation } from '../sample-conversation.ts';
import { arrivals, unreadCounts } from './arrivals.ts';

const conversation = (token: string, unread: number, notificationLevel: Conversation['notificationLevel'] = 'always') =>
  sampleConversation({ token, name: `Raum ${token}`, unread, notificationLevel });

const before = unreadCounts([conversation('a', 0), conversation('b', 2), conversation('c', 4)]);

it('sums up what has become unread, conversations that are new included', () => {
  const now = [conversation('a', 1), conversation('b', 5), conversation('c', 4), conversation('d', 1)];
  expect(arrivals(before, now)).toEqual({ messages: 5, names: ['Raum a', 'Raum b', 'Raum d'] });
});

it('says nothing of what was read, went away or is muted', () => {
  expect(arrivals(before, [conversation('b', 0), conversation('a', 3, 'never')])).toEqual({ messages: 0, names: [] });
});
