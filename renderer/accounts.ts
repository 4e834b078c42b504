import type { Account, AccountSummary, Connected } from '../main/core/model/connected.ts';
import { hostOf } from './components/host.ts';

/** Talk's own part of a conversation's token, which main makes in core/model/global-token.ts. */
export const talkTokenOf = (token: string): string => token.split('.')[0] ?? '';

/** The key of the account that a conversation belongs to: the other part. */
export const accountKeyOf = (token: string): string => token.split('.')[1] ?? '';

/** The person, where the server is named beside; with the login name where a namesake is on the same server. */
export const personName = (account: Account, accounts: readonly Account[]): string => {
  const { id, server, displayName, loginName } = account;
  const isShared = accounts.some((one) => one.id !== id && one.server === server && one.displayName === displayName);
  return isShared ? `${displayName} (${loginName})` : displayName;
};

/** Tells an account from all others: "Erika Mustermann · cloud.example.org". The tray says the same (account-label.ts). */
export const accountLabel = (account: Account, accounts: readonly Account[]): string =>
  `${personName(account, accounts)} · ${hostOf(account.server)}`;

type Accounts = Pick<Connected, 'accounts' | 'shown'>;

/** The accounts whose conversations are on screen. */
export const shownAccounts = ({ accounts, shown }: Accounts): AccountSummary[] =>
  accounts.filter(({ id }) => shown === null || id === shown);

/** Keys of all accounts that there are, and of those whose conversations are on screen. */
type InView = { there: string[]; keys: string[] };

/** What to compare with later, by `isOtherView`. */
export const inView = (phase: Accounts): InView => ({
  there: phase.accounts.map(({ key }) => key),
  keys: shownAccounts(phase).map(({ key }) => key),
});

/** Others are on screen than before, and not merely without one that is gone. */
export const isOtherView = (before: InView, { there, keys }: InView): boolean =>
  before.keys.filter((key) => there.includes(key)).join() !== keys.join();

/** The colour that their servers have in common; null where they have none, or several. */
export const sharedColour = (phase: Accounts): string | null => {
  const [first = null, ...others] = shownAccounts(phase).map(({ colour }) => colour);
  return others.every((colour) => colour === first) ? first : null;
};

/** A sentence about one account; where there are several, it begins with whose it is. */
export const about = ({ accounts }: Pick<Connected, 'accounts'>, account: Account, sentence: string): string =>
  accounts.length > 1 ? `${accountLabel(account, accounts)}: ${sentence}` : sentence;
