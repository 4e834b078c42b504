import { expect, it } from 'vitest';
import { sampleConversation } from '../sample-conversation.ts';
import { compacted } from './compact.ts';

const rooms = ['a', 'b', 'c', 'd', 'e', 'f'].map((token) => sampleConversation({ token }));
const tokens = (conversations: typeof rooms) => conversations.map(({ token }) => token).join('');
const change = (token: string, over: Parameters<typeof sampleConversation>[0]) =>
  rooms.map((room) => (room.token === token ? { ...room, ...over } : room));

it('shows the first few', () => {
  expect(tokens(compacted(rooms, 3, null))).toBe('abc');
  expect(tokens(compacted(rooms, 5, null))).toBe('abcde');
});

it('never hides an unread conversation, a running call, or an open reply', () => {
  expect(tokens(compacted(change('e', { unread: 1 }), 3, null))).toBe('abce');
  expect(tokens(compacted(change('f', { callRunning: true }), 3, null))).toBe('abcf');
  expect(tokens(compacted(rooms, 3, 'd'))).toBe('abcd');
});

it('returns the list itself where nothing is hidden', () => {
  expect(compacted(rooms, 'all', null)).toBe(rooms);
  const few = rooms.slice(0, 3);
  expect(compacted(few, 3, null)).toBe(few);
  const unread = rooms.map((room) => ({ ...room, unread: 2 }));
  expect(compacted(unread, 3, null)).toBe(unread);
});
