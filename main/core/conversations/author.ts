import { de } from '../i18n/de.ts';
import { en } from '../i18n/en.ts';
import type { Say, Words } from '../i18n/index.ts';
import { oneLine } from '../model/plain-text.ts';
import type { Message, MessageParameter } from '../nextcloud/schemas.ts';

/** The author of a message as the user sees it. */
export interface Author {
  name: string;
  /** "Gast", "Bot" or "extern": tells the author from a member of the server with the same name; null for members. */
  mark: string | null;
}

/** Only members of the server have no mark. Source: Talk's docs/constants.md, "Actor types". */
const MEMBER = 'users';
const MARKS: ReadonlyMap<string, keyof Words> = new Map([
  ['guests', 'markGuest'],
  ['emails', 'markGuest'],
  ['bots', 'markBot'],
]);
/** The mark of federated and bridged people, phones, and actor types that later versions of Talk add. */
const ELSEWHERE = 'markExternal';
/** Talk sends neither a name nor an id for a deleted account. */
const DELETED = 'deleted_users';
/** Only these types have ids that are names; the server generates the ids of all others. */
const NAMED_BY_ID: ReadonlySet<string> = new Set([MEMBER, 'federated_users']);
/** "Dr.", "Prof.", "Dipl.-Ing." */
const TITLE = /^(?:\p{L}{1,5}\.-?)+(?:\p{L}{1,5}\.)?$/u;
/** Talk puts this after the name of a bot, in every language. Source: spreed's MessageParser. */
const BOT_SUFFIX = /\s*\(bot\)$/i;

/** Returns the author of another person's message. */
export function authorOf({ actorType, actorId, actorDisplayName }: Message, say: Say): Author {
  if (actorType === DELETED) return { name: say('deletedAccount'), mark: null };
  const word = actorType === MEMBER ? null : (MARKS.get(actorType) ?? ELSEWHERE);
  const shown = oneLine(actorDisplayName);
  const ownName = word === 'markBot' ? shown.replace(BOT_SUFFIX, '') : shown;
  const id = NAMED_BY_ID.has(actorType) ? oneLine(actorId) : '';
  const name = honest(ownName) || honest(id) || (id && `@${id}`);
  if (name) return { name, mark: word && say(word) };
  // Avoids "Gast (Gast)".
  return { name: word === 'markBot' ? say('markBot') : say('guest'), mark: null };
}

/**
 * Returns the author's first name, for a row where room is scarce. Talk's own list shows the name up to the first space
 * (spreed's useConversationInfo); here a title ("Dr.") and a family name before a comma are skipped, too. The whole name
 * where its first word is no name, or poses as the user.
 */
export function shortNameOf(message: Message, say: Say): string {
  const { name } = authorOf(message, say);
  if (message.actorType === DELETED) return name;
  const words = name.split(' ').filter((word) => /\p{L}|\p{N}/u.test(word) && !TITLE.test(word));
  const [first = '', second = ''] = words;
  return honest(first.endsWith(',') ? second : first) || name;
}

/** Returns the name of a rich object in a text. People who are not members of the server are marked here, too. */
export function namedIn({ type, id, name, server }: MessageParameter, say: Say): string {
  const ownName = oneLine(name ?? '');
  const byId = oneLine(String(id ?? ''));
  if (type === 'guest' || type === 'email')
    return marked({ name: honest(ownName) || say('guest'), mark: say('markGuest') });
  if (type !== 'user') return name === undefined ? byId : ownName;
  return marked({ name: honest(ownName) || byId, mark: server === undefined ? null : say(ELSEWHERE) });
}

/** Author and mark in one text for notifications and screen readers: "Max (Gast)". */
export const marked = ({ name, mark }: Author): string =>
  mark === null || name.toLowerCase().endsWith(`(${mark.toLowerCase()})`) || name === mark ? name : `${name} (${mark})`;

/** "Du" and "You" mean the user, also in capitals or wide letters, with spaces or dots. */
const SELF: ReadonlySet<string> = new Set([de.you, en.you].map((word) => word.toLowerCase()));

/** Returns the name, or an empty string when another person poses as the user. */
const honest = (name: string): string =>
  SELF.has(
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  )
    ? ''
    : name;
