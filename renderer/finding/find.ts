import type { Conversation } from '../../main/core/model/conversation.ts';
import type { Settings } from '../../main/core/model/settings.ts';

export type Filter = Settings['filter'];

/** The filters, in the order in which they are shown. */
export const FILTERS = ['all', 'unread', 'mentions', 'favourites'] as const satisfies readonly Filter[];

/** The conversations that each filter shows. */
const passes: Record<Filter, (conversation: Conversation) => boolean> = {
  all: () => true,
  unread: ({ unread }) => unread > 0,
  mentions: ({ mentioned }) => mentioned,
  favourites: ({ favourite }) => favourite,
};

/** Counts the conversations that each filter shows. */
export const filterCounts = (conversations: Conversation[]): Record<Filter, number> => {
  const counts = { all: 0, unread: 0, mentions: 0, favourites: 0 };
  for (const conversation of conversations)
    for (const filter of FILTERS) if (passes[filter](conversation)) counts[filter] += 1;
  return counts;
};

/**
 * Returns the conversations that pass the filter and contain every word of the query in their name, or in the author or
 * text of their last message. Without filter and query it returns the list itself, so that nothing downstream
 * recomputes.
 * @param kept the token of the conversation with the open reply, which stays whatever the filter says: replying marks
 * it read
 */
export const find = (
  conversations: Conversation[],
  filter: Filter,
  query: string,
  kept: string | null = null,
): Conversation[] => {
  const words = query.split(/\s+/).filter((word) => word !== '');
  if (filter === 'all' && words.length === 0) return conversations;
  // A person may type ä, a or ae, whatever the name has, so each word is matched both ways.
  const wanted = words.map((word) => [fold(word), foldWrittenOut(word)] as const);
  return conversations.filter(
    (conversation) => (passes[filter](conversation) || conversation.token === kept) && holds(conversation, wanted),
  );
};

const holds = ({ name, preview }: Conversation, words: (readonly [string, string])[]): boolean => {
  if (words.length === 0) return true;
  const text = `${name}\n${preview?.author ?? ''}\n${preview?.thread ?? ''}\n${preview?.text ?? ''}`;
  const folded = fold(text);
  const writtenOut = foldWrittenOut(text);
  return words.every(([word, long]) => folded.includes(word) || writtenOut.includes(long));
};

/**
 * Returns the compact list: the first few conversations, and every one that the user must not miss.
 * @param kept the token of a conversation that stays in any case
 * @returns the list itself where nothing is left out
 */
export const compacted = (
  conversations: Conversation[],
  compact: Settings['compact'],
  kept: string | null,
): Conversation[] => {
  if (compact === 'all' || conversations.length <= compact) return conversations;
  const shown = conversations.filter(
    ({ token, unread, callRunning }, index) => index < compact || unread > 0 || callRunning || token === kept,
  );
  return shown.length === conversations.length ? conversations : shown;
};

/** Letters that do not decompose into a base letter and a mark. */
const WHOLE: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ı: 'i' };

/**
 * Folds a text to the form that people type in a hurry: without capitals, accents and umlaut dots. Two texts that
 * differ only in those fold to the same text.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(/[ßøæœłđı]/g, (letter) => WHOLE[letter] ?? letter);

/** Folds in the same way, but writes umlauts out as on a keyboard without them: "Geräte" becomes "geraete". */
export const foldWrittenOut = (text: string): string =>
  fold(text.normalize('NFC').replace(/[äöü]/gi, (letter) => `${letter.normalize('NFD').charAt(0)}e`));
