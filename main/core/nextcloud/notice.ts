import { type MessageId, readMessageId } from '../model/message-id.ts';
import { listOf, nameText, plainText, recordOf } from './fields.ts';
import { type Message, readMessage } from './message.ts';
import { isToken } from './room.ts';

/** More entries than any user looks at; the newest ones count. */
const MOST = 500;

/**
 * The part of an entry of the server's notifications that Talkmelder uses. `room` is left out, because the list of
 * conversations covers it.
 */
export type Notice =
  | { kind: 'message'; id: MessageId; token: string; message: Message }
  /** "Remind me later". The message is absent when the conversation is sensitive. */
  | { kind: 'reminder'; id: MessageId; token: string; message: Message | null }
  /** An invitation to a conversation on another server, which is listed only after the user has accepted. */
  | { kind: 'invitation'; id: MessageId; words: string }
  /** A call rings, or was missed. The list of conversations announces it; the entry goes when the user dismisses it. */
  | { kind: 'call'; id: MessageId; token: string }
  | { kind: 'other'; id: MessageId };

/** Maps the rich object's type to the author's actor type. Source: spreed's Notification/Notifier. */
const ACTORS: Readonly<Record<string, string>> = { user: 'users', guest: 'guests', email: 'emails', highlight: 'bots' };

/**
 * Reads the list element by element, because other apps write most of it.
 * @returns null when the value is not a list
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
  // A token, the message's id and, in threads, the thread's id; for sensitive conversations only the token.
  const [token, messageId, threadId] = (plainText(record.object_id) ?? '').split('/');
  if (!isToken(token)) return other;
  if (record.object_type === 'call') return { kind: 'call', id, token };
  const message = readMessageId(messageId) === null ? null : messageIn(record, messageId, threadId);
  if (record.object_type === 'reminder') return { kind: 'reminder', id, token, message };
  const isReaction = recordOf(record.subjectRichParameters)?.reaction !== undefined;
  if (record.object_type !== 'chat' || message === null || isReaction) return other;
  return { kind: 'message', id, token, message };
}

/** Returns the message in the form of the chat API, without the message that it replies to. */
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
