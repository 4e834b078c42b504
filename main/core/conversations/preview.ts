import type { Say } from '../i18n/index.ts';
import type { Preview } from '../model/conversation.ts';
import { cleaned } from '../model/plain-text.ts';
import type { Message, MessageParameter, Room } from '../nextcloud/schemas.ts';
import { attachmentOf } from './attachment.ts';
import { authorOf, namedIn } from './author.ts';

/** A row and a notification show one or two lines, so a longer text is cut before it is processed. */
const MAX_LENGTH = 600;
/** The longest text that a quick reply shows; Talk accepts as much. */
const LONGEST_WHOLE = 32_000;

/** Attachments whose name alone does not say what they are. */
const NAMED = { poll: 'poll', location: 'location', contact: 'contact', card: 'card' } as const;

/** Private characters that stand for placeholders while markdown is removed; no cleaned text contains them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** Returns a message as one line: its author, and plain text without markdown, placeholders or line breaks. */
export function previewOf(message: Message, self: Pick<Room, 'actorType' | 'actorId'>, say: Say): Preview {
  const title = message.thread?.title ?? '';
  const thread = title === '' ? {} : { thread: title };
  const words = { text: textOf(message, say), attachment: attachmentOf(message), ...thread };
  if (isSystem(message)) return { author: null, text: words.text, attachment: null };
  if (isOwn(message, self)) return { author: say('you'), ...words };
  const { name, mark } = authorOf(message, say);
  return { author: name, ...(mark !== null && { mark }), ...words };
}

/** Returns a message's whole text with its line breaks, without markdown; undefined where the preview's text is all. */
export function wholeTextOf(message: Message, say: Say): string | undefined {
  if (isSystem(message) || isDeleted(message) || message.messageType === 'voice-message') return undefined;
  const text = filledIn(message, say, LONGEST_WHOLE, withoutMarkdownByLine);
  return text === plainText(message, say) ? undefined : text;
}

/** Whether the user wrote the message, on any device. Two participants without an id are not the same. */
export const isOwn = (message: Message, self: Pick<Room, 'actorType' | 'actorId'>): boolean =>
  self.actorId !== '' && message.actorType === self.actorType && message.actorId === self.actorId;

/**
 * System messages, such as "Max joined", "call started" or reactions, are facts about the conversation and not written
 * by a person.
 */
export const isSystem = (message: Message): boolean => message.messageType === 'system' || message.systemMessage !== '';

export const isDeleted = (message: Message): boolean => message.messageType === 'comment_deleted';

/**
 * Mentions of many people: @all is a rich object of the type `call`; for groups and teams, the server's `unreadMention`
 * says whether the user is a member.
 */
const MANY = new Set(['call', 'user-group', 'group', 'circle', 'team']);

/** Whether the mention names the user, and not a person with the same id on another server. */
export const isSelf = (
  { type, id, server }: Pick<MessageParameter, 'type' | 'id' | 'server'>,
  { actorType, actorId }: Pick<Room, 'actorType' | 'actorId'>,
): boolean => type === 'user' && server === undefined && actorType === 'users' && String(id) === actorId;
/**
 * Whether the message quotes one of the user's. A post in a thread carries the thread's first message as if it quoted
 * that; a real quote of that message is reported by the server's own notification.
 */
const repliesTo = ({ parent, thread }: Message, { actorType, actorId }: Pick<Room, 'actorType' | 'actorId'>): boolean =>
  parent !== undefined &&
  parent.actorType === actorType &&
  parent.actorId === actorId &&
  (thread === undefined || parent.id !== thread.id);

/**
 * Whether the message mentions the user directly, by @all, or by a group or team, or replies to one of the user's
 * messages, as Talk counts it.
 */
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
  // Only an attachment without a caption is named.
  return kind !== null && kind in NAMED && /^\{\w+\}$/.test(message.message)
    ? say(NAMED[kind as keyof typeof NAMED], { name: text })
    : text;
}

const plainText = (message: Message, say: Say): string =>
  // A few placeholders may stand for many long names.
  cleaned(filledIn(message, say, MAX_LENGTH, withoutMarkdown).replace(/\s+/g, ' '), MAX_LENGTH);

/** Returns the message's text without markdown, with names in place of placeholders. */
function filledIn(message: Message, say: Say, most: number, plain: (marked: string) => string): string {
  const keys: string[] = [];
  const marked = cleaned(message.message, most).replace(/\{([\w-]{1,80})\}/g, (whole, key: string) =>
    Object.hasOwn(message.messageParameters, key) ? `${OPEN}${keys.push(key) - 1}${CLOSE}` : whole,
  );
  const text = isSystem(message) ? marked : plain(marked);
  const filled = text.replace(/\uE000(\d+)\uE001/g, (_whole, index: string) =>
    nameOf(message, keys[Number(index)] ?? '', say),
  );
  return cleaned(filled, most);
}

function nameOf(message: Message, key: string, say: Say): string {
  const parameter: MessageParameter = message.messageParameters[key] ?? {};
  const name = namedIn(parameter, say);
  return key.startsWith('mention-') ? `@${name}` : name;
}

/** Does the same for a text of any length. A line that is too long for the patterns stays as it was written. */
const withoutMarkdownByLine = (text: string): string =>
  text
    .replace(/!?\[([^\][\n]{1,200})\]\(([^()\s]{1,600})\)/g, '$1 ($2)')
    .split('\n')
    .map((line) => (line.length <= MAX_LENGTH ? withoutMarkdown(line) : line))
    .join('\n');

/**
 * Removes the markdown that Talk would render as a look: emphasis, headings, fences, links. Signs that Talk renders as
 * something to read stay as they were written, because "> 30" and "+ 3" may be meant: those of quotes and lists. A box
 * to tick becomes a box. Works line by line on at most 600 characters.
 */
function withoutMarkdown(text: string): string {
  return text
    .replace(/^\s*(?:```|~~~)[\w+#.-]*\s*$/gm, '')
    .replace(/^(\s{0,3}(?:>\s?)*)#{1,6}\s+/gm, '$1')
    .replace(/^(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[( |[xX])\]\s+/gm, (_whole, sign: string, tick: string) =>
      tick === ' ' ? `${sign}☐ ` : `${sign}☑ `,
    )
    .replace(/!?\[([^\][]*)\]\([^()\s]*\)/g, '$1')
    .replace(/(\*\*|__|~~)(?=\S)([^*_~]*\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]*\S)\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_(?=\S)([^_]*\S)_(?![\w_])/g, '$1')
    .replace(/`+([^`]+)`+/g, '$1');
}
