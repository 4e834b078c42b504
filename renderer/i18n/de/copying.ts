/** For where something can be copied. */
export const copying = {
  'error.not-copied': 'Das Kopieren hat nicht geklappt. Bitte versuche es noch einmal.',
} as const;
