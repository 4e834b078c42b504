import { createSignal } from 'solid-js';
import type { AccountSummary, Connected } from '../main/core/model/connected.ts';
import { accountKeyOf, accountLabel, shownAccounts } from './accounts.ts';
import { initials } from './components/initials.ts';

/**
 * Shows the account of a conversation: the number of a colour (styles/tints.css), a sign of one or two characters, the
 * path of a picture, a label, and a name for screen readers.
 */
export type AccountMark = { tint: number; sign: string; picture: string | null; label: string; spoken: string };

/** Marks by the key of the account. Empty while only one account is shown, because nothing needs distinguishing. */
export type AccountMarks = Map<string, AccountMark>;

const [marks, setMarks] = createSignal<AccountMarks>(new Map());

export { setMarks };

/** Returns the mark of the conversation's account. Reactive. */
export const markOf = (token: string): AccountMark | undefined => marks().get(accountKeyOf(token));

/** Screen readers read an account by the person's name, or by its label where two people have the same name. */
export const marksFor = (phase: Pick<Connected, 'accounts' | 'shown'>): AccountMarks => {
  const shown = shownAccounts(phase);
  if (shown.length < 2) return new Map();
  const namesakes = (name: string) => shown.filter(({ displayName }) => displayName === name).length;
  return new Map(
    shown.map((account) => {
      const label = accountLabel(account, phase.accounts);
      const { key, tint, displayName } = account;
      const { sign, picture } = accountSign(account, phase.accounts);
      return [key, { tint, sign, picture, label, spoken: namesakes(displayName) > 1 ? label : displayName }];
    }),
  );
};

/**
 * Returns what tells an account from the others without words and colours: its picture or initials. Accounts with the
 * same initials get their number instead, and no picture, because Nextcloud draws the initials as a picture.
 */
export const accountSign = (
  account: AccountSummary,
  accounts: readonly AccountSummary[],
): Pick<AccountMark, 'sign' | 'picture'> => {
  const { id, key, displayName, picture } = account;
  const own = initials(displayName);
  if (accounts.some((other) => other.id !== id && initials(other.displayName) === own))
    return { sign: String(accounts.findIndex((other) => other.id === id) + 1), picture: null };
  return { sign: own, picture: picture ? `account/${key}` : null };
};
