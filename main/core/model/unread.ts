/** Far more than a person reads. The sum of many conversations must stay in the 32 bits that a dock's badge has. */
export const MOST_UNREAD = 1_000_000;
/** The largest number that is shown. */
const MOST_SHOWN = 999;

/** The sum of what is unread, never more than `MOST_UNREAD`. */
export const sumOfUnread = (counts: readonly { unread: number }[]): number =>
  Math.min(
    counts.reduce((sum, { unread }) => sum + unread, 0),
    MOST_UNREAD,
  );

/** How many are unread, for people: "999+" above 999. The window's badges do the same (badge-text.ts). */
export const unreadText = (unread: number): string => (unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread));

/** The same for a badge that shows numbers only. */
export const unreadNumber = (unread: number): number => Math.min(unread, MOST_SHOWN);
