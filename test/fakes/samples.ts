import type { AccountSummary, Connected } from '../../main/core/model/connected.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';

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

/** A conversation for tests, with ordinary values except those in `over`. */
export const sampleConversation = (over: Partial<Conversation> = {}): Conversation => ({
  token: 'a',
  type: 'group',
  name: 'Einsatzgruppe 1',
  avatarVersion: '',
  picture: false,
  presence: null,
  unread: 0,
  mentioned: false,
  favourite: false,
  archived: false,
  callRunning: false,
  notificationLevel: 'always',
  canReply: true,
  lastActivity: 0,
  preview: null,
  ...over,
});
