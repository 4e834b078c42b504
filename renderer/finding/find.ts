import type { Conversation } from '../../main/core/model/conversation.ts';
import { fold, foldWrittenOut } from '../../main/core/model/fold.ts';
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
 * Returns the conversations that pass the filter and contain every word of the query in their name, or in the author,
 * thread or text of their last message. Without filter and query it returns the list itself, so that nothing downstream
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
  const words = wordsOf(fold(query));
  // A query of nothing but apostrophes or invisible characters asks for nothing.
  if (filter === 'all' && words.length === 0) return conversations;
  // A person may type ä, a or ae, whatever the name has, so each word is looked for both ways.
  const writtenOut = wordsOf(foldWrittenOut(query));
  const wanted = words.map((word, at) => [patternOf(word), patternOf(writtenOut[at] ?? word)] as const);
  return conversations.filter(
    (conversation) => (passes[filter](conversation) || conversation.token === kept) && holds(conversation, wanted),
  );
};

const wordsOf = (folded: string): string[] => folded.split(/\s+/).filter((word) => word !== '');

/** Beside a mark, and between a letter and a number, people write a space or leave it out: "1. Zug", "HLF 20". */
const LOOSE_PLACE = /(?<=[\p{P}\p{S}])|(?=[\p{P}\p{S}])|(?<=\p{N})(?=\p{L})|(?<=\p{L})(?=\p{N})/u;

const patternOf = (word: string): RegExp => {
  const parts = word.split(LOOSE_PLACE).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(parts.join('\\s*'), 'u');
};

/** Is neither a space nor a mark of a text, so that nothing matches across it. */
const BETWEEN = '\0';

const holds = ({ name, preview }: Conversation, wanted: (readonly [RegExp, RegExp])[]): boolean => {
  if (wanted.length === 0) return true;
  const text = [name, preview?.author, preview?.thread, preview?.text].join(BETWEEN);
  const folded = fold(text);
  const writtenOut = foldWrittenOut(text);
  return wanted.every(([word, long]) => word.test(folded) || long.test(writtenOut));
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
