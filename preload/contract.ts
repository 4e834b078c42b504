import * as v from 'valibot';
import { AppState, type ErrorCode } from '../main/core/model/app-state.ts';
import { NotificationLevel } from '../main/core/model/conversation.ts';

/**
 * THE contract between the window and the main process: every call and every push, as schemas.
 * Calls are intents ("open this conversation"), never powers ("open this URL"). Both sides infer their types from it;
 * main checks each input and output against it (main/ipc).
 */
const nothing = v.undefined();
const Token = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,64}$/i));

const OneConversation = v.strictObject({ token: Token });

export const calls = {
  getState: { input: nothing, output: AppState },
  /** Starts signing in to the typed address; how it goes is told by the state. */
  signIn: { input: v.strictObject({ address: v.pipe(v.string(), v.maxLength(2_000)) }), output: nothing },
  cancelSignIn: { input: nothing, output: nothing },
  reopenLoginPage: { input: nothing, output: nothing },
  copyLoginLink: { input: nothing, output: nothing },
  /** Signs in again after the server ended the session; keeps the account. */
  signInAgain: { input: nothing, output: nothing },
  disconnect: { input: nothing, output: nothing },
  openConversation: { input: OneConversation, output: nothing },
  copyLink: { input: OneConversation, output: nothing },
  markRead: { input: OneConversation, output: nothing },
  markUnread: { input: OneConversation, output: nothing },
  setNotificationLevel: { input: v.strictObject({ token: Token, level: NotificationLevel }), output: nothing },
  setFavourite: { input: v.strictObject({ token: Token, on: v.boolean() }), output: nothing },
  setArchived: { input: v.strictObject({ token: Token, on: v.boolean() }), output: nothing },
  /** Asks the server now, whatever the timer says. */
  refresh: { input: nothing, output: nothing },
  hideWindow: { input: nothing, output: nothing },
} as const;

export const pushes = {
  state: AppState,
} as const;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = v.InferOutput<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = v.InferOutput<(typeof calls)[N]['output']>;
export type Result<T> = { ok: true; value: T } | { ok: false; error: ErrorCode };
export type PushName = keyof typeof pushes;
export type Push<N extends PushName> = v.InferOutput<(typeof pushes)[N]>;

/** What the preload exposes to the window as `window.talkmelder`: one function per call, one listener per push. */
export type Bridge = {
  [N in CallName]: undefined extends CallInput<N>
    ? () => Promise<Result<CallOutput<N>>>
    : (input: CallInput<N>) => Promise<Result<CallOutput<N>>>;
} & {
  /** Calls back on each new state; returns the function that stops it. */
  onState: (listener: (state: Push<'state'>) => void) => () => void;
};
