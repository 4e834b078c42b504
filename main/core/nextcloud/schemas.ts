import * as v from 'valibot';
import { readMessageId } from '../model/message-id.ts';
import { hasInvisible, oneLine } from '../model/plain-text.ts';
import { listOf, nameText, plainText, recordOf, wholeNumber } from './fields.ts';
import { type Message as MessageType, readMessage } from './message.ts';
import { noticesIn } from './notice.ts';
import { isToken, type Room as RoomType, readRoom } from './room.ts';
import { followedIn, levelIn } from './thread.ts';

export type { MessageParameter } from './message.ts';
export type Message = MessageType;
export type Room = RoomType;

/**
 * The shapes of Nextcloud's answers, as far as Talkmelder uses them. Source: Talk's OpenAPI 22.0.2 and recordings of a
 * Nextcloud 32. Unknown keys are ignored. Lists are read element by element, and elements field by field: foreign
 * servers choose many of the values, and an invalid one must not spoil the others. An answer without anything readable
 * is refused as a whole, so that the app never draws conclusions from it.
 */
const yes = v.union([v.boolean(), v.picklist([0, 1, '0', '1', 'true', 'false'])]);
const isYes = (value: v.InferOutput<typeof yes>): boolean => [true, 1, '1', 'true'].includes(value);
const text = v.fallback(v.optional(v.string()), undefined);
/** A name that the user sees. */
const name = v.fallback(
  v.optional(
    v.pipe(
      v.string(),
      v.transform((found) => oneLine(found)),
    ),
  ),
  undefined,
);

/** Accepts any value that `read` can read; `message` names the expected value. */
const readBy = <T>(read: (value: unknown) => T | null, message: string) =>
  v.pipe(
    v.unknown(),
    v.rawTransform<unknown, T>(({ dataset, addIssue, NEVER }) => {
      const found = read(dataset.value);
      if (found !== null) return found;
      addIssue({ message });
      return NEVER;
    }),
  );

/** A record; any other value becomes an empty record, because PHP writes an empty record as `[]`. */
const record = v.pipe(
  v.unknown(),
  v.transform((value) => recordOf(value) ?? {}),
);

export const Status = v.pipe(
  v.object({
    installed: yes,
    maintenance: v.fallback(v.optional(yes, false), false),
    /** Some servers hide their version, or send only the long one. */
    versionstring: name,
    version: name,
  }),
  v.transform(({ installed, maintenance, versionstring, version }) => ({
    installed: isYes(installed),
    maintenance: isYes(maintenance),
    versionstring: versionstring ?? version ?? '',
  })),
);

export const LoginStart = v.object({
  poll: v.object({ token: v.pipe(v.string(), v.minLength(1), v.maxLength(1_024)), endpoint: v.string() }),
  login: v.string(),
});

/**
 * Any name without invisible characters, which could disguise it. It is used in keys and documents, but not in file
 * names.
 */
export const LoginName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(4_096),
  v.check((found) => !hasInvisible(found)),
);
export const isLoginName = (text: string): boolean => v.is(LoginName, text);
export const AppPassword = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096));

export const LoginGranted = v.object({ server: v.string(), loginName: LoginName, appPassword: AppPassword });

export const IssuedAppPassword = v.object({ apppassword: AppPassword });

const UserId = v.pipe(
  readBy(plainText, 'a user id'),
  // The id is written to disk; Nextcloud's have 64 characters at most.
  v.minLength(1),
  v.maxLength(255),
);

export const User = v.object({ id: UserId, displayname: name, 'display-name': name });

/** Nextcloud's version, from a text or from numbers; empty when neither is readable. */
const Version = v.pipe(
  record,
  v.transform(({ string, major, minor, micro }) => {
    if (typeof string === 'string') return { string: oneLine(string) };
    const numbers = [major, minor, micro].map(wholeNumber);
    return { string: numbers[0] == null ? '' : numbers.map((number) => number ?? 0).join('.') };
  }),
);

