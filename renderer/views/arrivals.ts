import type { Conversation } from '../../main/core/model/conversation.ts';
import { accountKeyOf } from '../accounts.ts';

/** The state before a new list. */
export type Before = {
  /** The keys of the accounts whose conversations are included. */
  accounts: readonly string[];
  /** By token: the number of unread messages and the time of the last activity. */
  rooms: Map<string, Pick<Conversation, 'unread' | 'lastActivity'>>;
};

/** The new messages: how many, and the names of their conversations. */
export type Arrivals = { messages: number; names: string[] };

/** @param accounts the keys of the accounts of these conversations */
export const snapshot = (conversations: Conversation[], accounts: readonly string[]): Before => ({
  accounts,
  rooms: new Map(conversations.map(({ token, unread, lastActivity }) => [token, { unread, lastActivity }])),
});

/**
 * Returns the new messages since `before`. Conversations that the user marked unread do not count, because their last
 * activity is unchanged; conversations that come into view with their whole account and muted ones do not count either.
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
