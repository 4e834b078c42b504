import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { type MenuRequest, openMenu } from '../overlays/menu.ts';

/** Loads the entries of the row menu, so that the first menu opens at once. */
export const preloadRowMenu = () => import('./row-menu.ts');

/** Opens a conversation's menu. */
export const openRowMenu = async (conversation: Conversation, anchor: MenuRequest['anchor']): Promise<void> => {
  const { rowMenuEntries } = await preloadRowMenu();
  openMenu({
    label: t('rows.actions', { name: conversation.name }),
    anchor,
    entries: () => rowMenuEntries(conversation),
  });
};

/** Returns what marking does to a conversation now; its actions and its menu share this entry. */
export const readEntry = ({ unread }: Pick<Conversation, 'unread'>) =>
  unread > 0
    ? ({ icon: 'read', label: t('rows.markRead') } as const)
    : ({ icon: 'unread', label: t('rows.markUnread') } as const);
