import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, CallInput, CallName, CallOutput, Result, Update, UpdateName } from './contract.ts';
import { onOffered } from './offered.ts';

const call =
  <N extends CallName>(name: N) =>
  (input?: CallInput<N>): Promise<Result<CallOutput<N>>> =>
    ipcRenderer.invoke(`call:${name}`, input);

const listen =
  <N extends UpdateName>(name: N) =>
  (listener: (value: Update<N>) => void): (() => void) => {
    const handler = (_event: unknown, value: Update<N>) => listener(value);
    ipcRenderer.on(`update:${name}`, handler);
    return () => {
      // Returns nothing, because ipcRenderer itself must not cross the bridge.
      ipcRenderer.off(`update:${name}`, handler);
    };
  };

/** One named function per call: the window can express its intent and nothing else. */
const bridge = {
  getState: call('getState'),
  signIn: call('signIn'),
  chooseSignInMethod: call('chooseSignInMethod'),
  signInWithAppPassword: call('signInWithAppPassword'),
  stepBackInSignIn: call('stepBackInSignIn'),
  cancelSignIn: call('cancelSignIn'),
  reopenLoginPage: call('reopenLoginPage'),
  copyLoginLink: call('copyLoginLink'),
  signInAgain: call('signInAgain'),
  signInAtNewAddress: call('signInAtNewAddress'),
  addAccount: call('addAccount'),
  showAccount: call('showAccount'),
  disconnect: call('disconnect'),
  openConversation: call('openConversation'),
  openTalk: call('openTalk'),
  getOwnStatus: call('getOwnStatus'),
  setOwnStatus: call('setOwnStatus'),
  joinCall: call('joinCall'),
  copyLink: call('copyLink'),
  endUnopened: call('endUnopened'),
  act: call('act'),
  actLater: call('actLater'),
  markAllRead: call('markAllRead'),
  decideUndo: call('decideUndo'),
  openReply: call('openReply'),
  answering: call('answering'),
  keepDraft: call('keepDraft'),
  reply: call('reply'),
  chooseFiles: call('chooseFiles'),
  sendFiles: call('sendFiles'),
  pauseFiles: call('pauseFiles'),
  resumeFiles: call('resumeFiles'),
  cancelFiles: call('cancelFiles'),
  openAttachment: call('openAttachment'),
  saveAttachment: call('saveAttachment'),
  pause: call('pause'),
  unpause: call('unpause'),
  endWelcome: call('endWelcome'),
  acknowledgeBlindness: call('acknowledgeBlindness'),
  testAlarm: call('testAlarm'),
  getAlarmLog: call('getAlarmLog'),
  saveAlarmLog: call('saveAlarmLog'),
  exportSettings: call('exportSettings'),
  importSettings: call('importSettings'),
  undoImport: call('undoImport'),
  testNotification: call('testNotification'),
  chooseConversationSound: call('chooseConversationSound'),
  chooseAccountSound: call('chooseAccountSound'),
  declareAlarm: call('declareAlarm'),
  undeclareAlarm: call('undeclareAlarm'),
  previewAlarm: call('previewAlarm'),
  knowUpdates: call('knowUpdates'),
  lookForUpdate: call('lookForUpdate'),
  getUpdate: call('getUpdate'),
  installUpdate: call('installUpdate'),
  openUpdatePage: call('openUpdatePage'),
  seeUpdate: call('seeUpdate'),
  playSound: call('playSound'),
  changeSettings: call('changeSettings'),
  mayChangeSettings: call('mayChangeSettings'),
  enterPin: call('enterPin'),
  choosePin: call('choosePin'),
  getDiagnostics: call('getDiagnostics'),
  copyDiagnostics: call('copyDiagnostics'),
  runDoctor: call('runDoctor'),
  copyReport: call('copyReport'),
  refresh: call('refresh'),
  takeWish: call('takeWish'),
  hideWindow: call('hideWindow'),
  startWall: call('startWall'),
  getWall: call('getWall'),
  endWall: call('endWall'),
  getAlarmCard: call('getAlarmCard'),
  acknowledgeAlarms: call('acknowledgeAlarms'),
  openAlarm: call('openAlarm'),
  shrinkAlarm: call('shrinkAlarm'),
  testAlarmSound: call('testAlarmSound'),
  getAlarmSound: call('getAlarmSound'),
  tellAlarmSound: call('tellAlarmSound'),
  getCallCard: call('getCallCard'),
  answerCall: call('answerCall'),
  getCompanions: call('getCompanions'),
  actOnCompanion: call('actOnCompanion'),
  quit: call('quit'),
  onState: listen('state'),
  onWish: listen('wish'),
  onWall: listen('wall'),
  onAlarm: listen('alarm'),
  onCall: listen('call'),
  onCompanions: listen('companions'),
  onDoctor: listen('doctor'),
  onOffered,
} satisfies Bridge;

contextBridge.exposeInMainWorld('talkmelder', bridge);
