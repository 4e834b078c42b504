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

/** Gives conversations the names that they have outside of their account. */
export type Naming = ReturnType<typeof createNaming>;

/**
 * A conversation that is the same object as before keeps its identity, and so does a list of conversations.
 * @param key of the account
 */
export function createNaming(key: string) {
  let lists = new WeakMap<readonly Conversation[], Conversation[]>();
  let known = new WeakMap<Conversation, Conversation>();
  let archivesBefore = true;

  function name(room: Conversation, archives: boolean): Conversation {
    const named = known.get(room) ?? {
      ...room,
      token: globalToken(key, room.token),
      archived: archives ? room.archived : null,
    };
    known.set(room, named);
    return named;
  }

  /** @param archives the server can archive conversations */
  return (rooms: readonly Conversation[], archives: boolean): Conversation[] => {
    if (archives !== archivesBefore) {
      lists = new WeakMap();
      known = new WeakMap();
      archivesBefore = archives;
    }
    const named = lists.get(rooms) ?? rooms.map((room) => name(room, archives));
    lists.set(rooms, named);
    return named;
  };
}

/** Builds the account as the window shows it. @param profile null until the server has said who is signed in */
export function toView(
  { id, key, record, remembered }: Pick<KnownAccount, 'id' | 'key' | 'record'> & { remembered: boolean },
  { connection, conversations, archived, beyond }: Snapshot,
  profile: Profile | null,
  named: Naming = createNaming(key),
): AccountView {
  const { server, loginName, displayName, colour } = record;
  const rows = conversations ?? [];
  const talk = profile?.capabilities.capabilities.spreed;
  const longest = talk?.config.chat['max-length'] ?? MAX_MESSAGE_LENGTH;
  const archives = talk?.features.includes(ARCHIVE) ?? true;
  return {
    account: { id, key, server, loginName, displayName, colour, picture: profile !== null, remembered },
    connection,
    conversations: conversations && named(conversations, archives),
    archived: named(archived, archives),
    beyond,
    unread: sumOfUnread(rows),
    mentioned: rows.some(({ mentioned }) => mentioned),
    maxMessageLength: Math.min(Math.max(longest, LEAST), LONGEST_TEXT),
  };
}
