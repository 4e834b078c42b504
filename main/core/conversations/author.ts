import { de } from '../i18n/de.ts';
import { en } from '../i18n/en.ts';
import type { Say, Words } from '../i18n/index.ts';
import { oneLine } from '../model/plain-text.ts';
import type { Message, MessageParameter } from '../nextcloud/schemas.ts';

/** Who wrote a message, as a person is shown it. */
export interface Author {
  name: string;
  /** "Gast", "Bot", "extern": what tells the author from a member of the server with the same name; null for members. */
  mark: string | null;
}

/** Members of the server are the only ones without a mark. Source: Talk's docs/constants.md, "Actor types". */
const MEMBER = 'users';
const MARKS: ReadonlyMap<string, keyof Words> = new Map([
  ['guests', 'markGuest'],
  ['emails', 'markGuest'],
  ['bots', 'markBot'],
]);
/** Federated and bridged people, phones, and what later versions of Talk add. */
const ELSEWHERE = 'markExternal';
/** Talk tells of an account that was deleted neither a name nor an id. */
const DELETED = 'deleted_users';
/** Their ids are names; those of others are made by the server, for itself. */
const NAMED_BY_ID: ReadonlySet<string> = new Set([MEMBER, 'federated_users']);
/** Talk writes what a bot is after its name, in whatever language. Source: spreed's MessageParser. */
const BOT_SUFFIX = /\s*\(bot\)$/i;

/** Who wrote a message of another person. */
export function authorOf({ actorType, actorId, actorDisplayName }: Message, say: Say): Author {
  if (actorType === DELETED) return { name: say('deletedAccount'), mark: null };
  const word = actorType === MEMBER ? null : (MARKS.get(actorType) ?? ELSEWHERE);
  const shown = oneLine(actorDisplayName);
  const told = word === 'markBot' ? shown.replace(BOT_SUFFIX, '') : shown;
  const id = NAMED_BY_ID.has(actorType) ? oneLine(actorId) : '';
  const name = honest(told) || honest(id) || (id && `@${id}`);
  if (name) return { name, mark: word && say(word) };
  // "Gast (Gast)" would say it twice.
  return { name: word === 'markBot' ? say('markBot') : say('guest'), mark: null };
}

/** A rich object in a text: what it is called; people who are no members are marked here, too. */
export function namedIn({ type, id, name, server }: MessageParameter, say: Say): string {
  const told = oneLine(name ?? '');
  const byId = oneLine(String(id ?? ''));
  if (type === 'guest' || type === 'email')
    return marked({ name: honest(told) || say('guest'), mark: say('markGuest') });
  if (type !== 'user') return name === undefined ? byId : told;
  return marked({ name: honest(told) || byId, mark: server === undefined ? null : say(ELSEWHERE) });
}

/** In one text, as notifications and screen readers have it: "Max (Gast)". */
export const marked = ({ name, mark }: Author): string =>
  mark === null || name.toLowerCase().endsWith(`(${mark.toLowerCase()})`) || name === mark ? name : `${name} (${mark})`;

/** "Du" and "You" are the user, however they are written: in capitals or wide letters, with spaces or dots. */
const SELF: ReadonlySet<string> = new Set([de.you, en.you].map((word) => word.toLowerCase()));

/** The name, or nothing where another person passes for the user. */
const honest = (name: string): string =>
  SELF.has(
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  )
    ? ''
    : name;
