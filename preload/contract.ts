import * as v from 'valibot';
import {
  Alarm,
  AlarmHearing,
  AlarmLogEntry,
  AlarmPreview,
  AlarmRule,
  AlarmSound,
  AlarmSoundOrder,
  AlarmSoundReport,
  AlarmView,
  LevelOutcome,
  ProbeResult,
} from '../main/core/model/alarm.ts';
import { AppState, SignInMethod } from '../main/core/model/app-state.ts';
import { Call, CallAnswer, CallView } from '../main/core/model/call.ts';
import { CompanionAction, CompanionAnswer, CompanionViews } from '../main/core/model/companion.ts';
import { OwnStatus } from '../main/core/model/connected.ts';
import { ReplyContext } from '../main/core/model/conversation.ts';
import { ConversationAction, LateAction } from '../main/core/model/conversation-action.ts';
import { UndoDecision } from '../main/core/model/delayed.ts';
import { Diagnostics } from '../main/core/model/diagnostics.ts';
import { DoctorProgress, DoctorReport } from '../main/core/model/doctor-report.ts';
import type { ErrorCode } from '../main/core/model/error-code.ts';
import { LARGEST_PICTURE, LONGEST_CAPTION, LONGEST_PATH } from '../main/core/model/file-limits.ts';
import { GlobalToken } from '../main/core/model/global-token.ts';
import { PauseLength } from '../main/core/model/pause-length.ts';
import { Pin, PinAnswer } from '../main/core/model/pin.ts';
import { SettingsChange } from '../main/core/model/settings.ts';
import { ImportOutcome } from '../main/core/model/settings-file.ts';
import { OwnSound, Sound } from '../main/core/model/sound.ts';
import { TestOutcome } from '../main/core/model/test-notification.ts';
import { WallState } from '../main/core/model/wall.ts';

/**
 * THE contract between the window and the main process: every call and every update, as schemas. Calls are intents
 * ("open this conversation"), never powers ("open this URL"). Both sides infer their types from it; main checks each
 * input, output and update against it (main/ipc).
 */
const nothing = v.undefined();

/** Far beyond the longest message that any server accepts. */
const Text = v.pipe(v.string(), v.maxLength(100_000));
const ReplyId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** As typed: not every text is a valid name. */
const LoginName = v.pipe(v.string(), v.maxLength(10_000));

const OneConversation = v.strictObject({ token: GlobalToken });
/** An account by its id. */
const OneAccount = v.strictObject({ account: v.pipe(v.string(), v.maxLength(20_000)) });

/** Files on their way, by their number in the state. */
const OneFileItem = v.strictObject({ id: v.number() });
/** A message by its id; null: the conversation's last one. */
const OneMessage = v.strictObject({
  token: GlobalToken,
  message: v.nullable(v.union([v.pipe(v.number(), v.safeInteger()), v.bigint()])),
});

/** What the tray's menu can ask of the window; it asks for the PIN first where station mode protects that. */
const Wish = v.variant('kind', [
  v.strictObject({ kind: v.literal('settings') }),
  v.strictObject({ kind: v.literal('quit') }),
  v.strictObject({ kind: v.literal('disconnect'), ...OneAccount.entries }),
]);
export type Wish = v.InferOutput<typeof Wish>;

