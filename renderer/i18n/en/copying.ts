import type { copying as german } from '../de/copying.ts';

/** For where something can be copied. */
export const copying: Record<keyof typeof german, string> = {
  'error.not-copied': 'Copying did not work. Please try again.',
};
