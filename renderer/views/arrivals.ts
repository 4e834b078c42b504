import type { Conversation } from '../../main/core/model/conversation.ts';
import { accountKeyOf } from '../accounts.ts';

/** What there was before. */
export type Before = {
  /** Keys of the accounts whose conversations are among these. */
  accounts: readonly string[];
  /** By token: how many messages were unread, and when something last happened. */
  rooms: Map<string, Pick<Conversation, 'unread' | 'lastActivity'>>;
};

/** What came in: how many messages, in which conversations. */
export type Arrivals = { messages: number; names: string[] };

/** @param accounts keys of those whose conversations these are */
export const snapshot = (conversations: Conversation[], accounts: readonly string[]): Before => ({
  accounts,
  rooms: new Map(conversations.map(({ token, unread, lastActivity }) => [token, { unread, lastActivity }])),
});

/**
 * What has come in since `before`, which is not what somebody has marked unread: nothing happens in a conversation by
 * that; nor what merely comes into view, with all of its account. Muted conversations hold their tongue.
 */
export const arrivals = (before: Before, conversations: Conversation[]): Arrivals => {
  const found: Arrivals = { messages: 0, names: [] };
  for (const { token, name, unread, lastActivity, notificationLevel } of conversations) {
    const known = before.rooms.get(token);
    const more = unread - (known?.unread ?? 0);
    const quiet = known !== undefined && lastActivity <= known.lastActivity;
    if (more <= 0 || quiet || notificationLevel === 'never' || !before.accounts.includes(accountKeyOf(token))) continue;
    found.messages += more;
    found.names.push(name);
  }
  return found;
};
