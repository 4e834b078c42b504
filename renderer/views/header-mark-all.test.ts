import { beforeEach, expect, it, vi } from 'vitest';
import type { Connected, Connection } from '../../main/core/model/connected.ts';
import { sampleAccount, sampleConnected, sampleConversation } from '../../test/fakes/samples.ts';
import { markAllRead, unreadOf } from './header-mark-all.ts';

const asked: { accounts: string[] }[] = [];
vi.mock('../bridge.ts', () => ({
  bridge: {
    markAllRead: async (input: { accounts: string[] }) => {
      asked.push(input);
      return { ok: true, value: undefined };
    },
  },
}));

const max = sampleAccount({ id: 'a' });
const ended: Connection = {
  state: 'signed-out',
  error: 'session-ended',
  detail: null,
  lastSyncAt: 1_000,
  nextTryAt: null,
};
const erika = sampleAccount({ id: 'b', key: 'two', connection: ended });
const rooms = (count: number, key: string) =>
  Array.from({ length: count }, (_, number) => sampleConversation({ token: `${number}.${key}`, unread: 1 }));
const both = (ofMax: number, ofErika: number): Connected =>
  sampleConnected({ accounts: [max, erika], conversations: [...rooms(ofMax, 'one'), ...rooms(ofErika, 'two')] });

beforeEach(() => {
  asked.length = 0;
});

it('counts and marks the same conversations, however many, without accounts whose session has ended', async () => {
  const phase = both(12, 5);
  expect(unreadOf(phase)).toEqual({ accounts: ['a'], count: 12 });
  await markAllRead(phase);
  expect(asked).toEqual([{ accounts: ['a'] }]);
});

it('does nothing where only accounts with an ended session have unread messages', async () => {
  expect(unreadOf(both(0, 5)).count).toBe(0);
  await markAllRead(both(0, 5));
  expect(asked).toEqual([]);
});

it('includes the only shown account even if its session has ended, so that the answer explains the failure', async () => {
  const alone = { ...both(0, 0), shown: 'b', conversations: rooms(2, 'two') };
  await markAllRead(alone);
  expect(asked).toEqual([{ accounts: ['b'] }]);
});
