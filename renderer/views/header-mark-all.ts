import type { Connected } from '../../main/core/model/connected.ts';
import { accountKeyOf, shownAccounts } from '../accounts.ts';
import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { confirm } from '../overlays/dialog.ts';

/** Above this number it may be a slip, and it cannot be undone. */
const MOST_UNASKED = 10;

/** Marks everything as read, asks first if that is a lot, and reports the result. */
export const markAllRead = async (phase: Connected): Promise<void> => {
  const { accounts, count } = unreadOf(phase);
  if (count === 0) return;
  const sure =
    count <= MOST_UNASKED ||
    (await confirm({
      title: t('header.markAllTitle'),
      text: t('header.markAllText', { count }),
      confirm: t('header.markAllConfirm'),
    }));
  if (!sure) return;
  const { ok } = await attempt(bridge.markAllRead({ accounts }));
  if (ok) announce(count === 1 ? t('header.markedOne') : t('header.markedAll', { count }));
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
