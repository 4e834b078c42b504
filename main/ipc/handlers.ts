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
  joinCall: ({ token }) => session.joinCall(token),
  copyLink: ({ token }) => session.copyLink(token),
  markRead: ({ token }) => session.act(token, { kind: 'mark-read' }),
  markUnread: ({ token }) => session.act(token, { kind: 'mark-unread' }),
  setNotificationLevel: ({ token, level }) => session.act(token, { kind: 'set-level', level }),
  setFavourite: ({ token, on }) => session.act(token, { kind: 'set-favourite', on }),
  setArchived: ({ token, on }) => session.act(token, { kind: 'set-archived', on }),
  markAllRead: session.markAllRead,
  openReply: ({ token }) => session.openReply(token),
  keepDraft: ({ token, text }) => session.keepDraft(token, text),
  reply: ({ token, text, id }) => session.reply(token, text, id),
  pause: ({ length }) => session.pause(length),
  unpause: session.unpause,
  changeSettings: session.changeSettings,
  getDiagnostics: session.diagnostics,
  copyDiagnostics: session.copyDiagnostics,
  refresh: session.refresh,
  hideWindow,
});
