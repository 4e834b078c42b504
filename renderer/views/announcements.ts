import { createEffect, on } from 'solid-js';
import type { Connected } from '../../main/core/model/app-state.ts';
import { announce } from '../announce.ts';
import { t } from '../i18n/index.ts';
import { type Arrivals, arrivals, snapshot } from './arrivals.ts';
import { connectionNotice } from './connection-notice.ts';

/** Tells screen readers what sighted people see happen: news that arrives, and the connection that goes and returns. */
export const announceChanges = (phase: () => Connected) => {
  // Compared against the list before, so that the first list is silent.
  const list = () => {
    const { conversations, archived } = phase();
    // One that comes out of the archive is not new.
    return conversations && { conversations, known: snapshot([...conversations, ...archived]) };
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
      () => connectionNotice(phase().connection)?.title ?? null,
      (title, before) => {
        if (title !== null && title !== before) announce(t(title));
        else if (title === null && before) announce(t('connection.restored'));
      },
    ),
  );
};

/** One sentence, however much has come. */
const arrivalSentence = ({ messages, names: [name, ...others] }: Arrivals): string | null => {
  if (name === undefined) return null;
  if (others.length > 0) return t('list.newInSeveral', { count: messages, rooms: others.length + 1 });
  return messages === 1 ? t('list.newMessage', { name }) : t('list.newMessages', { count: messages, name });
};