const Endpoints = v.fallback(v.optional(v.object({ websocket: text, pre_auth: text })), undefined);

const textsIn = (value: unknown): string[] => (listOf(value) ?? []).filter((one) => typeof one === 'string');

const Talk = v.pipe(
  record,
  v.transform((talk) => ({
    features: textsIn(talk.features),
    version: nameText(talk.version) ?? undefined,
    config: v.parse(TalkConfig, talk.config),
    attachments: attachmentsIn(recordOf(talk.config)?.attachments),
  })),
);

/** Where files for conversations go; null: this user may send none, or the server does not say. */
function attachmentsIn(value: unknown): { folder: string } | null {
  const record = recordOf(value);
  const folder = typeof record?.folder === 'string' ? record.folder : '/Talk';
  return record?.allowed === true ? { folder } : null;
}

const lowerTexts = (value: unknown): string[] => textsIn(value).map((one) => one.toLowerCase());

/** The names of files that the server refuses. Source: Nextcloud's capabilities; 29 and older have one list. */
const NameRules = v.pipe(
  record,
  v.transform((files) => ({
    names: [...lowerTexts(files.forbidden_filenames), ...lowerTexts(files.blacklisted_files)],
    basenames: lowerTexts(files.forbidden_filename_basenames),
    characters: textsIn(files.forbidden_filename_characters).filter((one) => one !== ''),
    extensions: lowerTexts(files.forbidden_filename_extensions).filter((one) => one !== ''),
  })),
);
const LONGEST_MESSAGE = 32_000;
const TalkConfig = v.fallback(
  v.object({ chat: v.object({ 'max-length': v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }) }),
  { chat: { 'max-length': LONGEST_MESSAGE } },
);

/** What a server supports. */
export interface Capabilities {
  /** Empty when it is unreadable. */
  version: { string: string };
  /** False: nothing was readable, so a missing capability proves nothing. */
  readable?: boolean;
  capabilities: {
    spreed?: v.InferOutput<typeof Talk> | undefined;
    /** Whether browser addresses work without /index.php. Sent only to a signed-in user. */
    core?: { 'mod-rewrite-working'?: boolean } | undefined;
    theming?: { color?: string | undefined };
    notify_push?: { endpoints?: v.InferOutput<typeof Endpoints> };
    /** The app that triggers push for messages is installed. */
    notifications?: boolean;
    /** What that app supports (`list`, `exists`, …). */
    notificationEndpoints?: string[];
    /** Users have a status, and can choose it. */
    userStatus?: boolean;
    /** The names of files that the server refuses. */
    fileNames?: v.InferOutput<typeof NameRules>;
  };
}

/**
 * Invalid values do not stop a sign-in: a missing capability is noticed where it is needed. Talk counts as installed
 * when its record is there, whatever that contains.
 */
export const Capabilities = v.pipe(
  v.object({ version: v.optional(v.unknown()), capabilities: v.optional(v.unknown()) }),
  v.transform(({ version, capabilities: apps }): Capabilities => {
    const capabilities = recordOf(apps) ?? {};
    return {
      version: v.parse(Version, version),
      readable: recordOf(apps) !== null,
      capabilities: {
        spreed: recordOf(capabilities.spreed) ? v.parse(Talk, capabilities.spreed) : undefined,
        core: { 'mod-rewrite-working': recordOf(capabilities.core)?.['mod-rewrite-working'] === true },
        theming: { color: plainText(recordOf(capabilities.theming)?.color) ?? undefined },
        notify_push: { endpoints: v.parse(Endpoints, recordOf(capabilities.notify_push)?.endpoints) },
        notifications: capabilities.notifications !== undefined,
        notificationEndpoints: textsIn(recordOf(capabilities.notifications)?.['ocs-endpoints']),
        userStatus: recordOf(capabilities.user_status)?.enabled === true,
        fileNames: v.parse(NameRules, capabilities.files),
      },
    };
  }),
);

