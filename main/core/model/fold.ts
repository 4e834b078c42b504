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
