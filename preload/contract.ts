import * as v from 'valibot';
import { AppState, SignInMethod } from '../main/core/model/app-state.ts';
import { ReplyContext } from '../main/core/model/conversation.ts';
import { ConversationAction } from '../main/core/model/conversation-action.ts';
import { Diagnostics } from '../main/core/model/diagnostics.ts';
import { DoctorProgress, DoctorReport } from '../main/core/model/doctor-report.ts';
import type { ErrorCode } from '../main/core/model/error-code.ts';
import { GlobalToken } from '../main/core/model/global-token.ts';
import { PauseLength } from '../main/core/model/pause-length.ts';
import { SettingsChange } from '../main/core/model/settings.ts';

/**
 * THE contract between the window and the main process: every call and every push, as schemas.
 * Calls are intents ("open this conversation"), never powers ("open this URL"). Both sides infer their types from it;
 * main checks each input, output and push against it (main/ipc).
 */
const nothing = v.undefined();

/** Far beyond the longest message that any server takes. */
const Text = v.pipe(v.string(), v.maxLength(100_000));
const ReplyId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** As typed: not every one is a name. */
const LoginName = v.pipe(v.string(), v.maxLength(10_000));

const OneConversation = v.strictObject({ token: GlobalToken });
/** By id. */
const OneAccount = v.strictObject({ account: v.pipe(v.string(), v.maxLength(20_000)) });

export const calls = {
  getState: { input: nothing, output: AppState },
  /** Starts signing in to the typed address; how it goes is told by the state. */
  signIn: { input: v.strictObject({ address: v.pipe(v.string(), v.maxLength(2_000)) }), output: nothing },
  chooseSignInMethod: { input: v.strictObject({ method: SignInMethod }), output: nothing },
  /** The one secret that crosses, and in this direction only. */
  signInWithAppPassword: {
    input: v.strictObject({
      loginName: LoginName,
      appPassword: v.pipe(v.string(), v.maxLength(4_096)),
      remember: v.boolean(),
    }),
    output: nothing,
  },
  /** `typed`: what stands in the form for an app password, to be found there again; null elsewhere. */
  stepBackInSignIn: {
    input: v.strictObject({ typed: v.nullable(v.strictObject({ loginName: LoginName, remember: v.boolean() })) }),
    output: nothing,
  },
  cancelSignIn: { input: nothing, output: nothing },
  reopenLoginPage: { input: nothing, output: nothing },
  copyLoginLink: { input: nothing, output: nothing },
  /** Signs in again after the server ended the session; keeps the account. */
  signInAgain: { input: OneAccount, output: nothing },
  /** Begins to sign in where this account's server has moved to; `cancelSignIn` leads back to the list. */
  signInAtNewAddress: { input: OneAccount, output: nothing },
  /** Begins to sign in as somebody else besides; `cancelSignIn` leads back to the list. */
  addAccount: { input: nothing, output: nothing },
  /** Shows the conversations of one account only; of all when null. */
  showAccount: { input: v.strictObject({ account: v.nullable(OneAccount.entries.account) }), output: nothing },
  disconnect: { input: OneAccount, output: nothing },
  openConversation: { input: OneConversation, output: nothing },
  /** Opens the conversation so that the browser joins its call. */
  joinCall: { input: OneConversation, output: nothing },
  copyLink: { input: OneConversation, output: nothing },
  /** What a row offers to do to its conversation. */
  act: { input: v.strictObject({ token: GlobalToken, action: ConversationAction }), output: nothing },
  /** Every conversation of these accounts that has something unread. */
  markAllRead: { input: v.strictObject({ accounts: v.array(OneAccount.entries.account) }), output: nothing },
  /** What a quick reply starts with. */
  openReply: { input: OneConversation, output: ReplyContext },
  /** What was typed and not sent, kept until it is sent or the account is disconnected. */
  keepDraft: { input: v.strictObject({ token: GlobalToken, text: Text }), output: nothing },
  /** `id`: made up for each message, so that one that was sent twice is one. */
  reply: { input: v.strictObject({ token: GlobalToken, text: Text, id: ReplyId }), output: nothing },
  /** No notifications for a while; counted on from now. */
  pause: { input: v.strictObject({ length: PauseLength }), output: nothing },
  unpause: { input: nothing, output: nothing },
  changeSettings: { input: SettingsChange, output: nothing },
  getDiagnostics: { input: nothing, output: Diagnostics },
  /** The same as text, into the clipboard. */
  copyDiagnostics: { input: nothing, output: nothing },
  /** Looks at everything between this computer and the conversations; may take some seconds. */
  runDoctor: { input: nothing, output: DoctorReport },
  /** The doctor's last report as text, into the clipboard. */
  copyReport: { input: nothing, output: nothing },
  /** Asks the server now, whatever the timer says. */
  refresh: { input: nothing, output: nothing },
  hideWindow: { input: nothing, output: nothing },
  /** Ends the app; where there is no tray, nothing else can. */
  quit: { input: nothing, output: nothing },
} as const;

export const updates = {
  state: AppState,
  /** While the doctor looks: at once, and with each line that is done. */
  doctor: DoctorProgress,
} as const;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = v.InferOutput<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = v.InferOutput<(typeof calls)[N]['output']>;
export type Result<T> = { ok: true; value: T } | { ok: false; error: ErrorCode };
export type UpdateName = keyof typeof updates;
export type Update<N extends UpdateName> = v.InferOutput<(typeof updates)[N]>;

/** What the preload exposes to the window as `window.talkmelder`: one function per call, one listener per push. */
export type Bridge = {
  [N in CallName]: undefined extends CallInput<N>
    ? () => Promise<Result<CallOutput<N>>>
    : (input: CallInput<N>) => Promise<Result<CallOutput<N>>>;
} & {
  /** Each calls back on what is new; returns the function that stops it. */
  onState: (listener: (state: Update<'state'>) => void) => () => void;
  onDoctor: (listener: (progress: Update<'doctor'>) => void) => () => void;
};