export const Message = readBy<MessageType>((value) => readMessage(value)?.message ?? null, 'a message');
export const Room = readBy<RoomType>(readRoom, 'a conversation');

/** The conversations of a list; refused when there are some and none is readable. */
export const Rooms = v.pipe(
  readBy(listOf, 'a list of conversations'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const rooms = dataset.value.map(readRoom).filter((room) => room !== null);
    if (rooms.length > 0 || dataset.value.length === 0) return rooms;
    addIssue({ message: 'conversations' });
    return NEVER;
  }),
);

/** Messages in the order of the answer. */
export interface MessagesRead {
  messages: MessageType[];
  /** How many elements the answer had, readable or not. */
  given: number;
  /** Names of the fields that could not be read in any message. */
  odd: string[];
}

/**
 * Reads each message on its own. Refused when there are some and none is readable, because that does not mean "nothing
 * new".
 */
export const MessagesAnswer = readBy((value): MessagesRead | null => {
  const list = listOf(value);
  if (list === null) return null;
  const read = list.map(readMessage);
  const found = read.filter((one) => one !== null);
  if (found.length === 0 && list.length > 0) return null;
  const odd = new Set(found.flatMap((one) => one.odd));
  if (found.length < list.length) odd.add('id');
  return { messages: found.map(({ message }) => message), given: list.length, odd: [...odd] };
}, 'a list of messages');

/** The threads that the user follows. */
export const FollowedThreads = readBy(followedIn, 'a list of threads');

/** The notification level of a thread. */
export const ThreadSetting = readBy(levelIn, 'a level');

/** The server's list of notifications. */
export const Notices = readBy(noticesIn, 'a list of notifications');

/** Reads each id on its own. */
export const NoticeIds = readBy(
  (value) => listOf(value)?.flatMap((id) => readMessageId(id) ?? []) ?? null,
  'a list of ids',
);

/** Reads each reminder on its own. */
export const Reminders = readBy((value): { token: string; at: number }[] | null => {
  const list = listOf(value);
  if (list === null) return null;
  return list.flatMap((element) => {
    const record = recordOf(element);
    const at = wholeNumber(record?.reminderTimestamp);
    return isToken(record?.roomToken) && at !== null ? { token: record.roomToken, at } : [];
  });
}, 'a list of reminders');

/**
 * A conversation after a request for it or an action on it; if it is unreadable, the action has still been carried out.
 */
export const Changed = v.fallback(v.nullable(Room), null);

/** Source: user_status' OpenAPI 1.12. */
export const UserStatus = v.object({ status: v.string() });

/** A message that was just written; the server may leave it out (federated conversations). */
export const Sent = v.fallback(v.nullable(v.object({ id: readBy(readMessageId, 'an id') })), null);

/** The id of a notification that the user has sent to himself; null when the server does not tell it. */
export const TestNotification = v.fallback(v.nullable(v.object({ nid: readBy(readMessageId, 'an id') })), null);

/** A share that was just made; null when the server does not tell its id. */
export const Share = v.fallback(
  v.nullable(v.object({ id: v.pipe(readBy(plainText, 'an id'), v.regex(/^\d{1,20}$/)) })),
  null,
);

/** Who has reacted to a message, by emoji. Without reactions, PHP sends an empty list. */
export const Reactions = v.fallback(
  v.record(v.string(), v.fallback(v.array(v.object({ actorType: v.string(), actorId: v.string() })), [])),
  {},
);

/** For requests whose status is all that matters. */
export const Anything = v.unknown();

/** The OCS envelope around every answer under /ocs/. */
export const Envelope = v.object({
  ocs: v.object({
    meta: v.object({ statuscode: readBy(wholeNumber, 'a status code'), status: text }),
    data: v.unknown(),
  }),
});
export type Envelope = v.InferOutput<typeof Envelope>;
