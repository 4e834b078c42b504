/** The number of avatar colours in styles/avatar.css. */
export const AVATAR_COLOURS = 8;

/** Letters that cannot join need no segmenter, which takes a while to construct. */
const firstGrapheme = (text: string) => {
  if (/^[\w\u00c0-\u017f](?:[\w\u00c0-\u017f]|$)/.test(text)) return text.charAt(0);
  return firstGraphemes(text, 1);
};

/**
 * Returns one or two characters for a name, from its first and last word, without leading emoji and other signs.
 * Scripts without capitals get one character, because two of their letters could join into something else.
 */
export const initials = (name: string): string => {
  const words = name.split(/[\s\-–—_/.,:()[\]"„“”&+|]+/u).map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ''));
  const [first = '', ...rest] = words.filter((word) => word !== '').map(firstGrapheme);
  if (first === '') return firstGrapheme(name.trim()) || '?';
  const last = rest.at(-1) ?? '';
  const cased = /^[\p{Lu}\p{Ll}\p{N}]/u;
  return (cased.test(first) && cased.test(last) ? first + last : first).toLocaleUpperCase();
};

/** Returns the avatar colour of a token or id, always the same one: 0 to AVATAR_COLOURS - 1. */
export const avatarColour = (token: string): number => {
  let hash = 0;
  for (const character of token) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % AVATAR_COLOURS;
};

let segmenter: Intl.Segmenter | undefined;

const graphemes = (): Intl.Segmenter => {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter;
};

/** Returns the first characters as a person sees them: an emoji that joins several people is one character. */
export const firstGraphemes = (text: string, count: number): string => {
  if (text.length <= count) return text;
  let end = 0;
  let left = count;
  for (const { index, segment } of graphemes().segment(text)) {
    if (left === 0) break;
    left -= 1;
    end = index + segment.length;
  }
  return text.slice(0, end);
};

/** Returns where the character at this place begins, as a person sees characters. */
export const graphemeStart = (text: string, place: number): number =>
  graphemes().segment(text).containing(place)?.index ?? 0;
