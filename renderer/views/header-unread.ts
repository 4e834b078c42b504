import type { Connected } from '../../main/core/model/connected.ts';
import { accountKeyOf, shownAccounts } from '../accounts.ts';

/** What there is to mark: the accounts, by id, and how many of their conversations have something unread. */
type Unread = { accounts: string[]; count: number };

/**
 * What can be marked read of what is shown. Of several accounts, those whose sessions have ended are left out: nothing
 * can be done to their conversations. Whose only account that is hears why when it is tried.
 */
export const unreadOf = (phase: Connected): Unread => {
  const shown = shownAccounts(phase);
  const asked = shown.filter(({ connection }) => shown.length === 1 || connection.state !== 'signed-out');
  const keys = asked.map(({ key }) => key);
  const unread = phase.conversations?.filter((room) => room.unread > 0 && keys.includes(accountKeyOf(room.token)));
  return { accounts: asked.map(({ id }) => id), count: unread?.length ?? 0 };
};
