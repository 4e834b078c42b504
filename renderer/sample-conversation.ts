import type { Conversation } from '../main/core/model/conversation.ts';

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
