/** The data that tells one account from another. */
export interface Labelled {
  id: string;
  /** Base address. */
  server: string;
  loginName: string;
  displayName: string;
}

/** Returns an address as it reads in a sentence: the host, and Nextcloud's folder if it has one. */
export const placeName = (server: string): string => server.replace(/^https?:\/\//, '');

/** Two names that differ only in capitals or in the width of letters look the same to a person in a hurry. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Returns the user's name, with the login name when another account on the same server has the same name. */
export const personIn = ({ id, server, displayName, loginName }: Labelled, all: readonly Labelled[]): string => {
  const isShared = all.some(
    (one) => one.id !== id && one.server === server && folded(one.displayName) === folded(displayName),
  );
  return isShared ? `${displayName} (${loginName})` : displayName;
};

/** Returns the user's name when another account is on the same server; null when the server is enough. */
export const personLabel = (account: Labelled, all: readonly Labelled[]): string | null =>
  all.some(({ id, server }) => id !== account.id && server === account.server) ? personIn(account, all) : null;

/** Returns a label that no other account has, such as "Erika Mustermann · cloud.example.org". */
export const fullLabel = (account: Labelled, all: readonly Labelled[]): string =>
  `${personIn(account, all)} · ${placeName(account.server)}`;

/**
 * Returns what tells the account from the others in short: its server, or the user's name when another account is on
 * the same server; null when there are no others.
 */
export function shortLabel(account: Labelled, all: readonly Labelled[]): string | null {
  if (all.every(({ id }) => id === account.id)) return null;
  return personLabel(account, all) ?? placeName(account.server);
}
