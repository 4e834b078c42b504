import { expect, it } from 'vitest';
import type { Connection } from '../../main/core/model/connected.ts';
import { sampleAccount } from '../../test/fakes/samples.ts';
import { askedOf, isAwaited, NOTHING_ASKED } from './refreshing.ts';

const max = sampleAccount();
const erika = sampleAccount({ id: 'b', key: 'two' });
const later = (account: typeof max, over: Partial<Connection>) => ({
  ...account,
  connection: { ...account.connection, ...over },
});

it('is awaited until each asked account has an answer, good or bad', () => {
  expect(isAwaited([max, erika], NOTHING_ASKED)).toBe(false);
  const asked = askedOf([max, erika]);
  expect(isAwaited([max, erika], asked)).toBe(true);
  const answered = later(max, { lastSyncAt: 2_000 });
  expect(isAwaited([answered, erika], asked)).toBe(true);
  expect(isAwaited([answered, later(erika, { state: 'offline', nextTryAt: 9_000 })], asked)).toBe(false);
});

it('is not awaited from accounts that were not asked or cannot be asked any more', () => {
  expect(isAwaited([later(max, { lastSyncAt: 2_000 })], askedOf([max, erika]))).toBe(false);
  expect(isAwaited([erika], askedOf([max]))).toBe(false);
});

it('awaits the first list without a request', () => {
  expect(isAwaited([later(max, { state: 'loading' }), erika], NOTHING_ASKED)).toBe(true);
});
