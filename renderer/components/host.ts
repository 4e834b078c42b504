/** How an address reads in a sentence: its host, and the folder of the Nextcloud where it has one. */
export const hostOf = (address: string): string =>
  address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '');
