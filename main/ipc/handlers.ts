import type { Session } from '../core/session.ts';
import type { Handlers } from './register.ts';

/** What each call of the window does. */
export const createHandlers = (session: Session, hideWindow: () => void): Handlers => ({
  getState: session.state,
  signIn: ({ address }) => session.signIn(address),
  cancelSignIn: session.cancelSignIn,
  reopenLoginPage: session.reopenLoginPage,
  copyLoginLink: session.copyLoginLink,
  signInAgain: session.signInAgain,
  disconnect: session.disconnect,
  openConversation: ({ token }) => session.openConversation(token),
  copyLink: ({ token }) => session.copyLink(token),
  markRead: ({ token }) => session.act(token, { kind: 'mark-read' }),
  markUnread: ({ token }) => session.act(token, { kind: 'mark-unread' }),
  setNotificationLevel: ({ token, level }) => session.act(token, { kind: 'set-level', level }),
  setFavourite: ({ token, on }) => session.act(token, { kind: 'set-favourite', on }),
  setArchived: ({ token, on }) => session.act(token, { kind: 'set-archived', on }),
  refresh: session.refresh,
  hideWindow,
});
