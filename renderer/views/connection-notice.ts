import type { Connection } from '../../main/core/model/connected.ts';
import { type PlainKey, t } from '../i18n/index.ts';

/** The window's message about the connection, and the action that the user can take. */
export type ConnectionNotice = {
  title: PlainKey;
  /** A longer explanation, where there is room for it. */
  help: PlainKey | null;
  action: 'retry' | 'sign-in-again' | 'sign-in-there' | null;
};

/** Returns null while all is fine. */
export const connectionNotice = ({ state, error, detail }: Connection): ConnectionNotice | null => {
  if (state === 'loading' || state === 'polling' || state === 'live') return null;
  const code = error ?? (state === 'signed-out' ? 'session-ended' : 'unreachable');
  if (code === 'session-ended') return { title: 'error.session-ended', help: null, action: 'sign-in-again' };
  if (code === 'account-moved') return { title: 'error.account-moved', help: null, action: 'sign-in-again' };
  if (code === 'server-moved' && detail !== null)
    return { title: 'error.server-moved', help: null, action: 'sign-in-there' };
  // The account is stopped, and signing in would change nothing.
  if (state === 'signed-out') return { title: `error.${code}`, help: null, action: null };
  // The address worked before, so only the network needs checking.
  if (code === 'unreachable')
    return { title: 'connection.unreachable', help: 'connection.unreachableHelp', action: 'retry' };
  return { title: `error.${code}`, help: null, action: 'retry' };
};

/** Returns the title, with both addresses if it is about two. @param server of the account */
export const noticeSentence = ({ title }: ConnectionNotice, server: string, detail: string | null): string => {
  if (detail === null) return t(title);
  const addresses = { server: withoutHttps(server), other: withoutHttps(detail) };
  if (title === 'error.server-moved') return t('connection.serverMoved', addresses);
  return title === 'error.account-moved' ? t('connection.accountMoved', addresses) : t(title);
};

/** Two addresses may differ only in their scheme. */
const withoutHttps = (address: string): string => address.replace(/^https:\/\//, '');

/** Describes the connection in one sentence. @param pollSeconds the interval of polling without push */
export const connectionSentence = (connection: Connection, pollSeconds: number): string => {
  if (connection.state === 'live') return t('connection.live');
  if (connection.state === 'polling') return t('connection.polling', { duration: pollSeconds });
  return t(connectionNotice(connection)?.title ?? 'list.loading');
};

const words: Record<Connection['state'], PlainKey> = {
  loading: 'footer.loading',
  live: 'footer.connected',
  polling: 'footer.connected',
  stale: 'footer.stale',
  offline: 'footer.offline',
  maintenance: 'footer.maintenance',
  'signed-out': 'footer.signedOut',
};

/** Returns the state in a word or two. */
export const connectionWords = (state: Connection['state']): string => t(words[state]);
