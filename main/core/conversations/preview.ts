import type { Say } from '../i18n/index.ts';
import type { Preview } from '../model/conversation.ts';
import { cleaned } from '../model/plain-text.ts';
import type { Message, MessageParameter, Room } from '../nextcloud/schemas.ts';
import { attachmentOf } from './attachment.ts';
import { authorOf, namedIn } from './author.ts';

/** A row and a notification show one or two lines; longer texts are cut before anything is done with them. */
const MAX_LENGTH = 600;

/** Attachments whose name alone does not tell what they are. */
const NAMED = { poll: 'poll', location: 'location', contact: 'contact', card: 'card' } as const;

/** Stand for placeholders while markdown is removed; no clean text has these private characters. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** How a message reads in one line: who wrote it, and plain text without markdown, placeholders or line breaks. */
export function previewOf(message: Message, self: Pick<Room, 'actorType' | 'actorId'>, say: Say): Preview {
  const title = message.thread?.title ?? '';
  const thread = title === '' ? {} : { thread: title };
  const words = { text: textOf(message, say), attachment: attachmentOf(message), ...thread };
  if (isSystem(message)) return { author: null, text: words.text, attachment: null };
  if (isOwn(message, self)) return { author: say('you'), ...words };
  const { name, mark } = authorOf(message, say);
  return { author: name, ...(mark !== null && { mark }), ...words };
}

/** Written by the user's own participant, on whatever device. Two that cannot be told are not the same. */
export const isOwn = (message: Message, self: Pick<Room, 'actorType' | 'actorId'>): boolean =>
  self.actorId !== '' && message.actorType === self.actorType && message.actorId === self.actorId;

/** "Somebody joined", "call started", reactions: facts about the conversation, not messages of a person. */
export const isSystem = (message: Message): boolean => message.messageType === 'system' || message.systemMessage !== '';

export const isDeleted = (message: Message): boolean => message.messageType === 'comment_deleted';

/** @all is a rich object of the type `call`; of groups and teams, the server's `unreadMention` says whether the user is in. */
const MANY = new Set(['call', 'user-group', 'group', 'circle', 'team']);

/** Is it the user? Not a person of another server who has the same id there. */
export const isSelf = (
  { type, id, server }: Pick<MessageParameter, 'type' | 'id' | 'server'>,
  { actorType, actorId }: Pick<Room, 'actorType' | 'actorId'>,
): boolean => type === 'user' && server === undefined && actorType === 'users' && String(id) === actorId;
/**
 * Does it quote this user? A post in a thread carries the thread's first message as if it did. Where it really quotes
 * that one, the server's own notification tells.
 */
const repliesTo = ({ parent, thread }: Message, { actorType, actorId }: Pick<Room, 'actorType' | 'actorId'>): boolean =>
  parent !== undefined &&
  parent.actorType === actorType &&
  parent.actorId === actorId &&
  (thread === undefined || parent.id !== thread.id);

/** Mentions the user directly, by @all, by a group or team, or replies to a message of theirs, as Talk counts it. */
export const isMentioned = (message: Message, self: Pick<Room, 'actorType' | 'actorId'>): boolean =>
  repliesTo(message, self) ||
  Object.entries(message.messageParameters).some(
    ([key, { type, id, server }]) =>
      key.startsWith('mention-') && (MANY.has(type ?? '') || isSelf({ type, id, server }, self)),
  );

function textOf(message: Message, say: Say): string {
  if (isSystem(message)) return plainText(message, say);
  if (isDeleted(message)) return say('messageDeleted');
  if (message.messageType === 'voice-message') return say('voiceMessage');
  const text = plainText(message, say) || '…';
  const kind = attachmentOf(message);
  // Only what is alone in its message is named: a caption speaks for itself.
  return kind !== null && kind in NAMED && /^\{\w+\}$/.test(message.message)
    ? say(NAMED[kind as keyof typeof NAMED], { name: text })
    : text;
}

function plainText(message: Message, say: Say): string {
  const keys: string[] = [];
  const marked = cleaned(message.message, MAX_LENGTH).replace(/\{([\w-]{1,80})\}/g, (whole, key: string) =>
    Object.hasOwn(message.messageParameters, key) ? `${OPEN}${keys.push(key) - 1}${CLOSE}` : whole,
  );
  const text = isSystem(message) ? marked : withoutMarkdown(marked);
  const filled = text.replace(/\uE000(\d+)\uE001/g, (_whole, index: string) =>
    nameOf(message, keys[Number(index)] ?? '', say),
  );
  // A few characters may stand for many long names.
  return cleaned(filled.replace(/\s+/g, ' '), MAX_LENGTH);
}

function nameOf(message: Message, key: string, say: Say): string {
  const parameter: MessageParameter = message.messageParameters[key] ?? {};
  const name = namedIn(parameter, say);
  return key.startsWith('mention-') ? `@${name}` : name;
}

/** Talk renders markdown; a single line shows the words only. Works line by line on at most 600 characters. */
function withoutMarkdown(text: string): string {
  return text
    .replace(/^\s*(?:```|~~~).*$/gm, '')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?)+/gm, '')
    .replace(/^\s*[-*+]\s+\[[ xX]\]\s+/gm, '')
    .replace(/^\s*[*+]\s+/gm, '')
    .replace(/!?\[([^\][]*)\]\([^()\s]*\)/g, '$1')
    .replace(/(\*\*|__|~~)(?=\S)([^*_~]*\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]*\S)\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_(?=\S)([^_]*\S)_(?![\w_])/g, '$1')
    .replace(/`+([^`]+)`+/g, '$1');
}
