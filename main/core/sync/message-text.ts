import type { Say } from '../i18n/index.ts';
import type { Preview } from '../model/conversation.ts';
import { oneLine, withoutDisguise } from '../model/plain-text.ts';
import type { Message, MessageParameter, Room } from '../nextcloud/schemas.ts';
import { attachmentOf } from './attachment.ts';

/** A row and a notification show one or two lines; longer texts are cut before anything is done with them. */
const MAX_LENGTH = 600;

/** Attachments whose name alone does not tell what they are. */
const NAMED = { poll: 'poll', location: 'location', contact: 'contact', card: 'card' } as const;

/** Stand for placeholders while markdown is removed; `withoutDisguise` takes them out of the text beforehand. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** How a message reads in one line: who wrote it, and plain text without markdown, placeholders or line breaks. */
export function previewOf(message: Message, self: Pick<Room, 'actorType' | 'actorId'>, say: Say): Preview {
  if (isSystem(message)) return { author: null, text: plainText(message), attachment: null };
  const own = isOwn(message, self);
  const author = own ? say('you') : authorOf(message, say);
  const thread = oneLine(message.thread?.title ?? '');
  return { author, text: textOf(message, say), attachment: attachmentOf(message), ...(thread !== '' && { thread }) };
}

/** Accounts that are gone may have no name left; users then have their id, which is no secret. */
const authorOf = ({ actorType, actorId, actorDisplayName }: Message, say: Say): string =>
  oneLine(actorDisplayName) || (actorType === 'users' && oneLine(actorId)) || say('guest');

/** Written by the user's own participant, on whatever device. Two that cannot be told are not the same. */
export const isOwn = (message: Message, self: Pick<Room, 'actorType' | 'actorId'>): boolean =>
  self.actorId !== '' && message.actorType === self.actorType && message.actorId === self.actorId;

/** "Somebody joined", "call started", reactions: facts about the conversation, not messages of a person. */
export const isSystem = (message: Message): boolean => message.messageType === 'system' || message.systemMessage !== '';

export const isDeleted = (message: Message): boolean => message.messageType === 'comment_deleted';

/** @all is a rich object of the type `call`; of groups and teams, the server's `unreadMention` says whether the user is in. */
const MANY = new Set(['call', 'user-group', 'group', 'circle', 'team']);

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
    ([key, { type, id }]) =>
      key.startsWith('mention-') &&
      (MANY.has(type ?? '') || (type === 'user' && self.actorType === 'users' && String(id) === self.actorId)),
  );

function textOf(message: Message, say: Say): string {
  if (isDeleted(message)) return say('messageDeleted');
  if (message.messageType === 'voice-message') return say('voiceMessage');
  const text = plainText(message) || '…';
  const kind = attachmentOf(message);
  // Only what is alone in its message is named: a caption speaks for itself.
  return kind !== null && kind in NAMED && /^\{\w+\}$/.test(message.message)
    ? say(NAMED[kind as keyof typeof NAMED], { name: text })
    : text;
}

function plainText(message: Message): string {
  const keys: string[] = [];
  const marked = withoutDisguise(message.message.slice(0, MAX_LENGTH)).replace(
    /\{([\w-]{1,80})\}/g,
    (whole, key: string) =>
      Object.hasOwn(message.messageParameters, key) ? `${OPEN}${keys.push(key) - 1}${CLOSE}` : whole,
  );
  const text = isSystem(message) ? marked : withoutMarkdown(marked);
  return text
    .replace(/\uE000(\d+)\uE001/g, (_whole, index: string) => nameOf(message, keys[Number(index)] ?? ''))
    .replace(/\s+/g, ' ')
    .trim();
}

function nameOf(message: Message, key: string): string {
  const parameter: MessageParameter | undefined = message.messageParameters[key];
  const name = oneLine(parameter?.name ?? String(parameter?.id ?? ''));
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
