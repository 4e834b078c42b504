import type { Conversation } from '../../main/core/model/conversation.ts';
import type { Settings } from '../../main/core/model/settings.ts';

export type Filter = Settings['filter'];

/** The filters, in the order in which they are shown. */
export const FILTERS = ['all', 'unread', 'mentions', 'favourites'] as const satisfies readonly Filter[];

/** The conversations that each filter shows. */
export const passes: Record<Filter, (conversation: Conversation) => boolean> = {
  all: () => true,
  unread: ({ unread }) => unread > 0,
  mentions: ({ mentioned }) => mentioned,
  favourites: ({ favourite }) => favourite,
};

/** Counts the conversations that each filter shows. */
export const filterCounts = (conversations: Conversation[]): Record<Filter, number> => {
  const counts = { all: 0, unread: 0, mentions: 0, favourites: 0 };
  for (const conversation of conversations)
    for (const filter of FILTERS) if (passes[filter](conversation)) counts[filter] += 1;
  return counts;
};
