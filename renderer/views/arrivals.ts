import type { Conversation } from '../../main/core/model/conversation.ts';

/** Unread messages by token. */
export type UnreadCounts = Map<string, number>;

/** What came in: how many messages, in which conversations. */
export type Arrivals = { messages: number; names: string[] };

export const unreadCounts = (conversations: Conversation[]): UnreadCounts =>
  new Map(conversations.map(({ token, unread }) => [token, unread]));

/** What has become unread since `before`. Muted conversations hold their tongue. */
export const arrivals = (before: UnreadCounts, conversations: Conversation[]): Arrivals => {
  const found: Arrivals = { messages: 0, names: [] };
  for (const { token, name, unread, notificationLevel } of conversations) {
    const more = unread - (before.get(token) ?? 0);
    if (more <= 0 || notificationLevel === 'never') continue;
    found.messages += more;
    found.names.push(name);
  }
  return found;
};
