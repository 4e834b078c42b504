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
  refresh: session.refresh,
  hideWindow,
});
