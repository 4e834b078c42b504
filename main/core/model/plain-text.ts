/** Nextcloud allows 255 characters for names; whoever sends more wants to make trouble. */
const LONGEST_NAME = 300;

/**
 * Takes out what must not reach a screen: control characters (line breaks stay), private-use markers, and what turns the
 * reading direction around for a whole stretch of text (overrides, embeddings, isolates).
 */
export const withoutDisguise = (text: string): string =>
  text.replace(/[\p{Cc}\uE000\uE001\u202A-\u202E\u2066-\u2069]/gu, (character) =>
    character === '\n' ? '\n' : /\s/.test(character) ? ' ' : '',
  );

/** Invisible and without width: two names could differ by them alone. Sentences in Hebrew and Arabic need them. */
const DIRECTION_MARKS = /[\u061C\u200E\u200F]/g;

/** A name from outside as one line of honest length. */
export const oneLine = (text: string): string =>
  withoutDisguise(text.slice(0, LONGEST_NAME)).replace(DIRECTION_MARKS, '').replace(/\s+/g, ' ').trim();
