import type { Connected } from '../main/core/model/connected.ts';
import { sampleAccount } from './sample-account.ts';

/** The phase of a signed-in user for tests, with ordinary values except those in `over`. */
export const sampleConnected = (over: Partial<Connected> = {}): Connected => {
  const { tint, unread, connection, ...account } = over.accounts?.[0] ?? sampleAccount();
  return {
    kind: 'connected',
    accounts: [{ ...account, tint, unread, connection }],
    shown: null,
    account,
    connection,
    conversations: [],
    archived: [],
    beyond: 0,
    unread,
    mentioned: false,
    maxMessageLength: 32_000,
    ...over,
  };
};
