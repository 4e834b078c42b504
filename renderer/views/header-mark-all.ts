import type { Connected } from '../../main/core/model/connected.ts';
import { accountKeyOf, shownAccounts } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';

/** Marks everything as read after a few seconds in which the user can undo it (undo.ts). */
export const markAllRead = async (phase: Connected): Promise<void> => {
  const { accounts, count } = unreadOf(phase);
  if (count > 0) await attempt(bridge.markAllRead({ accounts }));
};

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
