import { wallState } from '../core/model/wall.ts';
import type { Talkmelder } from '../core/talkmelder.ts';
import type { Handlers } from './register.ts';

/** The calls that concern no account: the windows themselves, sounds, cards, and the end. */
type OfApp =
  | 'hideWindow'
  | 'takeWish'
  | 'startWall'
  | 'endWall'
  | 'quit'
  | 'playSound'
  | 'saveAlarmLog'
  | 'exportSettings'
  | 'importSettings'
  | 'chooseFiles'
  | 'saveAttachment'
  | 'getAlarmCard'
  | 'acknowledgeAlarms'
  | 'openAlarm'
  | 'shrinkAlarm'
  | 'testAlarmSound'
  | 'getAlarmSound'
  | 'tellAlarmSound'
  | 'getCallCard'
  | 'answerCall';

/** Handles each call of a window. */
export const createHandlers = (talkmelder: Talkmelder, app: Pick<Handlers, OfApp>): Handlers => ({
  getState: talkmelder.state,
  signIn: ({ address, ...choices }) => talkmelder.signIn(address, choices),
  chooseSignInMethod: ({ method, remember }) => talkmelder.chooseSignInMethod(method, remember),
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
  openTalk: ({ account }) => talkmelder.openTalk(account),
  getOwnStatus: async ({ account }) => ({ status: await talkmelder.ownStatus(account) }),
  setOwnStatus: ({ account, status }) => talkmelder.setOwnStatus(account, status),
  joinCall: ({ token }) => talkmelder.joinCall(token),
  copyLink: ({ token }) => talkmelder.copyLink(token),
  endUnopened: talkmelder.endUnopened,
  act: ({ token, action }) => talkmelder.act(token, action),
  actLater: ({ token, action }) => talkmelder.actLater(token, action),
  markAllRead: ({ accounts }) => talkmelder.markAllRead(accounts),
  async decideUndo({ id, decision }) {
    talkmelder.decideUndo(id, decision);
    await talkmelder.decideShared(id, decision);
  },
  openReply: ({ token }) => talkmelder.openReply(token),
  answering: ({ token }) => talkmelder.answer(token),
  keepDraft: ({ token, text }) => talkmelder.keepDraft(token, text),
  reply: ({ token, text, id }) => talkmelder.reply(token, text, id),
  dropFiles: ({ token, paths }) => talkmelder.offerFiles(token, paths),
  pastePicture: ({ token, bytes }) => talkmelder.offerPicture(token, bytes),
  sendFiles: ({ id, caption }) => talkmelder.sendFiles(id, caption),
  pauseFiles: ({ id }) => talkmelder.pauseFiles(id),
  resumeFiles: ({ id }) => talkmelder.resumeFiles(id),
  cancelFiles: ({ id }) => talkmelder.cancelFiles(id),
  openAttachment: ({ token, message }) => talkmelder.openAttachment(token, message),
  pause: ({ length }) => talkmelder.pause(length),
  unpause: talkmelder.unpause,
  endWelcome: talkmelder.endWelcome,
  acknowledgeBlindness: talkmelder.acknowledgeBlindness,
  testAlarm: async () => ({ results: await talkmelder.testAlarm() }),
  getAlarmLog: () => ({ entries: talkmelder.alarmLog() }),
  knowUpdates: talkmelder.updates.know,
  // A download may take minutes.
  lookForUpdate: () => void talkmelder.updates.look(),
  getUpdate: () => void talkmelder.updates.get(),
  installUpdate: talkmelder.updates.install,
  openUpdatePage: talkmelder.updates.openPage,
  seeUpdate: talkmelder.updates.seen,
  undoImport: talkmelder.undoImport,
  testNotification: async () => ({ outcome: await talkmelder.testNotification() }),
  chooseConversationSound: ({ token, sound }) => talkmelder.chooseConversationSound(token, sound),
  chooseAccountSound: ({ account, sound }) => talkmelder.chooseAccountSound(account, sound),
  declareAlarm: async ({ token, rule }) => ({ level: await talkmelder.declareAlarm(token, rule) }),
  undeclareAlarm: async ({ token }) => ({ level: await talkmelder.undeclareAlarm(token) }),
  previewAlarm: ({ token, rule }) => talkmelder.previewAlarm(token, rule),
  changeSettings: talkmelder.changeSettings,
  mayChangeSettings: () => {},
  enterPin: ({ pin }) => talkmelder.pin.enter(pin),
  choosePin: ({ pin }) => talkmelder.pin.choose(pin),
  getDiagnostics: talkmelder.diagnostics,
  copyDiagnostics: talkmelder.copyDiagnostics,
  runDoctor: talkmelder.runDoctor,
  copyReport: talkmelder.copyReport,
  refresh: talkmelder.refresh,
  getCompanions: talkmelder.companions,
  actOnCompanion: talkmelder.actOnCompanion,
  getWall: () => wallState(talkmelder.overview()),
  ...app,
});
