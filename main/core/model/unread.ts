/** Far more than a user reads. The sum of many conversations must fit into the 32 bits of a dock's badge. */
export const MOST_UNREAD = 1_000_000;
/** The largest number that is shown. */
const MOST_SHOWN = 999;

/** Returns the sum of the unread counts, at most `MOST_UNREAD`. */
export const sumOfUnread = (counts: readonly { unread: number }[]): number =>
  Math.min(
    counts.reduce((sum, { unread }) => sum + unread, 0),
    MOST_UNREAD,
  );

/** Returns the count as shown to the user: "999+" above 999. The window's badges do the same (badge-text.ts). */
export const unreadText = (unread: number): string => (unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread));

/** Returns the count for a badge that shows numbers only, at most 999. */
export const unreadNumber = (unread: number): number => Math.min(unread, MOST_SHOWN);
