import type { Conversation } from '../../main/core/model/conversation.ts';

/** By token: how many messages were unread, and when something last happened. */
export type Before = Map<string, Pick<Conversation, 'unread' | 'lastActivity'>>;

/** What came in: how many messages, in which conversations. */
export type Arrivals = { messages: number; names: string[] };

export const snapshot = (conversations: Conversation[]): Before =>
  new Map(conversations.map(({ token, unread, lastActivity }) => [token, { unread, lastActivity }]));

/**
 * What has come in since `before`, which is not what somebody has marked unread: nothing happens in a conversation by
 * that. Muted conversations hold their tongue.
 */
export const arrivals = (before: Before, conversations: Conversation[]): Arrivals => {
  const found: Arrivals = { messages: 0, names: [] };
  for (const { token, name, unread, lastActivity, notificationLevel } of conversations) {
    const known = before.get(token);
    const more = unread - (known?.unread ?? 0);
    const quiet = known !== undefined && lastActivity <= known.lastActivity;
    if (more <= 0 || quiet || notificationLevel === 'never') continue;
    found.messages += more;
    found.names.push(name);
  }
  return found;
};
