/** The count appears when this many characters are left. */
const NEAR = 200;

/**
 * Returns how many more characters a message may have: negative beyond the limit, null far from it.
 * Counts code points as the server does (PHP's mb_strlen), without the surrounding blanks, which are not sent.
 */
export const charactersLeft = (text: string, maxLength: number): number | null => {
  // A text never has more code points than UTF-16 units, so most texts need no counting.
  if (text.length < maxLength - NEAR) return null;
  const left = maxLength - [...text.trim()].length;
  return left <= NEAR ? left : null;
};
