const MOST = 99;

/** What an unread badge shows: nothing at zero, "99+" above 99. The exact number belongs in its label. */
export const badgeText = (unread: number): string =>
  unread <= 0 ? '' : unread > MOST ? `${MOST}+` : String(Math.trunc(unread));
