/** Returns an address for use in a sentence: its host, and the folder of the Nextcloud if it has one. */
export const hostOf = (address: string): string =>
  address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '');
