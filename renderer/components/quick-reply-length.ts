/** The count appears when it begins to matter. */
const NEAR = 200;

/**
 * How many characters more a message may have; negative when it has too many already, null while the end is far.
 * Counts code points, as the server does (PHP's mb_strlen), of the text without the blanks around it, as it is sent.
 */
export const charactersLeft = (text: string, maxLength: number): number | null => {
  // There are never more code points than UTF-16 units: most texts need no counting.
  if (text.length < maxLength - NEAR) return null;
  const left = maxLength - [...text.trim()].length;
  return left <= NEAR ? left : null;
};