export const calls = {
  getState: { input: nothing, output: AppState },
  /**
   * Starts signing in at the typed address; the state reports the progress. `method`: the browser, if left out.
   * `remember`: the app password is kept on this device; as before, if left out.
   */
  signIn: {
    input: v.strictObject({
      address: v.pipe(v.string(), v.maxLength(2_000)),
      method: v.optional(SignInMethod),
      remember: v.optional(v.boolean()),
    }),
    output: nothing,
  },
  chooseSignInMethod: {
    input: v.strictObject({ method: SignInMethod, remember: v.optional(v.boolean()) }),
    output: nothing,
  },
  /** The only secret that crosses, and only in this direction. */
  signInWithAppPassword: {
    input: v.strictObject({
      loginName: LoginName,
      appPassword: v.pipe(v.string(), v.maxLength(4_096)),
      remember: v.boolean(),
    }),
    output: nothing,
  },
  /** `typed`: the contents of the app password form, so that the user finds them again; null in the other steps. */
  stepBackInSignIn: {
    input: v.strictObject({ typed: v.nullable(v.strictObject({ loginName: LoginName, remember: v.boolean() })) }),
    output: nothing,
  },
  cancelSignIn: { input: nothing, output: nothing },
  reopenLoginPage: { input: nothing, output: nothing },
  copyLoginLink: { input: nothing, output: nothing },
  /** Signs in again after the server ended the session; keeps the account. */
  signInAgain: { input: OneAccount, output: nothing },
  /** Begins to sign in at the new address of this account's server; `cancelSignIn` leads back to the list. */
  signInAtNewAddress: { input: OneAccount, output: nothing },
  /** Begins to sign in with a further account; `cancelSignIn` leads back to the list. */
  addAccount: { input: nothing, output: nothing },
  /** Shows the conversations of one account only; null: of all accounts. */
  showAccount: { input: v.strictObject({ account: v.nullable(OneAccount.entries.account) }), output: nothing },
  disconnect: { input: OneAccount, output: nothing },
  openConversation: { input: OneConversation, output: nothing },
  /** Opens Nextcloud Talk itself in the browser. */
  openTalk: { input: OneAccount, output: nothing },
  /** The status that the user has chosen on the server; null: none, or another one than the window offers. */
  getOwnStatus: { input: OneAccount, output: v.strictObject({ status: v.nullable(OwnStatus) }) },
  setOwnStatus: { input: v.strictObject({ ...OneAccount.entries, status: OwnStatus }), output: nothing },
  /** Opens the conversation so that the browser joins its call. */
  joinCall: { input: OneConversation, output: nothing },
  copyLink: { input: OneConversation, output: nothing },
  /** The window has shown the user which conversation could not be opened. */
  endUnopened: { input: nothing, output: nothing },
  /** Does an action of a row to its conversation. */
  act: { input: v.strictObject({ token: GlobalToken, action: ConversationAction }), output: nothing },
  /** Does an action after a few seconds, in which the state offers to undo it. Returns when it is done or undone. */
  actLater: { input: v.strictObject({ token: GlobalToken, action: LateAction }), output: nothing },
  /** Marks every conversation of these accounts that has something unread, after a few seconds as above. */
  markAllRead: { input: v.strictObject({ accounts: v.array(OneAccount.entries.account) }), output: nothing },
  decideUndo: { input: v.strictObject({ id: v.number(), decision: UndoDecision }), output: nothing },
  /** Returns what a quick reply starts with. */
  openReply: { input: OneConversation, output: ReplyContext },
  /**
   * The user is answering this conversation, and the window has the focus: its messages do not ring. Repeated while the
   * user types; null: no longer.
   */
  answering: { input: v.strictObject({ token: v.nullable(GlobalToken) }), output: nothing },
  /** Keeps a text that was typed but not sent, until it is sent or the account is disconnected. */
  keepDraft: { input: v.strictObject({ token: GlobalToken, text: Text }), output: nothing },
  /** `id`: a new one for each message, so that a message that was sent twice counts as one. */
  reply: { input: v.strictObject({ token: GlobalToken, text: Text, id: ReplyId }), output: nothing },
  /**
   * Files that the user has dropped on a conversation. The preload alone makes this call and the next, at a real drop or
   * paste: the page has neither, so no page can name a path. `sendFiles` sends them.
   */
  dropFiles: {
    input: v.strictObject({
      token: GlobalToken,
      paths: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PATH))), v.maxLength(1_000)),
    }),
    output: nothing,
  },
  /** A picture that the user has pasted into a reply. */
  pastePicture: {
    input: v.strictObject({
      token: GlobalToken,
      bytes: v.custom<Uint8Array<ArrayBuffer>>(
        (given) => given instanceof Uint8Array && given.byteLength <= LARGEST_PICTURE,
      ),
    }),
    output: nothing,
  },
  /** The user chooses files in the system's dialog, whose paths stay in main. */
  chooseFiles: { input: OneConversation, output: nothing },
  /** Sends what was dropped, pasted or chosen. */
  sendFiles: {
    input: v.strictObject({ ...OneFileItem.entries, caption: v.pipe(v.string(), v.maxLength(LONGEST_CAPTION)) }),
    output: nothing,
  },
  pauseFiles: { input: OneFileItem, output: nothing },
  /** Goes on after a pause, or tries again after a failure. */
  resumeFiles: { input: OneFileItem, output: nothing },
  cancelFiles: { input: OneFileItem, output: nothing },
  /** Opens the file of a message in the browser. */
  openAttachment: { input: OneMessage, output: nothing },
  /** Saves it where the user says in the system's dialog. `saved`: false when the user cancels. */
  saveAttachment: { input: OneMessage, output: v.strictObject({ saved: v.boolean() }) },
  /** Stops notifications for a while, counted from now. */
  pause: { input: v.strictObject({ length: PauseLength }), output: nothing },
  unpause: { input: nothing, output: nothing },
  /** Leaves the closing card of the first sign-in. */
  endWelcome: { input: nothing, output: nothing },
  /** The user knows that the app cannot hear alarms: no tone repeats that. */
  acknowledgeBlindness: { input: nothing, output: nothing },
  /** Rings a test alarm, and tests the way of an alarm from the server of each account with alarm conversations. */
  testAlarm: { input: nothing, output: v.strictObject({ results: v.array(ProbeResult) }) },
  /** Returns the last alarms, newest first. */
  getAlarmLog: { input: nothing, output: v.strictObject({ entries: v.array(AlarmLogEntry) }) },
  /** Writes them to a file that the user chooses in the system's dialog. `saved`: false when the user cancels. */
  saveAlarmLog: { input: nothing, output: v.strictObject({ saved: v.boolean() }) },
  /** Makes the state say how the app is updated. */
  knowUpdates: { input: nothing, output: nothing },
  /** Begins to look for a newer version; the state reports the progress of this and the next. */
  lookForUpdate: { input: nothing, output: nothing },
  getUpdate: { input: nothing, output: nothing },
  /** Ends the app, installs the version that is ready, and starts the app again. */
  installUpdate: { input: nothing, output: nothing },
  /** Opens the page with the versions in the browser. */
  openUpdatePage: { input: nothing, output: nothing },
  /** The user has seen that the app has been updated. */
  seeUpdate: { input: nothing, output: nothing },
  /** Saves the settings of this computer to a file that the user chooses. */
  exportSettings: { input: nothing, output: v.strictObject({ saved: v.boolean() }) },
  /** Loads settings from such a file. Null: the user has chosen none. */
  importSettings: { input: nothing, output: v.strictObject({ outcome: v.nullable(ImportOutcome) }) },
  /** Puts back what the last import has changed. */
  undoImport: { input: nothing, output: nothing },
  /** Shows a notification as real ones are shown, if a real one would come now. */
  testNotification: { input: nothing, output: v.strictObject({ outcome: TestOutcome }) },
  /** Chooses the sound of a conversation on this computer; null: that of its account. */
  chooseConversationSound: {
    input: v.strictObject({ token: GlobalToken, sound: v.nullable(Sound) }),
    output: nothing,
  },
  chooseAccountSound: { input: v.strictObject({ ...OneAccount.entries, sound: Sound }), output: nothing },
  /** Makes a conversation an alarm conversation on this computer, or changes its rule. */
  declareAlarm: {
    input: v.strictObject({ token: GlobalToken, rule: AlarmRule }),
    output: v.strictObject({ level: LevelOutcome }),
  },
  undeclareAlarm: { input: OneConversation, output: v.strictObject({ level: LevelOutcome }) },
  /** Returns which of the conversation's last messages the rule would have made ring. */
  previewAlarm: { input: v.strictObject({ token: GlobalToken, rule: AlarmRule }), output: AlarmPreview },
  /** Plays a sound, so that the user hears it. */
  playSound: { input: v.strictObject({ sound: OwnSound }), output: nothing },
  changeSettings: { input: SettingsChange, output: nothing },
  /** Succeeds when the user may change settings: station mode may ask for the PIN first. */
  mayChangeSettings: { input: nothing, output: nothing },
  /** The user has typed the PIN of station mode. */
  enterPin: { input: v.strictObject({ pin: v.pipe(v.string(), v.maxLength(100)) }), output: PinAnswer },
  /** Chooses the PIN of station mode, or removes it (null). */
  choosePin: { input: v.strictObject({ pin: v.nullable(Pin) }), output: nothing },
  getDiagnostics: { input: nothing, output: Diagnostics },
  /** Copies the diagnostics as text to the clipboard. */
  copyDiagnostics: { input: nothing, output: nothing },
  /** Checks everything between this computer and the conversations; may take some seconds. */
  runDoctor: { input: nothing, output: DoctorReport },
  /** Copies the doctor's last report as text to the clipboard. */
  copyReport: { input: nothing, output: nothing },
  /** Asks the server now, whatever the timer says. */
  refresh: { input: nothing, output: nothing },
  /** Returns what was asked of the window from outside, such as from the tray's menu, once. */
  takeWish: { input: nothing, output: v.nullable(Wish) },
  hideWindow: { input: nothing, output: nothing },
  startWall: { input: nothing, output: nothing },
  /** This and the next are the only calls that the wall display may make. */
  getWall: { input: nothing, output: WallState },
  endWall: { input: nothing, output: nothing },
  /** The pages with an alarm's card may make this call and the next three, and no others. */
  getAlarmCard: { input: nothing, output: AlarmView },
  /** The user has seen these alarms. `by`: on the card with the pointer or the keyboard, or in the window. */
  acknowledgeAlarms: {
    input: v.strictObject({
      ids: v.pipe(v.array(Alarm.entries.id), v.maxLength(1_000)),
      by: v.picklist(['card', 'key', 'window']),
    }),
    output: nothing,
  },
  /** Opens the conversation of an alarm in the browser. It acknowledges nothing. */
  openAlarm: { input: v.strictObject({ id: Alarm.entries.id }), output: nothing },
  /** Makes the cards small, or large again; the sound goes on. */
  shrinkAlarm: { input: v.strictObject({ small: v.boolean() }), output: nothing },
  /** Plays the sound of alarms for some seconds, as loud as an alarm, and returns whether it was heard. */
  testAlarmSound: { input: v.strictObject({ sound: AlarmSound }), output: AlarmHearing },
  /** The page that plays an alarm's sound may make this call and the next, and no others. */
  getAlarmSound: { input: nothing, output: AlarmSoundOrder },
  tellAlarmSound: { input: AlarmSoundReport, output: nothing },
  /** The page with the card of calls may make this call and the next, and no others. */
  getCallCard: { input: nothing, output: CallView },
  /** The user joins an incoming call in the browser, or ignores it. */
  answerCall: { input: v.strictObject({ id: Call.entries.id, answer: CallAnswer }), output: nothing },
  /** What the other apps of the same Nextcloud say. */
  getCompanions: { input: nothing, output: CompanionViews },
  actOnCompanion: { input: CompanionAction, output: CompanionAnswer },
  /** Ends the app; where there is no tray, nothing else can. */
  quit: { input: nothing, output: nothing },
} as const;

