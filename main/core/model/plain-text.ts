/** Nextcloud allows 255 characters for names; a longer one is cut. UTF-16 units, as all lengths here. */
const LONGEST_NAME = 300;
/** A text is cleaned at most this many times as long as it may be: what is invisible counts until it is taken out. */
const SLACK = 8;

/** Nothing in these texts needs to be looked at: most of them consist of Latin letters and common marks only. */
const HARMLESS = /^[\n -~¡-¬®-ʯ–—‘’‚“”„…€]*$/;

/** One emoji without what joins or varies it is another one: the characters that do so are kept inside of emoji only. */
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\uFE0E\uFE0F])?`;
/** No emoji joins more pictographs. */
const MOST_JOINED = 10;
const EMOJI = String.raw`\p{RGI_Emoji_Tag_Sequence}|[#*\d]\uFE0F\u20E3|${PICTOGRAPH}(?:\u200D${PICTOGRAPH}){0,${MOST_JOINED - 1}}`;
/** White space, and what looks like it: a Braille cell without dots, a note without a head, hieroglyphic blanks. */
const BLANK = String.raw`[[\s\u2800\u{13441}\u{13442}\u{1D159}]--\uFEFF]`;
/**
 * What has no look of its own: Unicode's default-ignorable characters (fillers, joiners, marks of direction, tags),
 * other format characters but signs that stand before Arabic numbers, control characters, private ones, and what is no
 * character at all.
 */
const INVISIBLE = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}[\p{Cf}--[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]]]`;

const LOOKED_AT = new RegExp(`(${EMOJI})|(${BLANK})|${INVISIBLE}`, 'gv');
const ANY_INVISIBLE = new RegExp(INVISIBLE, 'v');
/** Most texts have nothing of all this: looking is three times as fast as replacing. */
const ANYTHING = new RegExp(String.raw`${INVISIBLE}|[${BLANK}--[ \n]]|\p{M}`, 'v');
const LINE_BREAK = /[\n\u2028\u2029]/;
/** Sentences in these scripts need marks of direction and the non-joiner. Names do not, and two could differ by them alone. */
const RIGHT_TO_LEFT =
  /[\p{L}&&[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]]/v;
const THEIR_MARKS = /[\u061C\u200C\u200E\u200F]/;
/** No language stacks more marks on one letter; without a letter before them, they would stand on what is before the text. */
const STACKED = /(?<=^|\s)\p{M}+|(\p{M}{6})\p{M}+/gv;

/**
 * THE way of every text that was written elsewhere: names, messages, versions, what a server says of itself. It is taken
 * where an answer is read, so that nothing else of a stranger's gets into the app. What is invisible, what turns the
 * reading direction and what XML cannot hold is taken out; line breaks stay, other white space becomes spaces. Empty
 * when nothing visible is left. Cleaning a clean text again changes nothing.
 * @param most the longest result; a longer one is cut, never inside of a character that a person sees
 */
export const cleaned = (text: string, most: number): string => begin(visible(text, most, true), most);

/** The same for a name: in one line, without more than one space at a place. */
export const oneLine = (text: string, most = LONGEST_NAME): string =>
  begin(visible(text, most, false).replace(/\s+/g, ' '), most).trimEnd();

/** Does the text hold anything that nobody can see? */
export const hasInvisible = (text: string): boolean => ANY_INVISIBLE.test(text);

/** @param most the longest text that is wanted of it */
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

/** As many whole characters, as a person sees them, as fit into so many UTF-16 units. */
function begin(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  // The two units behind tell whether the last character is whole.
  for (const { index, segment } of graphemes.segment(text.slice(0, most + 2))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** At most so many UTF-16 units of a clean text, with an ellipsis for what is left out, never inside of an emoji. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${begin(text, most - 1).trimEnd()}…`;
