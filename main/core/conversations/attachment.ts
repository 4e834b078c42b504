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

function fileKind({ mimetype = '' }: MessageParameter): Attachment {
  if (/^text\/(x-)?vcard$/.test(mimetype)) return 'contact';
  const [family] = mimetype.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
}
