/** The longest caption, in characters. */
export const LONGEST_CAPTION = 1_000;
/** The largest picture that can be pasted, in bytes. */
export const LARGEST_PICTURE = 20 * 1024 * 1024;
/** The most files that can be sent at once. */
export const MOST_FILES = 20;
/** Longer paths exist on no system that the app runs on. */
export const LONGEST_PATH = 40_000;
