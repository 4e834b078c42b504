import type { Message, Room } from '../../main/core/nextcloud/schemas.ts';

/** Returns a message by Bob, unless overridden. */
export const message = (id: number, overrides: Partial<Message> = {}): Message => ({
  id,
  actorType: 'users',
  actorId: 'bob',
  actorDisplayName: 'Bob Böhm',
  timestamp: 1_800_000_000 + id,
  message: `Nachricht ${id}`,
  messageParameters: {},
  systemMessage: '',
  messageType: 'comment',
  ...overrides,
});

/** Returns a group that always rings, in which Alice has read everything, unless overridden. */
export const room = (token: string, overrides: Partial<Room> = {}): Room => ({
  token,
  type: 2,
  attributes: 0,
  participantType: 3,
  displayName: `Gruppe ${token}`,
  unreadMessages: 0,
  unreadMention: false,
  lastReadMessage: 0,
  lastActivity: 1_800_000_000,
  isFavorite: false,
  notificationLevel: 1,
  notificationCalls: 1,
  hasCall: false,
  callStartTime: 0,
  actorType: 'users',
  actorId: 'alice',
  avatarVersion: 'a1',
  isCustomAvatar: false,
  readOnly: 0,
  lobbyState: 0,
  permissions: 254,
  isArchived: false,
  isSensitive: false,
  isImportant: false,
  lastMessage: undefined,
  ...overrides,
});

/** Mentions Alice. */
export const mention = { 'mention-user1': { type: 'user', id: 'alice', name: 'Alice Anders' } };
/** Mentions all members. */
export const mentionAll = { 'mention-call1': { type: 'call', id: 'tok', name: 'Gruppe' } };
