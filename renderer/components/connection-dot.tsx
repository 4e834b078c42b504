import type { Connection } from '../../main/core/model/connected.ts';
import { type PlainKey, t } from '../i18n/index.ts';

const words: Record<Connection['state'], { short: PlainKey; long: PlainKey | 'connection.polling' }> = {
  loading: { short: 'footer.loading', long: 'list.loading' },
  live: { short: 'footer.connected', long: 'connection.live' },
  polling: { short: 'footer.connected', long: 'connection.polling' },
  stale: { short: 'footer.stale', long: 'connection.stale' },
  offline: { short: 'footer.offline', long: 'connection.unreachable' },
  maintenance: { short: 'footer.maintenance', long: 'error.maintenance' },
  'signed-out': { short: 'footer.signedOut', long: 'error.session-ended' },
};

/** The whole sentence, for the tooltip. @param pollSeconds between two questions to a server without push */
export const connectionSentence = (state: Connection['state'], pollSeconds: number): string =>
  t(words[state].long, { seconds: pollSeconds });

/** A word or two. */
export const connectionWords = (state: Connection['state']): string => t(words[state].short);

/** How the list comes to be right: a dot to glance at, and a word or two. `whose`: it is about one of several. */
export const ConnectionDot = (props: { state: Connection['state']; whose?: string | undefined }) => (
  <span class="connection">
    <span class="connection-dot" classList={{ [`connection-dot-${props.state}`]: true }} aria-hidden="true" />
    <span class="connection-words">
      {props.whose ? `${props.whose}: ` : ''}
      {connectionWords(props.state)}
    </span>
  </span>
);
