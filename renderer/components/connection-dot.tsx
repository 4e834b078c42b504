import type { Connection } from '../../main/core/model/connected.ts';
import { type PlainKey, t } from '../i18n/index.ts';

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

/** Shows how up to date the list is: a dot and a word or two. `whose`: the account concerned, if there are several. */
export const ConnectionDot = (props: { state: Connection['state']; whose?: string | undefined }) => (
  <span class="connection">
    <span class="connection-dot" classList={{ [`connection-dot-${props.state}`]: true }} aria-hidden="true" />
    <span class="connection-words">
      {props.whose ? `${props.whose}: ` : ''}
      {connectionWords(props.state)}
    </span>
  </span>
);
