/** Letters that do not decompose into a base letter and a mark. */
const WHOLE: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ı: 'i' };

/**
 * Folds a text to the form that people type in a hurry: without capitals, accents and umlaut dots. Two texts that
 * differ only in those fold to the same text.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(/[ßøæœłđı]/g, (letter) => WHOLE[letter] ?? letter);

/** Folds in the same way, but writes umlauts out as on a keyboard without them: "Geräte" becomes "geraete". */
export const foldWrittenOut = (text: string): string =>
  fold(text.normalize('NFC').replace(/[äöü]/gi, (letter) => `${letter.normalize('NFD').charAt(0)}e`));
