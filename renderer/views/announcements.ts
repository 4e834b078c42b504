import { createEffect, on } from 'solid-js';
import type { Connected } from '../../main/core/model/connected.ts';
import { about, shownAccounts } from '../accounts.ts';
import { announce } from '../announce.ts';
import { t } from '../i18n/index.ts';
import { type Arrivals, arrivals, snapshot } from './arrivals.ts';
import { connectionNotice } from './connection-notice.ts';

/** Tells screen readers what sighted people see happen: news that arrives, and the connection that goes and returns. */
export const announceChanges = (phase: () => Connected) => {
  // Compared against the list before, so that the first list is silent.
  const list = () => {
    const { conversations, archived } = phase();
    // An account that was there before its first list has nothing to compare with.
    const told = shownAccounts(phase()).filter(({ connection }) => connection.lastSyncAt !== null);
    const accounts = told.map(({ key }) => key);
    // One that comes out of the archive is not new.
    return conversations && { conversations, known: snapshot([...conversations, ...archived], accounts) };
  };
  createEffect(
    on(list, (now, before) => {
      if (!now || !before) return;
      const sentence = arrivalSentence(arrivals(before.known, now.conversations));
      if (sentence !== null) announce(sentence);
    }),
  );

  const trouble = () => {
    const { account, connection, shown } = phase();
    return { title: connectionNotice(connection)?.title ?? null, id: account.id, shown };
  };
  createEffect(
    on(trouble, ({ title, id, shown }, before) => {
      if (title !== null) {
        if (title !== before?.title || id !== before.id) announce(about(phase(), phase().account, t(title)));
      } else if (before?.title && shown === before.shown) announce(t('connection.restored'));
    }),
  );
};

/** One sentence, however much has come. */
const arrivalSentence = ({ messages, names: [name, ...others] }: Arrivals): string | null => {
  if (name === undefined) return null;
  if (others.length > 0) return t('list.newInSeveral', { count: messages, rooms: others.length + 1 });
  return messages === 1 ? t('list.newMessage', { name }) : t('list.newMessages', { count: messages, name });
};
