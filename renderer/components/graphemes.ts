let segmenter: Intl.Segmenter | undefined;

/** Returns the first characters as a person sees them: an emoji that joins several people is one character. */
export const firstGraphemes = (text: string, count: number): string => {
  if (text.length <= count) return text;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let end = 0;
  let left = count;
  for (const { index, segment } of segmenter.segment(text)) {
    if (left === 0) break;
    left -= 1;
    end = index + segment.length;
  }
  return text.slice(0, end);
};
