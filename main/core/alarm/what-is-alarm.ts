import { isDeleted, isOwn, isSystem } from '../conversations/preview.ts';
import type { AlarmRule } from '../model/alarm.ts';
import { fold, foldWrittenOut } from '../model/fold.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';

/** Authors from outside the server; they raise an alarm only when they are listed. Source: Talk's "Actor types". */
const OUTSIDERS: ReadonlySet<string> = new Set(['guests', 'emails', 'federated_users']);
/** Talk sends no id for a deleted account. */
const DELETED = 'deleted_users';
/** An entry without a type names a user, a bot or a federated user. */
const NAMED_WITHOUT_TYPE: ReadonlySet<string> = new Set(['users', 'bots', 'federated_users']);

/**
 * Whether a message of an alarm conversation is an alarm. The user's own, system, silent and deleted messages never are.
 * In doubt it is one: a field that could not be read never narrows.
 * @param self the conversation, which says who the user is there
 */
export function isAlarm(message: Message, rule: AlarmRule, self: Pick<Room, 'actorType' | 'actorId'>): boolean {
  if (isOwn(message, self) || isSystem(message) || isDeleted(message) || message.silent === true) return false;
  return isFromSender(message, rule.senders) && hasKeyword(message, rule.keywords);
}

function isFromSender({ actorType, actorId }: Message, senders: readonly string[]): boolean {
  if (actorType === '') return true;
  const isListed = senders.some((sender) => isNamedBy(sender, actorType, actorId));
  if (OUTSIDERS.has(actorType)) return isListed;
  return senders.length === 0 || (actorId === '' && actorType !== DELETED) || isListed;
}

function isNamedBy(sender: string, actorType: string, actorId: string): boolean {
  const wanted = plainSender(sender);
  const id = plainSender(actorId);
  if (id === '') return false;
  return wanted === `${actorType}/${id}` || (NAMED_WITHOUT_TYPE.has(actorType) && wanted === id);
}

/** Ids of one server never differ in capitals only, and a federated id may name its server with or without a scheme. */
const plainSender = (sender: string): string =>
  sender
    .trim()
    .toLowerCase()
    .replace(/@https?:\/\//, '@')
    .replace(/\/+$/, '');

/** An empty text could not be read, because Talk accepts no empty message. */
function hasKeyword(message: Message, keywords: readonly string[]): boolean {
  if (keywords.length === 0 || message.message === '') return true;
  const text = filledIn(message);
  const words = wordsOf(text);
  return keywords.some((keyword) => {
    const phrase = wordsOf(keyword);
    // A keyword of signs only, such as an emoji, is looked for as it is.
    return phrase.length === 0 ? fold(text).includes(fold(keyword).trim()) : hasPhrase(words, phrase);
  });
}

/** Returns the text with the names of its rich objects, such as mentioned people and files. */
const filledIn = ({ message, messageParameters }: Message): string =>
  message.replace(/\{([\w-]{1,80})\}/g, (whole, key: string) =>
    Object.hasOwn(messageParameters, key) ? (messageParameters[key]?.name ?? '') : whole,
  );

/** A run of letters or of digits, folded in both ways. People write "B 3", "B3" and "B-3" for the same. */
interface Part {
  folded: string;
  writtenOut: string;
  /** A word begins, or ends, with this part. */
  begins: boolean;
  ends: boolean;
}

/** Returns the parts of all words: signs, spaces and emoji only separate. */
function wordsOf(text: string): Part[] {
  // Composed, so that an umlaut is one letter. Letters that the eye does not see are removed by folding.
  const words = text.normalize('NFC').match(/[\p{L}\p{N}\p{M}\p{Cf}]+/gu) ?? [];
  return words.flatMap((word) => {
    const parts = fold(word).match(/\p{N}+|[^\p{N}]+/gu) ?? [];
    const writtenOut = foldWrittenOut(word).match(/\p{N}+|[^\p{N}]+/gu) ?? [];
    return parts.map((folded, at) => ({
      folded,
      writtenOut: writtenOut[at] ?? folded,
      begins: at === 0,
      ends: at === parts.length - 1,
    }));
  });
}

/** Whether the text contains the phrase as whole words. */
const hasPhrase = (text: readonly Part[], phrase: readonly Part[]): boolean =>
  text.some(
    ({ begins }, start) =>
      begins &&
      text[start + phrase.length - 1]?.ends === true &&
      phrase.every((part, at) => isSame(part, text[start + at])),
  );

/** A person may write ä, a or ae, whatever the keyword has. */
const isSame = (one: Part, other: Part | undefined): boolean =>
  one.folded === other?.folded || one.writtenOut === other?.writtenOut;
