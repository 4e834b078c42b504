import { type MessageId, readMessageId } from '../model/message-id.ts';
import { listOf, nameText, plainText, recordOf } from './fields.ts';
import { type Message, readMessage } from './message.ts';
import { isToken } from './room.ts';

/** More than any list has that a person ever looks at; those that came last count. */
const MOST = 500;

/**
 * An entry of the server's own list of notifications, as far as Talkmelder uses it. `room` and `call` are left to the
 * list of conversations, which tells of both.
 */
export type Notice =
  | { kind: 'message'; id: MessageId; token: string; message: Message }
  /** "Remind me later". The message is absent where the conversation is sensitive. */
  | { kind: 'reminder'; id: MessageId; token: string; message: Message | null }
  /** To a conversation on another server: none is listed before the user accepts. */
  | { kind: 'invitation'; id: MessageId; words: string }
  | { kind: 'other'; id: MessageId };

/** Who wrote it, by the rich object's type. Source: spreed's Notification/Notifier. */
const ACTORS: Readonly<Record<string, string>> = { user: 'users', guest: 'guests', email: 'emails', highlight: 'bots' };

/**
 * Reads the list element by element: other apps write most of it.
 * @returns null for what is no list
 */
export function noticesIn(value: unknown): Notice[] | null {
  const list = listOf(value);
  return list === null ? null : list.slice(0, MOST).flatMap((element) => readNotice(element) ?? []);
}

function readNotice(value: unknown): Notice | null {
  const record = recordOf(value);
  const id = readMessageId(record?.notification_id);
  if (record === null || id === null) return null;
  const other: Notice = { kind: 'other', id };
  if (record.app !== 'spreed') return other;
  if (record.object_type === 'remote_talk_share')
    return { kind: 'invitation', id, words: nameText(record.subject) ?? '' };
  // A token and a message's id, and in threads the thread's; of sensitive conversations the token alone.
  const [token, messageId, threadId] = (plainText(record.object_id) ?? '').split('/');
  if (!isToken(token)) return other;
  const message = readMessageId(messageId) === null ? null : messageIn(record, messageId, threadId);
  if (record.object_type === 'reminder') return { kind: 'reminder', id, token, message };
  const isReaction = recordOf(record.subjectRichParameters)?.reaction !== undefined;
  if (record.object_type !== 'chat' || message === null || isReaction) return other;
  return { kind: 'message', id, token, message };
}

/** The message as the chat would tell it, without what it replies to. */
function messageIn(
  record: Readonly<Record<string, unknown>>,
  id: string | undefined,
  threadId: string | undefined,
): Message | null {
  const parameters = recordOf(record.subjectRichParameters);
  const author = recordOf(parameters?.user) ?? recordOf(parameters?.guest);
  const at = Date.parse(plainText(record.datetime) ?? '');
  const rich = plainText(record.messageRich) ?? '';
  const read = readMessage({
    id,
    actorType: ACTORS[plainText(author?.type) ?? ''] ?? 'guests',
    actorId: author?.id ?? '',
    actorDisplayName: author?.name ?? '',
    timestamp: Number.isNaN(at) ? 0 : Math.trunc(at / 1_000),
    message: rich === '' ? record.message : rich,
    messageParameters: rich === '' ? [] : record.messageRichParameters,
    systemMessage: '',
    messageType: 'comment',
    ...(threadId !== undefined && { isThread: true, threadId }),
  });
  return read?.message ?? null;
}
