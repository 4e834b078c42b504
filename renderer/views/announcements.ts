import { createEffect, on } from 'solid-js';
import type { Connected } from '../../main/core/model/connected.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { about, accountKeyOf, shownAccounts } from '../accounts.ts';
import { announce } from '../announce.ts';
import { type PlainKey, t } from '../i18n/index.ts';
import { readWhole } from '../whole-state.ts';
import { connectionNotice } from './connection-notice.ts';

/** Tells screen readers what others see: new messages, and a connection that goes and returns. */
export const announceChanges = (phase: () => Connected) => {
  // Compares with the list before, so the first list is silent.
  const list = () => {
    const { conversations, archived } = phase();
    // Before its first list, an account has nothing to compare with.
    const listed = shownAccounts(phase()).filter(({ connection }) => connection.lastSyncAt !== null);
    const accounts = listed.map(({ key }) => key);
    // A conversation that leaves the archive is not new.
    const known = conversations && readWhole(() => snapshot([...conversations, ...archived], accounts));
    return conversations && known && { conversations, known };
  };
  createEffect(
    on(list, (now, before) => {
      if (!now || !before) return;
      const sentence = arrivalSentence(arrivals(before.known, now.conversations));
      if (sentence !== null) announce(sentence);
    }),
  );

  createEffect(
    on(
      () => troublesOf(phase()),
      (now, before) => {
        const sentences = shownAccounts(phase()).flatMap((account) => {
          const title = now.get(account.id);
          const known = before?.get(account.id);
          if (title) return title === known ? [] : about(phase(), account, t(title));
          if (!known) return [];
          // While another account is in trouble, the sentence names the account that has recovered.
          return now.size > 0 ? about(phase(), account, t('connection.restored')) : t('connection.restored');
        });
        if (sentences.length > 0) announce([...new Set(sentences)].join(' '));
      },
    ),
  );
};

/** Returns the trouble of each shown account, by account id. */
const troublesOf = (phase: Connected): Map<string, PlainKey> =>
  new Map(
    shownAccounts(phase).flatMap(({ id, connection }) => {
      const notice = connectionNotice(connection);
      return notice ? [[id, notice.title] as const] : [];
    }),
  );

/** Returns one sentence, however many messages have come. */
const arrivalSentence = ({ messages, names: [name, ...others] }: Arrivals): string | null => {
  if (name === undefined) return null;
  if (others.length > 0) return t('list.newInSeveral', { count: messages, rooms: others.length + 1 });
  return messages === 1 ? t('list.newMessage', { name }) : t('list.newMessages', { count: messages, name });
};

/** The state before a new list. */
type Before = {
  /** The keys of the accounts whose conversations are included. */
  accounts: readonly string[];
  /** By token: the number of unread messages and the time of the last activity. */
  rooms: Map<string, Pick<Conversation, 'unread' | 'lastActivity'>>;
};

/** The new messages: how many, and the names of their conversations. */
type Arrivals = { messages: number; names: string[] };

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
