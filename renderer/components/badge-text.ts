const MOST = 999;

/** Returns the text of an unread badge: empty at zero, "999+" above 999, as in the tray (main/core/model/unread.ts). */
export const badgeText = (unread: number): string =>
  unread <= 0 ? '' : unread > MOST ? `${MOST}+` : String(Math.trunc(unread));
