import { fullLabel, personIn } from '../main/core/model/account-label.ts';
import type { Account, AccountSummary, Connected } from '../main/core/model/connected.ts';

/** Returns Talk's own part of a global token (main/core/model/global-token.ts). */
export const talkTokenOf = (token: string): string => token.split('.')[0] ?? '';

/** Returns the key of the conversation's account, the other part of the global token. */
export const accountKeyOf = (token: string): string => token.split('.')[1] ?? '';

/** Returns the person's name, with the login name if a namesake is on the same server, as in the tray and in toasts. */
export const personName: (account: Account, accounts: readonly Account[]) => string = personIn;

/** Distinguishes an account from all others: "Erika Mustermann · cloud.example.org", as in the tray. */
export const accountLabel: (account: Account, accounts: readonly Account[]) => string = fullLabel;

type Accounts = Pick<Connected, 'accounts' | 'shown'>;

/** Returns the accounts whose conversations are on screen. */
export const shownAccounts = ({ accounts, shown }: Accounts): AccountSummary[] =>
  accounts.filter(({ id }) => shown === null || id === shown);

/** The keys of all accounts, and of the accounts whose conversations are on screen. */
type InView = { there: string[]; keys: string[] };

/** Remembers the view for a later comparison by `isOtherView`. */
export const inView = (phase: Accounts): InView => ({
  there: phase.accounts.map(({ key }) => key),
  keys: shownAccounts(phase).map(({ key }) => key),
});

/** Returns whether other accounts are on screen than before; an account that is gone makes no difference. */
export const isOtherView = (before: InView, { there, keys }: InView): boolean =>
  before.keys.filter((key) => there.includes(key)).join() !== keys.join();

/** Returns the colour that the servers share; null where they have none or several. */
export const sharedColour = (phase: Accounts): string | null => {
  const [first = null, ...others] = shownAccounts(phase).map(({ colour }) => colour);
  return others.every((colour) => colour === first) ? first : null;
};

/** Puts the account in front of a sentence about it when there are several accounts. */
export const about = ({ accounts }: Pick<Connected, 'accounts'>, account: Account, sentence: string): string =>
  accounts.length > 1 ? `${accountLabel(account, accounts)}: ${sentence}` : sentence;

/** Returns an address for use in a sentence: its host, and the folder of the Nextcloud if it has one. */
export const hostOf = (address: string): string =>
  address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '');
