import { createSignal } from 'solid-js';
import type { Connected } from '../main/core/model/connected.ts';
import { accountKeyOf, accountLabel, shownAccounts } from './accounts.ts';

/** How a conversation tells whose it is: the number of a colour (styles/tints.css), in words, and as it is read out. */
export type AccountMark = { tint: number; label: string; spoken: string };

/** By the key of the account. Empty while the conversations are all of one: there is nothing to tell apart. */
export type AccountMarks = Map<string, AccountMark>;

const [marks, setMarks] = createSignal<AccountMarks>(new Map());

export { setMarks };

/** The mark of the account that a conversation belongs to. Reactive. */
export const markOf = (token: string): AccountMark | undefined => marks().get(accountKeyOf(token));

/** Each account is read out by the name of its person, or by its label where two have the same name. */
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
