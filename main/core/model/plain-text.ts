/** Nextcloud allows names of 255 characters; a longer name is cut. In UTF-16 units, like all lengths here. */
const LONGEST_NAME = 300;
/** At most this many times the wanted length is cleaned, because invisible characters are removed only then. */
const SLACK = 8;

/** A text of only these characters needs no cleaning; most texts are just Latin letters and common marks. */
const HARMLESS = /^[\n -~¡-¬®-ʯ–—‘’‚“”„…€]*$/;

/** Characters that join or vary pictographs form other emoji, so they are kept inside emoji only. */
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\uFE0E\uFE0F])?`;
/** No emoji joins more pictographs. */
const MOST_JOINED = 10;
const EMOJI = String.raw`\p{RGI_Emoji_Tag_Sequence}|[#*\d]\uFE0F\u20E3|${PICTOGRAPH}(?:\u200D${PICTOGRAPH}){0,${MOST_JOINED - 1}}`;
/**
 * White space and characters that look like it: a Braille cell without dots, a note without a head, hieroglyphic
 * blanks.
 */
const BLANK = String.raw`[[\s\u2800\u{13441}\u{13442}\u{1D159}]--\uFEFF]`;
/**
 * Characters without a look of their own: Unicode's default-ignorable characters (fillers, joiners, direction marks,
 * tags), other format characters except signs before Arabic numbers, control and private characters, and noncharacters.
 */
const INVISIBLE = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}[\p{Cf}--[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]]]`;

const LOOKED_AT = new RegExp(`(${EMOJI})|(${BLANK})|${INVISIBLE}`, 'gv');
const ANY_INVISIBLE = new RegExp(INVISIBLE, 'v');
/** Most texts contain none of these, and testing is three times as fast as replacing. */
const ANYTHING = new RegExp(String.raw`${INVISIBLE}|[${BLANK}--[ \n]]|\p{M}`, 'v');
const LINE_BREAK = /[\n\u2028\u2029]/;
/**
 * Sentences in these scripts need direction marks and the non-joiner. Names do not, and two names could differ only by
 * them.
 */
const RIGHT_TO_LEFT =
  /[\p{L}&&[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]]/v;
const THEIR_MARKS = /[\u061C\u200C\u200E\u200F]/;
/** No language stacks more marks on one letter; marks without a letter before them would stack on the text in front. */
const STACKED = /(?<=^|\s)\p{M}+|(\p{M}{6})\p{M}+/gv;

/**
 * Cleans every text that comes from outside: names, messages, versions, the server's own texts. It is applied where an
 * answer is parsed, so that no raw text of strangers enters the app. It removes invisible characters, characters that
 * turn the reading direction, and those that XML cannot hold; line breaks stay, other white space becomes spaces. The
 * result is empty when nothing visible is left. Cleaning a clean text changes nothing.
 * @param most the longest result; a longer one is cut, never inside a character that the user sees
 */
export const cleaned = (text: string, most: number): string => begin(visible(text, most, true), most);

/** Cleans a name: one line without repeated spaces. */
export const oneLine = (text: string, most = LONGEST_NAME): string =>
  begin(visible(text, most, false).replace(/\s+/g, ' '), most).trimEnd();

/** Whether the text contains invisible characters. */
export const hasInvisible = (text: string): boolean => ANY_INVISIBLE.test(text);

/** @param most the longest text that the caller wants */
function visible(text: string, most: number, isSentence: boolean): string {
  if (HARMLESS.test(text)) return text.trim();
  const read = text.length > most * SLACK ? text.slice(0, most * SLACK) : text;
  if (!ANYTHING.test(read)) return read.normalize('NFC').trim();
  const keepsMarks = isSentence && RIGHT_TO_LEFT.test(read);
  const replaced = (whole: string, emoji?: string, blank?: string): string => {
    if (emoji !== undefined || (keepsMarks && THEIR_MARKS.test(whole))) return whole;
    if (blank === undefined) return '';
    return LINE_BREAK.test(whole) ? '\n' : ' ';
  };
  return read.replace(LOOKED_AT, replaced).replace(STACKED, '$1').normalize('NFC').trim();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Returns as many whole characters, as the user sees them, as fit into this many UTF-16 units. */
function begin(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  // Two more units show whether the last character is whole.
  for (const { index, segment } of graphemes.segment(text.slice(0, most + 2))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Returns as many whole characters, as the user sees them, as fit into this many bytes of UTF-8. */
export function beginningOf(text: string, bytes: number): string {
  let end = 0;
  let used = 0;
  // Each unit has a byte at least.
  for (const { index, segment } of graphemes.segment(text.slice(0, Math.max(0, bytes + 1)))) {
    used += bytesOf(segment);
    if (used > bytes) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** Shortens a clean text to this many UTF-16 units, with an ellipsis for the rest, never inside an emoji. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${begin(text, most - 1).trimEnd()}…`;

/**
 * Shortens a clean text to about this many UTF-16 units by leaving out its middle, because names of a series differ at
 * their end: "Bereitschaft Rettungsd… Nord 2". Never inside an emoji.
 */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = ending(text, Math.floor(most / 3));
  return `${begin(text, most - 1 - tail.length).trimEnd()}…${tail}`;
}

/** Returns as many whole characters from the end of a text as fit into this many UTF-16 units. */
function ending(text: string, most: number): string {
  let start = text.length;
  for (const { index } of [...graphemes.segment(text)].reverse()) {
    if (text.length - index > most) break;
    start = index;
  }
  return text.slice(start);
}
