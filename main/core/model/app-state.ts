import * as v from 'valibot';
import { Connected } from './connected.ts';
import { ErrorCode } from './error-code.ts';
import { Browser, Language, SettingKey, Settings } from './settings.ts';

/** Where the app password is kept: the OS keychain, a file encrypted by the OS, or nowhere (gone with the app). */
export const SecretBackend = v.picklist(['keychain', 'encrypted-file', 'memory']);
export type SecretBackend = v.InferOutput<typeof SecretBackend>;

export const SignedOut = v.strictObject({
  kind: v.literal('signed-out'),
  /** What the address field starts with: preset, or what was typed before. */
  address: v.string(),
  error: v.nullable(ErrorCode),
  /** What the server said of it: the number of its error, or its version. */
  detail: v.nullable(v.string()),
  /**
   * `app-password-left`: after a disconnect that could not tell the server, the app password still exists there.
   * `wiped`: the server had everything of the account deleted here.
   */
  notice: v.nullable(v.picklist(['app-password-left', 'wiped', 'wiping'])),
  /** Others are signed in: there is a list to go back to. */
  adding: v.boolean(),
});
export type SignedOut = v.InferOutput<typeof SignedOut>;

/** The first screen. @param told what there is to say on it besides the address */
export const signedOut = (address: string, told: Partial<SignedOut> = {}): SignedOut => ({
  ...{ error: null, detail: null, notice: null, adding: false },
  ...told,
  kind: 'signed-out',
  address,
});

/** How a person proves who they are: on Nextcloud's own page, or with an app password made there. */
export const SignInMethod = v.picklist(['browser', 'app-password']);
export type SignInMethod = v.InferOutput<typeof SignInMethod>;

export const SigningIn = v.strictObject({
  kind: v.literal('signing-in'),
  /** Base address of the server. */
  address: v.string(),
  /**
   * `contacting`: asking the server. `method`: the person chooses. `waiting`: the browser has the word.
   * `app-password`: the person types. `checking`: who that is, and whether the server has what is needed.
   */
  step: v.picklist(['contacting', 'method', 'waiting', 'app-password', 'checking']),
  /** The one chosen; null before that. */
  method: v.nullable(SignInMethod),
  /** As typed before; in signing in again the account's. */
  loginName: v.string(),
  /** The app password is to be kept on this device. */
  remember: v.boolean(),
  /** The server ended the session of an account that is known here: no other address, no other account. */
  again: v.boolean(),
  /** Why the attempt before failed. */
  error: v.nullable(ErrorCode),
  detail: SignedOut.entries.detail,
  /** A hint that does not end the attempt: the network is away, or the browser could not be opened. */
  warning: v.nullable(ErrorCode),
});
export type SigningIn = v.InferOutput<typeof SigningIn>;

export const Phase = v.variant('kind', [SignedOut, SigningIn, Connected]);
export type Phase = v.InferOutput<typeof Phase>;

/** What this computer can do, and what it refused. */
export const Device = v.strictObject({
  /** The browsers found besides the system's own choice. */
  browsers: v.array(Browser),
  /** The app can be started with the session. */
  autostart: v.boolean(),
  /** They can be shown, and the last one was. */
  notifications: v.boolean(),
  /** The chosen shortcut belongs to another program. */
  shortcutTaken: v.boolean(),
});
export type Device = v.InferOutput<typeof Device>;

/** What the window renders, whole and secret-free. */
export const AppState = v.strictObject({
  language: Language,
  secretBackend: SecretBackend,
  settings: Settings,
  /** Those of the settings that the administrator has laid down. */
  locked: v.array(SettingKey),
  /** Nothing rings until then, milliseconds since 1970; null: notifications are not paused. */
  pausedUntil: v.nullable(v.number()),
  device: Device,
  /** The app ends as soon as a message is sent. */
  leaving: v.optional(v.boolean()),
  phase: Phase,
});
export type AppState = v.InferOutput<typeof AppState>;
