import type { Connected } from '../../main/core/model/connected.ts';
import { accountKeyOf, shownAccounts } from '../accounts.ts';

/** The accounts to mark as read, by id, and the number of their conversations with unread messages. */
type Unread = { accounts: string[]; count: number };

/**
 * Returns the shown accounts that can be marked as read. Of several accounts, those with an ended session are left out,
 * because their conversations cannot be changed. A single account is included, so that the failure explains why.
 */
export const unreadOf = (phase: Connected): Unread => {
  const shown = shownAccounts(phase);
  const asked = shown.filter(({ connection }) => shown.length === 1 || connection.state !== 'signed-out');
  const keys = asked.map(({ key }) => key);
  const unread = phase.conversations?.filter((room) => room.unread > 0 && keys.includes(accountKeyOf(room.token)));
  return { accounts: asked.map(({ id }) => id), count: unread?.length ?? 0 };
};
