import { type MessageId, readMessageId } from '../model/message-id.ts';
import { Fields, nameText, plainText, recordOf, wholeNumber } from './fields.ts';
import { type Thread, threadOf } from './thread.ts';

/** The last moment that a Date can hold, in seconds. */
export const LATEST_S = 8_640_000_000_000;
/** More rich objects than any message has. */
const MOST_PARAMETERS = 200;

/** A rich object that replaces `{key}` in a message; its numbers arrive as strings. */
export interface MessageParameter {
  type?: string | undefined;
  id?: string | number | undefined;
  /** Cleaned. */
  name?: string | undefined;
  /** Only files have one. */
  mimetype?: string | undefined;
  /** Where a file lies among the user's own; absent when the user may not download it. */
  path?: string | undefined;
  /** The server of a person without an account on this server. */
  server?: string | undefined;
}

/** The part of a message that Talkmelder uses. */
export interface Message {
  id: MessageId;
  actorType: string;
  actorId: string;
  /** Cleaned. */
  actorDisplayName: string;
  /** Seconds since 1970, by the server's clock. */
  timestamp: number;
  /** Cleaned, with line breaks and with placeholders for rich objects. */
  message: string;
  messageParameters: Record<string, MessageParameter>;
  /** Non-empty for system messages ("user_added", "call_started", …). */
  systemMessage: string;
  /** `comment`, `system`, `comment_deleted`, `voice-message`, … */
  messageType: string;
  silent?: boolean | undefined;
  /** When the server deletes the message, seconds since 1970 by its clock; absent: never. */
  expires?: number | undefined;
  /** When the message was last edited, seconds since 1970 by the server's clock; absent: never. */
  edited?: number | undefined;
  /** The message that this one replies to; for a post in a thread without a quote, the thread's first message. */
  parent?: { id?: MessageId | undefined; actorType: string; actorId: string } | undefined;
  thread?: Thread | undefined;
  referenceId?: string | undefined;
}

export interface ReadMessage {
  message: Message;
  /** Names of the fields that could not be read. */
  odd: readonly string[];
}

/**
 * Reads a message with any content, as long as its id can be read. Foreign servers write the messages of federated
 * conversations.
 * @returns null when there is no readable id
 */
export function readMessage(value: unknown): ReadMessage | null {
  const record = recordOf(value);
  const id = readMessageId(record?.id);
  if (record === null || id === null || id <= 0) return null;
  const fields = new Fields<keyof Message>(record);
  const systemMessage = fields.text('systemMessage', '');
  const silent = record.silent === undefined ? undefined : fields.yes('silent', false);
  const expires = wholeNumber(record.expirationTimestamp) ?? 0;
  const edited = wholeNumber(record.lastEditTimestamp) ?? 0;
  const parent = parentOf(record.parent);
  const thread = threadOf(record);
  const referenceId = typeof record.referenceId === 'string' ? record.referenceId : undefined;
  const message: Message = {
    id,
    actorType: fields.text('actorType', ''),
    actorId: fields.text('actorId', ''),
    actorDisplayName: fields.name('actorDisplayName'),
    timestamp: fields.count('timestamp', LATEST_S, 0),
    message: fields.words('message'),
    messageParameters: parametersOf(fields),
    systemMessage,
    messageType: fields.text('messageType', systemMessage === '' ? 'comment' : 'system'),
    // Absent fields are left out, because most messages have none of them.
    ...(silent !== undefined && { silent }),
    ...(expires > 0 && { expires }),
    ...(edited > 0 && { edited }),
    ...(parent && { parent }),
    ...(thread && { thread }),
    ...(referenceId !== undefined && { referenceId }),
  };
  return { message, odd: fields.odd };
}

/**
 * PHP writes an empty map as `[]`. All invalid rich objects are noted under one name, because strangers choose their
 * keys.
 */
function parametersOf(fields: Fields<keyof Message>): Record<string, MessageParameter> {
  const value = fields.raw('messageParameters');
  const record = recordOf(value);
  const found: Record<string, MessageParameter> = {};
  let isOdd = record === null && !Array.isArray(value);
  for (const [key, raw] of Object.entries(record ?? {}).slice(0, MOST_PARAMETERS)) {
    const parameter = recordOf(raw);
    // Defined instead of assigned, because a stranger may call a key `__proto__`.
    if (parameter)
      Object.defineProperty(found, key, {
        value: parameterOf(parameter),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else isOdd = true;
  }
  if (isOdd) fields.odd.push('messageParameters');
  return found;
}

function parameterOf({
  type,
  id,
  name,
  mimetype,
  server,
  path,
  'hide-download': hidden,
}: Readonly<Record<string, unknown>>): MessageParameter {
  return {
    type: textOrNone(type),
    id: typeof id === 'number' ? id : textOrNone(id),
    name: nameOf(name),
    mimetype: textOrNone(mimetype),
    ...(typeof server === 'string' && server !== '' && { server }),
    ...(typeof path === 'string' && path !== '' && hidden !== 'yes' && { path }),
  };
}

/** A name without visible characters is no name. */
function nameOf(value: unknown): string | undefined {
  const name = typeof value === 'string' ? nameText(value) : null;
  return name === '' && value !== '' ? undefined : (name ?? undefined);
}

const textOrNone = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function parentOf(value: unknown): Message['parent'] {
  const record = recordOf(value);
  const actorType = plainText(record?.actorType);
  const actorId = plainText(record?.actorId);
  const id = readMessageId(record?.id) ?? undefined;
  return actorType === null || actorId === null ? undefined : { actorType, actorId, ...(id !== undefined && { id }) };
}
