import { batch, createMemo, createRoot } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Conversation } from '../main/core/model/conversation.ts';
import { sampleConversation } from '../test/fakes/samples.ts';
import { createHeldRows } from './components/list-hold.ts';
import { filterCounts } from './finding/find.ts';
import { noteState, readWhole } from './whole-state.ts';

vi.mock('./bridge.ts', () => ({ bridge: {} }));

const one = (token: string, unread = 0) => sampleConversation({ token, unread });

let take: (conversations: Conversation[]) => void;
let unread: () => number;
let rows: () => string[];
let drawn: number;
let end: () => void;

beforeEach(() => {
  drawn = 0;
  createRoot((dispose) => {
    end = dispose;
    const [held, setHeld] = createStore<{ conversations: Conversation[] }>({ conversations: [one('a', 1), one('b')] });
    take = (conversations) =>
      batch(() => {
        setHeld('conversations', reconcile(conversations, { key: 'token' }));
        noteState();
      });
    const counts = createMemo(() => readWhole(() => filterCounts(held.conversations)));
    unread = () => counts().unread;
    const placed = createHeldRows({
      conversations: () => held.conversations,
      existing: () => held.conversations,
      held: () => false,
      replying: () => null,
      about: () => null,
    });
    const order = createMemo(() => {
      drawn += 1;
      return placed().rows.map(({ token }) => token);
    });
    rows = order;
  });
});
afterEach(() => end());

it('a whole list is read anew with each state of main', () => {
  expect(unread()).toBe(1);
  take([one('a', 1), one('b', 2)]);
  expect(unread()).toBe(2);
  take([one('b')]);
  expect(unread()).toBe(0);
});

it('the rows follow a conversation that moves, comes or goes', () => {
  take([one('b'), one('a', 1)]);
  expect(rows()).toEqual(['b', 'a']);
  take([one('c'), one('b'), one('a', 1)]);
  expect(rows()).toEqual(['c', 'b', 'a']);
  take([one('a', 1)]);
  expect(rows()).toEqual(['a']);
});

it('a change within a conversation leaves the order of the rows alone', () => {
  const before = drawn;
  take([one('a', 7), one('b')]);
  expect(drawn).toBe(before);
});
