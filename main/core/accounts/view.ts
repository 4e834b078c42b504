import type { AccountView } from '../model/connected.ts';
import type { Conversation } from '../model/conversation.ts';
import { globalToken } from '../model/global-token.ts';
import { sumOfUnread } from '../model/unread.ts';
import type { Profile } from '../nextcloud/talk-api.ts';
import type { Snapshot } from '../sync/snapshot.ts';
import type { KnownAccount } from './keeper.ts';

/** The contract accepts no longer texts. */
const LONGEST_TEXT = 100_000;
/** The limit of the oldest Talk. A lower one is not believed, because the lowest limit of all accounts counts. */
const LEAST = 1_000;
/** Talk's default, for a server that does not state its limit. */
const MAX_MESSAGE_LENGTH = 32_000;

/** Talk 20.1 and later. Source: spreed's docs/capabilities.md. */
const ARCHIVE = 'archived-conversations-v2';

/** Builds the account as the window shows it. @param profile null until the server has said who is signed in */
export function toView(
  { id, key, record, remembered }: Pick<KnownAccount, 'id' | 'key' | 'record'> & { remembered: boolean },
  { connection, conversations, archived, beyond }: Snapshot,
  profile: Profile | null,
): AccountView {
  const { server, loginName, displayName, colour } = record;
  const rows = conversations ?? [];
  const talk = profile?.capabilities.capabilities.spreed;
  const longest = talk?.config.chat['max-length'] ?? MAX_MESSAGE_LENGTH;
  const archives = talk?.features.includes(ARCHIVE) ?? true;
  const named = (rooms: readonly Conversation[]): Conversation[] =>
    rooms.map((room) => ({
      ...room,
      token: globalToken(key, room.token),
      archived: archives ? room.archived : null,
    }));
  return {
    account: { id, key, server, loginName, displayName, colour, picture: profile !== null, remembered },
    connection,
    conversations: conversations && named(conversations),
    archived: named(archived),
    beyond,
    unread: sumOfUnread(rows),
    mentioned: rows.some(({ mentioned }) => mentioned),
    maxMessageLength: Math.min(Math.max(longest, LEAST), LONGEST_TEXT),
  };
}
