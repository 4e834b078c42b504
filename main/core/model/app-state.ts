import * as v from 'valibot';
import { Conversation } from './conversation.ts';
import { Browser, Language, SettingKey, Settings } from './settings.ts';

/** Everything a person can be told went wrong. The sentences are in renderer/i18n and core/i18n. */
export const ErrorCode = v.picklist([
  'address-invalid',
  'address-not-https',
  'unreachable',
  'certificate',
  'pin-mismatch',
  'proxy-auth',
  'server-not-allowed',
  'setting-locked',
  'not-nextcloud',
  'no-api',
  'nextcloud-too-old',
  'talk-too-old',
  'wrong-credentials',
  'other-account',
  'session-ended',
  'maintenance',
  'talk-missing',
  'talk-forbidden',
  'too-many-attempts',
  'login-expired',
  'untrusted-answer',
  'server-error',
  'browser-not-opened',
  'message-too-long',
  'message-refused',
  'internal',
]);
export type ErrorCode = v.InferOutput<typeof ErrorCode>;

/** Where the app password is kept: the OS keychain, a file encrypted by the OS, or nowhere (gone with the app). */
export const SecretBackend = v.picklist(['keychain', 'encrypted-file', 'memory']);
export type SecretBackend = v.InferOutput<typeof SecretBackend>;

/** The account as shown; `server` is the base address without a trailing slash. */
export const Account = v.strictObject({
  id: v.string(),
  server: v.string(),
  loginName: v.string(),
  displayName: v.string(),
  /** The server's theming colour, `#rrggbb`; null when it has none or an odd one. */
  colour: v.nullable(v.string()),
  /** The person's picture can be had. */
  picture: v.boolean(),
  /** The app password is kept on this device; else it ends with the app. */
  remembered: v.boolean(),
});
export type Account = v.InferOutput<typeof Account>;

/**
 * How the list on screen relates to the server.
 * `loading`: no answer yet. `live`: push tells what is new. `polling`: without push. `stale`: the server answers, but
 * not with a list. `offline`: nothing answers. `maintenance`. `signed-out`: on the server; nothing more is asked until
 * the person acts. In the last four the list is kept, with its age.
 */
export const Connection = v.strictObject({
  state: v.picklist(['loading', 'live', 'polling', 'stale', 'offline', 'maintenance', 'signed-out']),
  error: v.nullable(ErrorCode),
  /** When the list on screen was right, milliseconds since 1970; null before the first answer. */
  lastSyncAt: v.nullable(v.number()),
  /** When the next attempt is due, milliseconds since 1970; null when none is planned. */
  nextTryAt: v.nullable(v.number()),
});
export type Connection = v.InferOutput<typeof Connection>;

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
  notice: v.nullable(v.picklist(['app-password-left', 'wiped'])),
});
export type SignedOut = v.InferOutput<typeof SignedOut>;

/** The first screen. */
export const signedOut = (
  address: string,
  error: SignedOut['error'] = null,
  notice: SignedOut['notice'] = null,
  detail: SignedOut['detail'] = null,
): SignedOut => ({
  kind: 'signed-out',
  address,
  error,
  detail,
  notice,
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

export const Connected = v.strictObject({
  kind: v.literal('connected'),
  account: Account,
  connection: Connection,
  /** Sorted by last activity, newest first; null until the first list has come. */
  conversations: v.nullable(v.array(Conversation)),
  /** Archived conversations that do not belong among the others, in the same order. */
  archived: v.array(Conversation),
  /** Unread messages over all conversations that count. */
  unread: v.number(),
  mentioned: v.boolean(),
  /** The longest message that the server takes, in characters. */
  maxMessageLength: v.number(),
});
export type Connected = v.InferOutput<typeof Connected>;

export const Phase = v.variant('kind', [SignedOut, SigningIn, Connected]);
export type Phase = v.InferOutput<typeof Phase>;

/** What this computer can do, and what it refused. */
export const Device = v.strictObject({
  /** The browsers found besides the system's own choice. */
  browsers: v.array(Browser),
  /** The app can be started with the session. */
  autostart: v.boolean(),
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
  phase: Phase,
});
export type AppState = v.InferOutput<typeof AppState>;
