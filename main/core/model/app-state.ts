import * as v from 'valibot';
import { AlarmState } from './alarm.ts';
import { Connected } from './connected.ts';
import { Undoable } from './delayed.ts';
import { ErrorCode } from './error-code.ts';
import { FileItem } from './file-item.ts';
import { GlobalToken } from './global-token.ts';
import { PinSource } from './pin.ts';
import { Browser, Language, SettingKey, Settings } from './settings.ts';
import { UpdateState } from './update.ts';

/** Where the app password is kept: the OS keychain, a file encrypted by the OS, or memory (lost when the app ends). */
export const SecretBackend = v.picklist(['keychain', 'encrypted-file', 'memory']);
export type SecretBackend = v.InferOutput<typeof SecretBackend>;

export const SignedOut = v.strictObject({
  kind: v.literal('signed-out'),
  /** The initial text of the address field: the preset server, or the text that the user typed before. */
  address: v.string(),
  error: v.nullable(ErrorCode),
  /** What the server said about the error: its number, or the server's version. */
  detail: v.nullable(v.string()),
  /**
   * `app-password-left`: the server could not be reached on disconnect, so the app password still exists there.
   * `wiped`: the server asked for a wipe, and everything of the account is deleted here. `wiping`: the same, but
   * something could not be deleted yet.
   */
  notice: v.nullable(v.picklist(['app-password-left', 'wiped', 'wiping'])),
  /** Another account is signed in, so the user can go back to the list. */
  adding: v.boolean(),
  /** The app password will be kept on this device, unless the user chooses otherwise. */
  remember: v.boolean(),
});
export type SignedOut = v.InferOutput<typeof SignedOut>;

/** Builds the first screen. @param content what the screen says besides the address */
export const signedOut = (address: string, content: Partial<SignedOut> = {}): SignedOut => ({
  error: null,
  detail: null,
  notice: null,
  adding: false,
  remember: true,
  ...content,
  kind: 'signed-out',
  address,
});

/** How the user proves their identity: on Nextcloud's own page, or with an app password made there. */
export const SignInMethod = v.picklist(['browser', 'app-password']);
export type SignInMethod = v.InferOutput<typeof SignInMethod>;

export const SigningIn = v.strictObject({
  kind: v.literal('signing-in'),
  /** Base address of the server. */
  address: v.string(),
  /**
   * `contacting`: the app asks the server. `method`: the browser has failed, or an account is continued, and the user
   * chooses how to go on. `waiting`: the user signs in with the browser. `app-password`: the user types. `checking`: the
   * app checks the credentials and what the server supports.
   */
  step: v.picklist(['contacting', 'method', 'waiting', 'app-password', 'checking']),
  /** The chosen method; null while the user has to choose. */
  method: v.nullable(SignInMethod),
  /** The login name that was typed before, or the account's when it signs in again. */
  loginName: v.string(),
  /** The app password is kept on this device. */
  remember: v.boolean(),
  /** The server ended the session of a known account: address and account are fixed. */
  again: v.boolean(),
  /** Why the previous attempt failed. */
  error: v.nullable(ErrorCode),
  detail: SignedOut.entries.detail,
  /** A hint that does not end the attempt: the network is down, or the browser could not be opened. */
  warning: v.nullable(ErrorCode),
});
export type SigningIn = v.InferOutput<typeof SigningIn>;

export const Phase = v.variant('kind', [SignedOut, SigningIn, Connected]);
export type Phase = v.InferOutput<typeof Phase>;

/** What this computer supports, and what it refused. */
export const Device = v.strictObject({
  /** The browsers that were found besides the system's default. */
  browsers: v.array(Browser),
  /** The system can start the app with the session. */
  autostart: v.boolean(),
  /** The system can show notifications, and showed the last one. */
  notifications: v.boolean(),
  /** The system reports that the screen is locked. */
  screenLock: v.boolean(),
  /** The chosen shortcut belongs to another program. */
  shortcutTaken: v.boolean(),
  /**
   * Where the user finds the app's icon: in the taskbar of Windows, which hides new icons behind an arrow, in the menu
   * bar of macOS, in the panel of another desktop, or nowhere.
   */
  icon: v.picklist(['taskbar', 'menu-bar', 'panel', 'nowhere']),
});
export type Device = v.InferOutput<typeof Device>;

/** Everything that the window renders; contains no secret. */
export const AppState = v.strictObject({
  language: Language,
  secretBackend: SecretBackend,
  settings: Settings,
  /** The settings that the administrator has locked. */
  locked: v.array(SettingKey),
  /** No notification rings before this time, milliseconds since 1970; null: notifications are not paused. */
  pausedUntil: v.nullable(v.number()),
  /** The end of the quiet hours that hold now, in the same way. */
  quietUntil: v.nullable(v.number()),
  device: Device,
  /** Present in station mode. `hidesTexts`: no person is at the PC, so no text of a message is shown. */
  station: v.optional(v.strictObject({ pin: PinSource, hidesTexts: v.boolean() })),
  /** The first sign-in on this device has just succeeded, and the user has not yet gone on to the list. */
  welcome: v.optional(v.boolean()),
  /**
   * A conversation that the user chose outside the window, in a notification or in the tray's menu, could not be
   * opened. `name`: null if the conversation is not known any more.
   */
  unopened: v.optional(v.strictObject({ token: GlobalToken, name: v.nullable(v.string()), error: ErrorCode })),
  /** The app ends as soon as a message has been sent. */
  leaving: v.optional(v.boolean()),
  /** The last action, while it can still be undone. */
  undoable: v.optional(Undoable),
  /** Files that are on their way; absent when there are none. */
  files: v.optional(v.array(FileItem)),
  /** Present while there is an alarm conversation, or an alarm that is open. */
  alarm: v.optional(AlarmState),
  /** Absent while nothing is known of updates. */
  update: v.optional(UpdateState),
  phase: Phase,
});
export type AppState = v.InferOutput<typeof AppState>;
