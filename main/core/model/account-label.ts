/** What tells an account from others. */
export interface Labelled {
  id: string;
  /** Base address. */
  server: string;
  loginName: string;
  displayName: string;
}

/** How an address reads in a sentence: its host, and the folder of the Nextcloud where it has one. */
export const placeName = (server: string): string => server.replace(/^https?:\/\//, '');

/** The name of the person; with the login name where another account on the same server has the same name. */
const personIn = ({ id, server, displayName, loginName }: Labelled, all: readonly Labelled[]): string => {
  const isShared = all.some((one) => one.id !== id && one.server === server && one.displayName === displayName);
  return isShared ? `${displayName} (${loginName})` : displayName;
};

/** The person, where another account is on the same server; null where the server says enough. */
export const personLabel = (account: Labelled, all: readonly Labelled[]): string | null =>
  all.some(({ id, server }) => id !== account.id && server === account.server) ? personIn(account, all) : null;

/** "Erika Mustermann · cloud.example.org", which no other account has. */
export const fullLabel = (account: Labelled, all: readonly Labelled[]): string =>
  `${personIn(account, all)} · ${placeName(account.server)}`;

/**
 * In short what tells an account from the others: its server, or the person where others are on the same server; null
 * where there are no others.
 */
export function shortLabel(account: Labelled, all: readonly Labelled[]): string | null {
  if (all.every(({ id }) => id === account.id)) return null;
  return personLabel(account, all) ?? placeName(account.server);
}
