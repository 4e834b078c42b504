import type { copying as german } from '../de/copying.ts';

/** For the views with something to copy. */
export const copying: Record<keyof typeof german, string> = {
  'error.not-copied': 'Copying did not work. Please try again.',
};
