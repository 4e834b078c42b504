import type { Connected } from '../../main/core/model/connected.ts';
import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { confirm } from '../overlays/dialog.ts';
import { unreadOf } from './header-unread.ts';

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
