import type { AccountSummary } from '../main/core/model/connected.ts';

/** An account for tests, with ordinary values except those in `over`. */
export const sampleAccount = (over: Partial<AccountSummary> = {}): AccountSummary => ({
  id: 'https://cloud.example.org/max',
  key: 'one',
  server: 'https://cloud.example.org',
  loginName: 'max',
  displayName: 'Max Mustermann',
  colour: null,
  picture: false,
  remembered: true,
  tint: 0,
  connection: { state: 'live', error: null, detail: null, lastSyncAt: 1_000, nextTryAt: null },
  unread: 0,
  ...over,
});
