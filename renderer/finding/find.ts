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

/** Letters that do not decompose into a base letter and a mark, and the sigma at the end of a word. */
const WHOLE: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };

/** Quotation marks, apostrophes, and what people type instead: accents without a letter, primes, modifier letters. */
const QUOTE = /[\p{Quotation_Mark}`´ʹ-ʿˈˊˋˮ՚׳״ߴߵ\u1FBD\u1FBF\u1FEF\u1FFD\u1FFE\u2032-\u2037Ꞌꞌ]/gu;
/** Dashes, minus signs, and lines that people draw instead. */
const DASH = /[\p{Dash}\u02D7\u2043\u2500\u2501\u2796]/gu;
/** Accents, soft hyphens, joiners, spaces of no width, and everything else without a look of its own. */
const UNSEEN = /[\p{Mn}\p{Me}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Every character that is more than a small letter, a number, a space or a plain mark. */
const FOLDABLE = /[^\0-!#-&(-_a-~]/gu;

/** The folded characters that were needed so far: looking one up is ten times as fast as folding it. */
const known = new Map<string, string>();

const foldCharacter = (character: string): string => {
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = character
    .replace(QUOTE, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(UNSEEN, '')
    .replace(QUOTE, '')
    .replace(DASH, '-')
    .replace(/[ßøæœłđıς]/g, (letter) => WHOLE[letter] ?? letter);
  known.set(character, folded);
  return folded;
};

/**
 * Folds a text to the form that people type in a hurry: without capitals, accents, umlaut dots, apostrophes and
 * quotation marks, and with one kind of dash. Two texts that differ only in those, and in what cannot be seen, fold to
 * the same text. Each character folds by itself, so a part of a text folds to a part of the folded text.
 */
export const fold = (text: string): string => text.toLowerCase().replace(FOLDABLE, foldCharacter);

const UMLAUT = /[äöü]/gi;

/** Folds in the same way, but writes umlauts out as on a keyboard without them: "Geräte" becomes "geraete". */
export const foldWrittenOut = (text: string): string =>
  fold(text.normalize('NFC').replace(UMLAUT, (letter) => `${letter.normalize('NFD').charAt(0)}e`));
