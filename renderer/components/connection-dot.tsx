import type { Connection } from '../../main/core/model/app-state.ts';
import { type PlainKey, t } from '../i18n/index.ts';

const words: Record<Connection['state'], PlainKey> = {
  loading: 'list.loading',
  live: 'connection.live',
  polling: 'connection.polling',
  stale: 'connection.stale',
  offline: 'connection.unreachable',
  maintenance: 'error.maintenance',
  'signed-out': 'error.session-ended',
};

/** How the list comes to be right: a dot to glance at, the sentence as its name and tooltip. */
export const ConnectionDot = (props: { state: Connection['state'] }) => (
  <span
    class="connection-dot"
    classList={{ [`connection-dot-${props.state}`]: true }}
    role="img"
    aria-label={t(words[props.state])}
    title={t(words[props.state])}
  />
);
