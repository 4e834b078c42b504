import { createSignal } from 'solid-js';
import type { Connected } from '../main/core/model/connected.ts';
import { accountKeyOf, accountLabel, shownAccounts } from './accounts.ts';

/**
 * Shows the account of a conversation: the number of a colour (styles/tints.css), a label, and a name for screen
 * readers.
 */
export type AccountMark = { tint: number; label: string; spoken: string };

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
      return [key, { tint, label, spoken: namesakes(displayName) > 1 ? label : displayName }];
    }),
  );
};
