import type { Connection } from '../../main/core/model/connected.ts';
import { type PlainKey, t } from '../i18n/index.ts';

/** What the window says about the connection, and what a person can do about it. */
export type ConnectionNotice = {
  title: PlainKey;
  /** More, where there is room for it. */
  help: PlainKey | null;
  action: 'retry' | 'sign-in-again' | null;
};

/** Null while all is fine. */
export const connectionNotice = ({ state, error }: Connection): ConnectionNotice | null => {
  if (state === 'loading' || state === 'polling' || state === 'live') return null;
  const code = error ?? (state === 'signed-out' ? 'session-ended' : 'unreachable');
  if (code === 'session-ended') return { title: 'error.session-ended', help: null, action: 'sign-in-again' };
  // Nothing is at work, and signing in would change nothing.
  if (state === 'signed-out') return { title: `error.${code}`, help: null, action: null };
  // The address was right before, so only the network is worth a look.
  if (code === 'unreachable')
    return { title: 'connection.unreachable', help: 'connection.unreachableHelp', action: 'retry' };
  return { title: `error.${code}`, help: null, action: 'retry' };
};

/** How it stands in one sentence. @param pollSeconds between two questions to a server without push */
export const connectionSentence = (connection: Connection, pollSeconds: number): string => {
  if (connection.state === 'live') return t('connection.live');
  if (connection.state === 'polling') return t('connection.polling', { duration: pollSeconds });
  return t(connectionNotice(connection)?.title ?? 'list.loading');
};
