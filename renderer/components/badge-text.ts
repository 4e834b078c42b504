const MOST = 999;

/** What an unread badge shows: nothing at zero, "999+" above 999. The tray says the same (main/core/model/unread.ts). */
export const badgeText = (unread: number): string =>
  unread <= 0 ? '' : unread > MOST ? `${MOST}+` : String(Math.trunc(unread));
