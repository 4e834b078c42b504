import { firstGraphemes } from './graphemes.ts';

/** How many avatar colours styles/avatar.css has. */
export const AVATAR_COLOURS = 8;

/** Two letters that surely do not join need no segmenter, which takes a while to make. */
const firstGrapheme = (text: string) => {
  if (/^[\w\u00c0-\u017f](?:[\w\u00c0-\u017f]|$)/.test(text)) return text.charAt(0);
  return firstGraphemes(text, 1);
};

/**
 * One or two characters that stand for a name: of its first and last word, emoji and other marks in front left out.
 * Scripts without capitals get one, because two of their letters would join into something that is no initial.
 */
export const initials = (name: string): string => {
  const words = name.split(/[\s\-–—_/.,:()[\]"„“”&+|]+/u).map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ''));
  const [first = '', ...rest] = words.filter((word) => word !== '').map(firstGrapheme);
  if (first === '') return firstGrapheme(name.trim()) || '?';
  const last = rest.at(-1) ?? '';
  const cased = /^[\p{Lu}\p{Ll}\p{N}]/u;
  return (cased.test(first) && cased.test(last) ? first + last : first).toLocaleUpperCase();
};

/** Which avatar colour something has, always the same for its token or id: 0 to AVATAR_COLOURS - 1. */
export const avatarColour = (token: string): number => {
  let hash = 0;
  for (const character of token) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % AVATAR_COLOURS;
};
