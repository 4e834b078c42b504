import type { Connection } from '../../main/core/model/connected.ts';
import { type PlainKey, t } from '../i18n/index.ts';

/** What the window says about the connection, and what a person can do about it. */
export type ConnectionNotice = {
  title: PlainKey;
  /** More, where there is room for it. */
  help: PlainKey | null;
  action: 'retry' | 'sign-in-again' | 'sign-in-there' | null;
};

/** Null while all is fine. */
export const connectionNotice = ({ state, error, detail }: Connection): ConnectionNotice | null => {
  if (state === 'loading' || state === 'polling' || state === 'live') return null;
  const code = error ?? (state === 'signed-out' ? 'session-ended' : 'unreachable');
  if (code === 'session-ended') return { title: 'error.session-ended', help: null, action: 'sign-in-again' };
  if (code === 'account-moved') return { title: 'error.account-moved', help: null, action: 'sign-in-again' };
  if (code === 'server-moved' && detail !== null)
    return { title: 'error.server-moved', help: null, action: 'sign-in-there' };
  // Nothing is at work, and signing in would change nothing.
  if (state === 'signed-out') return { title: `error.${code}`, help: null, action: null };
  // The address was right before, so only the network is worth a look.
  if (code === 'unreachable')
    return { title: 'connection.unreachable', help: 'connection.unreachableHelp', action: 'retry' };
  return { title: `error.${code}`, help: null, action: 'retry' };
};

/** The title, with the addresses where it is about two. @param server of the account */
export const noticeSentence = ({ title }: ConnectionNotice, server: string, detail: string | null): string => {
  if (detail === null) return t(title);
  const addresses = { server: withoutHttps(server), other: withoutHttps(detail) };
  if (title === 'error.server-moved') return t('connection.serverMoved', addresses);
  return title === 'error.account-moved' ? t('connection.accountMoved', addresses) : t(title);
};

/** Two addresses may differ in their scheme alone. */
const withoutHttps = (address: string): string => address.replace(/^https:\/\//, '');

/** How it stands in one sentence. @param pollSeconds between two questions to a server without push */
export const connectionSentence = (connection: Connection, pollSeconds: number): string => {
  if (connection.state === 'live') return t('connection.live');
  if (connection.state === 'polling') return t('connection.polling', { duration: pollSeconds });
  return t(connectionNotice(connection)?.title ?? 'list.loading');
};
