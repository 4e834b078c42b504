import { wallState } from '../core/model/wall.ts';
import type { Talkmelder } from '../core/talkmelder.ts';
import type { Handlers } from './register.ts';

/** The calls that concern no account: the windows themselves, and the end. */
type OfApp = 'hideWindow' | 'startWall' | 'endWall' | 'quit';

/** Handles each call of a window. */
export const createHandlers = (talkmelder: Talkmelder, app: Pick<Handlers, OfApp>): Handlers => ({
  getState: talkmelder.state,
  signIn: ({ address }) => talkmelder.signIn(address),
  chooseSignInMethod: ({ method }) => talkmelder.chooseSignInMethod(method),
  signInWithAppPassword: talkmelder.signInWithAppPassword,
  stepBackInSignIn: ({ typed }) => talkmelder.stepBackInSignIn(typed),
  cancelSignIn: talkmelder.cancelSignIn,
  reopenLoginPage: talkmelder.reopenLoginPage,
  copyLoginLink: talkmelder.copyLoginLink,
  signInAgain: ({ account }) => talkmelder.signInAgain(account),
  signInAtNewAddress: ({ account }) => talkmelder.signInAtNewAddress(account),
  addAccount: talkmelder.addAccount,
  showAccount: ({ account }) => talkmelder.showAccount(account),
  disconnect: ({ account }) => talkmelder.disconnect(account),
  openConversation: ({ token }) => talkmelder.openConversation(token),
  joinCall: ({ token }) => talkmelder.joinCall(token),
  copyLink: ({ token }) => talkmelder.copyLink(token),
  act: ({ token, action }) => talkmelder.act(token, action),
  markAllRead: ({ accounts }) => talkmelder.markAllRead(accounts),
  openReply: ({ token }) => talkmelder.openReply(token),
  keepDraft: ({ token, text }) => talkmelder.keepDraft(token, text),
  reply: ({ token, text, id }) => talkmelder.reply(token, text, id),
  pause: ({ length }) => talkmelder.pause(length),
  unpause: talkmelder.unpause,
  changeSettings: talkmelder.changeSettings,
  getDiagnostics: talkmelder.diagnostics,
  copyDiagnostics: talkmelder.copyDiagnostics,
  runDoctor: talkmelder.runDoctor,
  copyReport: talkmelder.copyReport,
  refresh: talkmelder.refresh,
  getWall: () => wallState(talkmelder.overview()),
  ...app,
});
