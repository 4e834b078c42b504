import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine } from './combine.ts';
import type { AccountView, Connection } from './connected.ts';
import type { Conversation } from './conversation.ts';
import { globalToken } from './global-token.ts';

const conversation = (token: string, lastActivity: number): Conversation => ({
  token,
  name: token,
  unread: 0,
  type: 'group',
  mentioned: false,
  avatarVersion: '',
  favourite: false,
  archived: false,
  callRunning: false,
  picture: false,
  presence: null,
  canReply: true,
  notificationLevel: 'always',
  lastActivity,
  preview: null,
});

const live: Connection = { state: 'live', error: null, detail: null, lastSyncAt: 10, nextTryAt: null };

const view = (id: string, overrides: Partial<AccountView> = {}): AccountView => ({
  account: {
    id,
    key: id,
    server: 'https://example.org',
    loginName: id,
    displayName: id,
    colour: null,
    picture: false,
    remembered: true,
  },
  connection: live,
  conversations: [],
  archived: [],
  beyond: 0,
  unread: 0,
  mentioned: false,
  maxMessageLength: 32_000,
  ...overrides,
});

const tokens = (conversations: Conversation[] | null | undefined) => conversations?.map(({ token }) => token);

describe('combine', () => {
  it('is null without accounts', () => {
    expect(combine([], null)).toBeNull();
  });

  it('shows a single account unchanged', () => {
    const only = view('a', { unread: 3, conversations: [conversation('x', 1)] });
    expect(combine([only], null)).toMatchObject({ ...only, kind: 'connected', shown: 'a' });
  });

  it('merges several accounts into one list, newest first, with the counts summed', () => {
    const all = [
      view('a', { unread: 1, conversations: [conversation('old', 1), conversation('older', 0)] }),
      view('b', { unread: 2, mentioned: true, maxMessageLength: 1_000, conversations: [conversation('new', 2)] }),
    ];
    const combined = combine(all, null);
    expect(tokens(combined?.conversations)).toEqual(['new', 'old', 'older']);
    expect(combined).toMatchObject({ shown: null, unread: 3, mentioned: true, maxMessageLength: 1_000 });
    expect(combined?.accounts).toMatchObject([
      { id: 'a', unread: 1, tint: 0 },
      { id: 'b', unread: 2, tint: 1 },
    ]);
  });

  it('shows one of several accounts alone, and lists the others', () => {
    const all = [view('a', { unread: 1, conversations: [conversation('x', 1)] }), view('b', { unread: 2 })];
    expect(combine(all, 'a')).toMatchObject({ shown: 'a', unread: 1, account: { id: 'a' } });
    expect(combine(all, 'a')?.accounts).toHaveLength(2);
    expect(combine(all, 'gone')?.shown).toBeNull();
  });

  it('counts an account whose session has ended nowhere, alone or among others', () => {
    const connection: Connection = { ...live, state: 'signed-out' };
    const ended = view('a', { unread: 5, mentioned: true, connection });
    const fine = view('b', { unread: 2 });
    expect(combine([ended, fine], null)).toMatchObject({ unread: 2, mentioned: false });
    for (const all of [[ended, fine], [ended]])
      expect(combine(all, 'a')).toMatchObject({ unread: 0, mentioned: false });
    expect(combine([ended, fine], 'b')).toMatchObject({ unread: 2 });
  });

  it('shows what has arrived while another list is still loading', () => {
    const waiting = view('b', { connection: { ...live, state: 'loading' }, conversations: null });
    expect(combine([view('a'), waiting], null)).toMatchObject({ conversations: [], connection: { state: 'loading' } });
    expect(combine([waiting, waiting], null)?.conversations).toBeNull();
  });

  it('shows the connection in the worst state, the first of several equals, with the age of the oldest list', () => {
    const state = fc.constantFrom<Connection['state']>('live', 'polling', 'loading', 'stale', 'offline', 'signed-out');
    fc.assert(
      fc.property(fc.array(fc.record({ state, lastSyncAt: fc.nat(3) }), { minLength: 2, maxLength: 5 }), (given) => {
        const all = given.map((connection, at) => view(`${at}`, { connection: { ...live, ...connection } }));
        const combined = combine(all, null);
        const connection = combined?.connection;
        // The first of several equals is always chosen, so the shown connection does not change with each answer.
        expect(combined?.account.id).toBe(`${given.findIndex(({ state }) => state === connection?.state)}`);
        if (given.some(({ state }) => state === 'signed-out')) expect(connection?.state).toBe('signed-out');
        const oldest = Math.min(
          ...given.filter(({ state }) => state === connection?.state).map(({ lastSyncAt }) => lastSyncAt),
        );
        expect(connection?.lastSyncAt).toBe(oldest);
      }),
    );
  });

  it('does not change its arguments', () => {
    const given = [conversation(globalToken('a', 'x'), 1), conversation(globalToken('a', 'y'), 2)];
    const all = [view('a', { conversations: given }), view('b')];
    combine(all, null);
    expect(tokens(given)).toEqual(['x.a', 'y.a']);
  });
});
