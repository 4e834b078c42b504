const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BEGIN_OF_LIST = 0x5b;
const END_OF_LIST = 0x5d;
const BEGIN_OF_RECORD = 0x7b;
const END_OF_RECORD = 0x7d;
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const DATA = '"data":[';

/** An element of a list with its text. */
export interface ListElement<T> {
  text: string;
  /** The element of the last list with the same text; else undefined. */
  known: T | undefined;
}

export interface SplitList<T> {
  /** The text around the elements, with an empty list. */
  rest: string;
  elements: ListElement<T>[];
}

/**
 * Splits the list in `data` of an OCS answer without parsing it. Most of a list of conversations is unchanged, and
 * comparing texts is far cheaper than creating objects.
 * The result is not trustworthy: each element, and the rest, must still be parsed on its own. A text that cannot be
 * parsed in parts must be parsed as a whole.
 * @param expected the elements of the last list, in its order
 * @returns null when the text does not have that form
 */
export function splitList<T extends { text: string }>(text: string, expected: readonly T[]): SplitList<T> | null {
  const begin = text.indexOf(DATA) + DATA.length;
  if (begin < DATA.length) return null;
  const elements: ListElement<T>[] = [];
  let next = 0;
  let at = afterSpace(text, begin);
  let goesOn = text.charCodeAt(at) !== END_OF_LIST;
  while (goesOn) {
    // The element is unchanged, or the one before it has gone.
    const place = [next, next + 1].find((index) => isAt(text, at, expected[index]?.text));
    const known = place === undefined ? undefined : expected[place];
    const end = known === undefined ? endOfValue(text, at) : at + known.text.length;
    if (end === null || end === at) return null;
    elements.push({ text: text.slice(at, end), known });
    // A changed element is followed by the same one as before.
    next = (place ?? next) + 1;
    at = afterSpace(text, end);
    goesOn = text.charCodeAt(at) === COMMA;
    if (goesOn) at = afterSpace(text, at + 1);
    else if (text.charCodeAt(at) !== END_OF_LIST) return null;
  }
  return { rest: text.slice(0, begin) + text.slice(at), elements };
}

/** The text is a whole value, because a comma or the end of the list follows. */
function isAt(text: string, at: number, expected: string | undefined): boolean {
  if (expected === undefined) return false;
  const behind = text.charCodeAt(at + expected.length);
  // Engines compare two strings many characters at a time, but a string with a part of another character by character.
  return (behind === COMMA || behind === END_OF_LIST) && text.slice(at, at + expected.length) === expected;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (SPACE.has(text.charCodeAt(at))) at += 1;
  return at;
}

/** Returns where the value that begins at `from` ends; null: nowhere. */
function endOfValue(text: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (end === null) return null;
      at = end;
    } else if (code === BEGIN_OF_RECORD || code === BEGIN_OF_LIST) depth += 1;
    else if (code === END_OF_RECORD || code === END_OF_LIST) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === COMMA && depth === 0) return at;
  }
  return null;
}

/** Returns the index of the quote that ends the string beginning at `from`; null: there is none. */
function endOfString(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return null;
}
