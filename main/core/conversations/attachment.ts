import type { Attachment } from '../model/conversation.ts';
import type { Message, MessageParameter } from '../nextcloud/schemas.ts';

/**
 * Returns the kind of a message's attachment; null: the message is text only. Source: Talk's rich objects, as recorded.
 */
export function attachmentOf({ messageType, messageParameters }: Message): Attachment | null {
  if (messageType === 'comment_deleted') return null;
  if (messageType === 'voice-message') return 'voice';
  const { file, object } = messageParameters;
  if (file) return fileKind(file);
  if (!object) return null;
  if (object.type === 'talk-poll') return 'poll';
  if (object.type === 'geo-location') return 'location';
  return object.type === 'deck-card' ? 'card' : null;
}

/** A message's file, as far as the server tells. */
export interface MessageFile {
  /** The file's number on the server. */
  id: string;
  /** Cleaned. */
  name: string;
  /** Where it lies among the user's own files; empty: it cannot be downloaded. */
  path: string;
  mimetype: string;
}

/** Returns the file of a message; null: it has none. */
export function fileOf({ messageType, messageParameters }: Message): MessageFile | null {
  const { file } = messageParameters;
  const id = String(file?.id ?? '');
  if (messageType === 'comment_deleted' || file?.type !== 'file' || !/^\d{1,20}$/.test(id)) return null;
  return { id, name: file.name ?? '', path: file.path ?? '', mimetype: file.mimetype ?? '' };
}

function fileKind({ mimetype = '' }: MessageParameter): Attachment {
  if (/^text\/(x-)?vcard$/.test(mimetype)) return 'contact';
  const [family] = mimetype.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
}
