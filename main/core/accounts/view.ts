import type { Declared } from '../model/alarm.ts';
import type { AccountView } from '../model/connected.ts';
import type { Conversation } from '../model/conversation.ts';
import { globalToken } from '../model/global-token.ts';
import type { Sound } from '../model/sound.ts';
import { sumOfUnread } from '../model/unread.ts';
import type { Profile } from '../nextcloud/talk-api.ts';
import type { Sounds } from '../notify/sounds.ts';
import type { Snapshot } from '../sync/snapshot.ts';
import type { AccountFiles } from './account-files.ts';
import type { AlarmConversations } from './alarm-conversations.ts';
import type { KnownAccount } from './keeper.ts';

/** The contract accepts no longer texts. */
const LONGEST_TEXT = 100_000;
/** The limit of the oldest Talk. A lower one is not believed, because the lowest limit of all accounts counts. */
const LEAST = 1_000;
/** Talk's default, for a server that does not state its limit. */
const MAX_MESSAGE_LENGTH = 32_000;

/** Talk 20.1 and later. Source: spreed's docs/capabilities.md. */
const ARCHIVE = 'archived-conversations-v2';

const NO_SOUNDS: ReadonlyMap<string, Sound> = new Map();
const NO_ALARMS: ReadonlyMap<string, Declared> = new Map();

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
  let soundsBefore: ReadonlyMap<string, Sound> = NO_SOUNDS;
  let alarmsBefore: ReadonlyMap<string, Declared> = NO_ALARMS;

  function name(room: Conversation, archives: boolean): Conversation {
    const sound = soundsBefore.get(room.token);
    const alarm = alarmsBefore.get(room.token);
    const named = known.get(room) ?? {
      ...room,
      token: globalToken(key, room.token),
      archived: archives ? room.archived : null,
      ...(sound !== undefined && { sound }),
      ...(alarm !== undefined && { alarm }),
    };
    known.set(room, named);
    return named;
  }

  /**
   * @param archives the server can archive conversations
   * @param sounds the conversations' own sounds, by token
   * @param alarms the alarm conversations, by token
   */
  return (
    rooms: readonly Conversation[],
    archives: boolean,
    sounds = NO_SOUNDS,
    alarms = NO_ALARMS,
  ): Conversation[] => {
    if (archives !== archivesBefore || sounds !== soundsBefore || alarms !== alarmsBefore) {
      lists = new WeakMap();
      known = new WeakMap();
      archivesBefore = archives;
      soundsBefore = sounds;
      alarmsBefore = alarms;
    }
    const named = lists.get(rooms) ?? rooms.map((room) => name(room, archives));
    lists.set(rooms, named);
    return named;
  };
}

/**
 * Builds the account as the window shows it.
 * @param profile null until the server has said who is signed in
 * @param sounds null while the account is not active, and so are `alarms` and `files`
 */
export function toView(
  { id, key, record, remembered }: Pick<KnownAccount, 'id' | 'key' | 'record'> & { remembered: boolean },
  { connection, conversations, archived, beyond }: Snapshot,
  profile: Profile | null,
  named: Naming = createNaming(key),
  sounds: Pick<Sounds, 'account' | 'conversations'> | null = null,
  alarms: Pick<AlarmConversations, 'all' | 'gone'> | null = null,
  files: Pick<AccountFiles, 'canSend' | 'canSave'> | null = null,
): AccountView {
  const { server, loginName, displayName, colour } = record;
  const rows = conversations ?? [];
  const gone = alarms?.gone() ?? [];
  const talk = profile?.capabilities.capabilities.spreed;
  const longest = talk?.config.chat['max-length'] ?? MAX_MESSAGE_LENGTH;
  const archives = talk?.features.includes(ARCHIVE) ?? true;
  return {
    account: {
      id,
      key,
      server,
      loginName,
      displayName,
      colour,
      picture: profile !== null,
      remembered,
      ...(profile?.capabilities.capabilities.userStatus && { canSetStatus: true }),
      ...(files?.canSend() && { canSendFiles: true }),
      ...(files?.canSave() && { canSaveFiles: true }),
      sound: sounds?.account() ?? 'system',
      ...(gone.length > 0 && { goneAlarms: gone.map((token) => globalToken(key, token)) }),
    },
    connection,
    conversations: conversations && named(conversations, archives, sounds?.conversations(), alarms?.all()),
    archived: named(archived, archives, sounds?.conversations(), alarms?.all()),
    beyond,
    unread: sumOfUnread(rows),
    mentioned: rows.some(({ mentioned }) => mentioned),
    maxMessageLength: Math.min(Math.max(longest, LEAST), LONGEST_TEXT),
  };
}
