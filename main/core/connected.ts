import type { KeptAccount } from './account-keeper.ts';
import type { Connected } from './model/app-state.ts';
import type { Profile } from './nextcloud/talk-api.ts';
import type { Snapshot } from './sync/snapshot.ts';

/** The window's calls take no longer texts. */
const LONGEST_TEXT = 100_000;
/** Of a server that does not say: Talk's own default. */
const MAX_MESSAGE_LENGTH = 32_000;

/** An account as the window shows it. @param profile null until the server has told who is signed in */
export function toConnected(
  { id, record, remembered }: Pick<KeptAccount, 'id' | 'record' | 'remembered'>,
  snapshot: Snapshot,
  profile: Profile | null,
): Connected {
  const { server, loginName, displayName, colour } = record;
  const rows = snapshot.conversations ?? [];
  const longest = profile?.capabilities.capabilities.spreed?.config.chat['max-length'] ?? MAX_MESSAGE_LENGTH;
  return {
    kind: 'connected',
    account: { id, server, loginName, displayName, colour, picture: profile !== null, remembered },
    ...snapshot,
    unread: rows.reduce((sum, { unread }) => sum + unread, 0),
    mentioned: rows.some(({ mentioned }) => mentioned),
    maxMessageLength: Math.min(longest, LONGEST_TEXT),
  };
}
