/** Letters that do not come apart into a base letter and a mark. */
const WHOLE: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ı: 'i' };

/**
 * A text as people type it when they are in a hurry: without capitals, accents and umlaut dots.
 * Two texts that differ only in those fold to the same.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(/[ßøæœłđı]/g, (letter) => WHOLE[letter] ?? letter);

/** The same, but with umlauts written out as on a keyboard that has none: "Geräte" is "geraete". */
export const foldWrittenOut = (text: string): string =>
  fold(text.normalize('NFC').replace(/[äöü]/gi, (letter) => `${letter.normalize('NFD').charAt(0)}e`));
