import type { Conversation } from '../../main/core/model/conversation.ts';
import type { Settings } from '../../main/core/model/settings.ts';

/**
 * Returns the compact list: the first few conversations, and every one that the user must not miss.
 * @param kept the token of a conversation that stays in any case
 * @returns the list itself where nothing is left out
 */
export const compacted = (
  conversations: Conversation[],
  compact: Settings['compact'],
  kept: string | null,
): Conversation[] => {
  if (compact === 'all' || conversations.length <= compact) return conversations;
  const shown = conversations.filter(
    ({ token, unread, callRunning }, index) => index < compact || unread > 0 || callRunning || token === kept,
  );
  return shown.length === conversations.length ? conversations : shown;
};
