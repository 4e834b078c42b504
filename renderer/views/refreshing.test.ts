import { expect, it } from 'vitest';
import type { Connection } from '../../main/core/model/connected.ts';
import { sampleAccount } from '../sample-account.ts';
import { askedOf, isAwaited, NOTHING_ASKED } from './refreshing.ts';

const max = sampleAccount();
const erika = sampleAccount({ id: 'b', key: 'two' });
const later = (account: typeof max, over: Partial<Connection>) => ({
  ...account,
  connection: { ...account.connection, ...over },
});

it('an answer is awaited until each account that was asked has one, good or bad', () => {
  expect(isAwaited([max, erika], NOTHING_ASKED)).toBe(false);
  const asked = askedOf([max, erika]);
  expect(isAwaited([max, erika], asked)).toBe(true);
  const answered = later(max, { lastSyncAt: 2_000 });
  expect(isAwaited([answered, erika], asked)).toBe(true);
  expect(isAwaited([answered, later(erika, { state: 'offline', nextTryAt: 9_000 })], asked)).toBe(false);
});

it('nor is one awaited of an account that cannot be asked any more, or was not', () => {
  expect(isAwaited([later(max, { lastSyncAt: 2_000 })], askedOf([max, erika]))).toBe(false);
  expect(isAwaited([erika], askedOf([max]))).toBe(false);
});

it('the first list is awaited without being asked for', () => {
  expect(isAwaited([later(max, { state: 'loading' }), erika], NOTHING_ASKED)).toBe(true);
});
