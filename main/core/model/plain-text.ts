/** Nextcloud allows 255 characters for names; whoever sends more wants to make trouble. */
const LONGEST_NAME = 300;

/**
 * Takes out what must not reach a screen: control characters (line breaks stay), private-use markers, and the marks
 * that turn the reading direction around (a name could otherwise disguise itself).
 */
export const withoutDisguise = (text: string): string =>
  text.replace(/[\p{Cc}\uE000\uE001\u202A-\u202E\u2066-\u2069\u200E\u200F]/gu, (character) =>
    character === '\n' ? '\n' : /\s/.test(character) ? ' ' : '',
  );

/** A name from outside as one line of honest length. */
export const oneLine = (text: string): string =>
  withoutDisguise(text.slice(0, LONGEST_NAME)).replace(/\s+/g, ' ').trim();