export const updates = {
  state: AppState,
  /** Something was asked of the window: `takeWish` says what. */
  wish: nothing,
  /** Only the wall display gets it, and it gets nothing else. */
  wall: WallState,
  /** Only the pages with an alarm's card get it, and they get nothing else. */
  alarm: AlarmView,
  /** Only the page with the card of calls gets it, and it gets nothing else. */
  call: CallView,
  companions: CompanionViews,
  /** The doctor's progress: at once, and with each finished line. */
  doctor: DoctorProgress,
} as const;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = v.InferOutput<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = v.InferOutput<(typeof calls)[N]['output']>;
/** `names`: of the conversations that the error is about, if the caller cannot know them. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: ErrorCode; names?: readonly string[] };
export type UpdateName = keyof typeof updates;
export type Update<N extends UpdateName> = v.InferOutput<(typeof updates)[N]>;

/** The calls that the preload makes by itself. */
export type CallOfPreload = 'dropFiles' | 'pastePicture';

/**
 * The API that the preload exposes to the window as `window.talkmelder`: one function per call, one listener per
 * update.
 */
export type Bridge = {
  [N in Exclude<CallName, CallOfPreload>]: undefined extends CallInput<N>
    ? () => Promise<Result<CallOutput<N>>>
    : (input: CallInput<N>) => Promise<Result<CallOutput<N>>>;
} & {
  /** Each calls the listener with new values and returns a function that stops it. */
  onState: (listener: (state: Update<'state'>) => void) => () => void;
  onWish: (listener: (value: Update<'wish'>) => void) => () => void;
  onWall: (listener: (state: Update<'wall'>) => void) => () => void;
  onAlarm: (listener: (view: Update<'alarm'>) => void) => () => void;
  onCall: (listener: (view: Update<'call'>) => void) => () => void;
  onCompanions: (listener: (views: Update<'companions'>) => void) => () => void;
  onDoctor: (listener: (progress: Update<'doctor'>) => void) => () => void;
  /** The user has dropped or pasted something on this conversation: what became of it. */
  onOffered: (listener: (token: string, result: Result<undefined>) => void) => () => void;
};
