import { graphemeStart } from './initials.ts';

/** A shorter name fits into a row at the usual size. In UTF-16 units, like all lengths here. */
const FITS = 24;
/** Names that differ within so many units can be told apart by their beginning. */
const BEGINNING = 12;
/** A number or an abbreviation says nothing without the word before it. */
const SAYS_LITTLE = /^(?:.{0,2}|\P{L}*)$/u;
/** A longer word before it would push the number itself out of the row. */
const LONGEST_BEFORE = 14;
/** The search for the beginning of a word goes back this far. */
const LONGEST_WORD = 24;

/** A conversation, as far as its name matters. */
type Named = { token: string; name: string };

/**
 * Returns the ends of those names that only their end tells apart, by token: "Nord 2" of "Bereitschaft Rettungsdienst
 * Nord 2" beside "… Nord 1". Such a name is cut in its middle, every other name at its end. An end begins with a word
 * where there is one, and never inside an emoji.
 */
export const nameEnds = (conversations: readonly Named[]): Map<string, string> => {
  const long = conversations.filter(({ name }) => name.length > FITS);
  const ends = new Map<string, string>();
  if (long.length < 2) return ends;
  // The name that shares the longest beginning with another one is its neighbour in this order.
  const sorted = long.map(({ token, name }) => ({ token, name })).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const [index, { token, name }] of sorted.entries()) {
    const shared = Math.max(
      sharedLength(name, sorted[index - 1]?.name ?? ''),
      sharedLength(name, sorted[index + 1]?.name ?? ''),
    );
    const end = name.slice(startOfEnd(name, shared));
    // A name may end with a space.
    if (shared >= BEGINNING && end !== '') ends.set(token, end);
  }
  return ends;
};

/** Two conversations of the same name cannot be told apart by any part of it. */
const sharedLength = (one: string, other: string): number => {
  if (one === other) return 0;
  let length = 0;
  while (length < one.length && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
};

const startOfEnd = (name: string, shared: number): number => {
  const start = startOfWord(name, Math.min(shared, name.length - 1));
  const [word = ''] = name.slice(start).split(' ', 1);
  if (name[start - 1] !== ' ' || !SAYS_LITTLE.test(word)) return start;
  const before = startOfWord(name, start - 2);
  const isWord = before === 0 || name[before - 1] === ' ';
  return isWord && start - before <= LONGEST_BEFORE ? before : start;
};

/** Returns where the word at this place begins, or where a long word can be cut. */
const startOfWord = (name: string, place: number): number => {
  const at = Math.max(place, 0);
  const start = name.lastIndexOf(' ', at) + 1;
  return start > 0 && at - start <= LONGEST_WORD ? start : graphemeStart(name, at);
};
