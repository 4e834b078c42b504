/** A part of a sentence. `isName`: it comes from outside, as names and addresses do. */
export interface SentencePart {
  text: string;
  isName: boolean;
}

/** Returns the sentence in parts, so that the names in it can be shown as names. The parts make up the sentence. */
export const sentenceParts = (sentence: string, names: readonly string[]): SentencePart[] => {
  // A longer name first: one may be part of another.
  const wanted = names.filter((name) => name !== '').toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return [{ text: sentence, isName: false }];
  const escaped = wanted.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return sentence
    .split(new RegExp(`(${escaped.join('|')})`, 'u'))
    .map((text, at) => ({ text, isName: at % 2 === 1 }))
    .filter(({ text }) => text !== '');
};
