import * as v from 'valibot';
import type { ErrorCode } from './model/error-code.ts';

/**
 * One class per error that the user can be shown (design rule: never a raw message). The code selects the sentence;
 * the message is for the log and must never contain a secret.
 */
export abstract class TalkmelderError extends Error {
  abstract readonly code: ErrorCode;
}

export class AddressInvalid extends TalkmelderError {
  readonly code = 'address-invalid';
}

export class AddressNotHttps extends TalkmelderError {
  readonly code = 'address-not-https';
}

/** The typed text names a person, as federated ids do; `address`: the base address of that person's Nextcloud. */
export class AddressOfPerson extends TalkmelderError {
  readonly code = 'address-of-person';
  readonly address: string;
  constructor(address: string) {
    super('a person, not an address');
    this.address = address;
  }
}

/** Name not found, refused, reset, timed out, cut off: the network returned nothing usable. */
export class Unreachable extends TalkmelderError {
  readonly code = 'unreachable';
  /** HTTP status of an answer that began but was cut off; null when none began. */
  answered: number | null = null;
}

export class CertificateUntrusted extends TalkmelderError {
  readonly code = 'certificate';
}

/** The server's public key is none of those that the administrator has pinned. */
export class PinMismatch extends TalkmelderError {
  readonly code = 'pin-mismatch';
}

/** The network's proxy asks for a name and a password, which the app does not have. */
export class ProxyAuthRequired extends TalkmelderError {
  readonly code = 'proxy-auth';
}

/** The administrator allows only other servers. */
export class ServerNotAllowed extends TalkmelderError {
  readonly code = 'server-not-allowed';
}

/** The administrator has locked this setting. */
export class SettingLocked extends TalkmelderError {
  readonly code = 'setting-locked';
}

/** Station mode asks for the PIN first. */
export class PinNeeded extends TalkmelderError {
  readonly code = 'pin-needed';
}

/** The disk refused to store or remove something. */
export class NotSaved extends TalkmelderError {
  readonly code = 'not-saved';
}

export class NotNextcloud extends TalkmelderError {
  readonly code = 'not-nextcloud';
}

/** A Nextcloud seems to be there, but its API is not: 404, or a web page instead. */
export class NoApi extends TalkmelderError {
  readonly code = 'no-api';
  /** HTTP status; 0 when the status was fine but the body was not. */
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** `found`: the server's version. */
abstract class TooOld extends TalkmelderError {
  readonly found: string;
  constructor(found: string) {
    super(`version ${found}`);
    this.found = found;
  }
}

export class NextcloudTooOld extends TooOld {
  readonly code = 'nextcloud-too-old';
}

export class TalkTooOld extends TooOld {
  readonly code = 'talk-too-old';
}

/** 401 for credentials that the user has just typed. */
export class WrongCredentials extends TalkmelderError {
  readonly code = 'wrong-credentials';
}

/** `found`: the display name of the person who has signed in. */
abstract class UnexpectedPerson extends TalkmelderError {
  readonly found: string;
  constructor(message: string, found: string) {
    super(message);
    this.found = found;
  }
}

/** Another person has signed in where an account was to be continued. */
export class OtherAccount extends UnexpectedPerson {
  readonly code = 'other-account';
}

/** The same person on the same server is already signed in. */
export class AccountExists extends UnexpectedPerson {
  readonly code = 'account-exists';
}

/** 401: a wrong, revoked, wiped or disabled login looks the same; the credentials are kept. */
export class SessionEnded extends TalkmelderError {
  readonly code = 'session-ended';
}

/** `retryAfter`: the announced time, in milliseconds; null when the server announces none. */
export class Maintenance extends TalkmelderError {
  readonly code = 'maintenance';
  readonly retryAfter: number | null;
  constructor(message: string, retryAfter: number | null = null) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

export class TalkMissing extends TalkmelderError {
  readonly code = 'talk-missing';
}

export class TalkForbidden extends TalkmelderError {
  readonly code = 'talk-forbidden';
}

/** 429. `retryAfter` in milliseconds; null when the server sends none (Nextcloud's brute-force protection does not). */
export class TooManyAttempts extends TalkmelderError {
  readonly code = 'too-many-attempts';
  readonly retryAfter: number | null;
  constructor(message: string, retryAfter: number | null) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** The 20 minutes of a login flow are over. */
export class LoginExpired extends TalkmelderError {
  readonly code = 'login-expired';
}

/** The answer names, or redirects to, an origin other than the typed one. */
export class UntrustedAnswer extends TalkmelderError {
  readonly code = 'untrusted-answer';
}

/** The answer redirects to another origin. */
export class Redirected extends UntrustedAnswer {
  /** The absolute target as the server sent it. */
  readonly to: string;
  /** 301 or 308: a permanent redirect. */
  readonly forGood: boolean;
  constructor(to: string, forGood: boolean) {
    super('redirected to another origin');
    this.to = to;
    this.forGood = forGood;
  }
}

/** The server redirects every request to another server. */
export class ServerMoved extends TalkmelderError {
  readonly code = 'server-moved';
  /** Base address of the new server. */
  readonly address: string;
  constructor(address: string) {
    super('the server has moved');
    this.address = address;
  }
}

/** The server is a Nextcloud that rejects this address: the address is missing in its `trusted_domains`. */
export class UntrustedDomain extends TalkmelderError {
  readonly code = 'untrusted-domain';
}

/** The administrator does not allow app passwords. */
export class AppPasswordsForbidden extends TalkmelderError {
  readonly code = 'app-passwords-forbidden';
}

/** The credentials that a server hands out when it grants a login. */
export interface Grant {
  loginName: string;
  appPassword: string;
}

/**
 * The server granted a login, but the answer cannot be used. The app password exists on the server, so the error holds
 * it.
 */
export abstract class GrantRefused extends TalkmelderError {
  /** Private, so that no log shows it. */
  readonly #grant: Grant;
  constructor(message: string, grant: Grant) {
    super(message);
    this.#grant = grant;
  }
  /** The code that catches the error must revoke the app password. */
  get grant(): Grant {
    return this.#grant;
  }
}

/** The server calls itself by an address other than the typed one. */
export class OtherAddress extends GrantRefused {
  readonly code = 'other-address';
  /** The base address that the server names; null when it is invalid. */
  readonly address: string | null;
  constructor(grant: Grant, address: string | null) {
    super('the server names another address', grant);
    this.address = address;
  }
}

/** The login name contains control or direction characters, or is too long: it can be neither shown nor sent. */
export class LoginNameOdd extends GrantRefused {
  readonly code = 'login-name-odd';
}

/** The answer has an unknown shape, but its app password can be read. */
export class GrantUnreadable extends GrantRefused {
  readonly code = 'grant-unreadable';
}

/** The server granted a login, but the app password did not arrive: the server hands it out only once. */
export class GrantLost extends TalkmelderError {
  readonly code = 'grant-lost';
  /** The answer contained the app password. Otherwise the answer was cut off and may have been something else. */
  readonly wasHandedOut: boolean;
  constructor(message: string, wasHandedOut: boolean) {
    super(message);
    this.wasHandedOut = wasHandedOut;
  }
}

/** The server answered with nothing usable: 5xx, an unexpected status, HTML, a wrong shape. */
export class ServerError extends TalkmelderError {
  readonly code = 'server-error';
  /** HTTP status; 0 when the status was fine but the body was not. */
  readonly status: number;
  readonly retryAfter: number | null;
  /** The code with which Nextcloud itself refuses (`codeSaid`); null: the answer may come from a proxy. */
  readonly ocs: number | null;
  constructor(message: string, status: number, retryAfter: number | null = null, ocs: number | null = null) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
    this.ocs = ocs;
  }
}

/** The answer is longer than the app ever reads. */
export class AnswerTooLong extends ServerError {
  constructor() {
    super('the answer is too long', 0);
  }
}

/** The list of conversations is longer than the app ever reads. */
export class ListTooLong extends TalkmelderError {
  readonly code = 'list-too-long';
}

/**
 * Returns the HTTP status of a refusal that Nextcloud itself sent. Null for a page from a gateway, a router or a
 * firewall, whatever its status: it may pass, so the app must not treat it as final.
 */
export const statusSaid = (error: unknown): number | null =>
  error instanceof ServerError && error.ocs !== null ? error.status : null;

export class BrowserNotOpened extends TalkmelderError {
  readonly code = 'browser-not-opened';
}

/** The clipboard refused. */
export class NotCopied extends TalkmelderError {
  readonly code = 'not-copied';
}

/** The file that the user has chosen could not be written. */
export class FileNotWritten extends TalkmelderError {
  readonly code = 'file-not-written';
}

/** The file that the user has chosen holds no settings of this app, or cannot be read. */
export class SettingsFileOdd extends TalkmelderError {
  readonly code = 'settings-file-odd';
}

/** The path leads to no ordinary file that can be read: a folder, a link, a device, nothing. */
export class FileUnusable extends TalkmelderError {
  readonly code = 'file-unusable';
}

/** The file has changed while it was being sent. */
export class FileChanged extends TalkmelderError {
  readonly code = 'file-changed';
}

/** What was pasted is no picture that the app sends. */
export class PictureUnusable extends TalkmelderError {
  readonly code = 'picture-unusable';
}

/** More files at once than the app sends. */
export class TooManyFiles extends TalkmelderError {
  readonly code = 'too-many-files';
}

/** The server accepts no file with such a name. */
export class FileNameForbidden extends TalkmelderError {
  readonly code = 'file-name-forbidden';
}

/** 413: the file, or a part of it, is larger than the server accepts. */
export class FileTooLarge extends TalkmelderError {
  readonly code = 'file-too-large';
}

/** The user has no space left on the server. */
export class NoSpace extends TalkmelderError {
  readonly code = 'no-space';
}

/** The server, the conversation or the administrator does not let this user send files there. */
export class FileRefused extends TalkmelderError {
  readonly code = 'file-refused';
}

/** A message's file is gone, or it has none that can be fetched. */
export class FileGone extends TalkmelderError {
  readonly code = 'file-gone';
}

/** No sound could be played. */
export class SoundNotPlayed extends TalkmelderError {
  readonly code = 'sound-not-played';
}

/** 413: the message is longer than the server accepts. */
export class MessageTooLong extends TalkmelderError {
  readonly code = 'message-too-long';
}

/** The conversation does not accept messages from this user now: read-only, lobby, or removed meanwhile. */
export class MessageRefused extends TalkmelderError {
  readonly code = 'message-refused';
}

/**
 * The action cannot be carried out: the conversation is gone, or the user may not act on it. The server answers 404 to
 * both.
 */
export class ActionRefused extends TalkmelderError {
  readonly code = 'action-refused';
}

/** Conversations could not be marked as read. `code`: why; `names`: of the conversations. */
export class NotMarkedRead extends TalkmelderError {
  readonly code: ErrorCode;
  readonly names: readonly string[];
  constructor(why: TalkmelderError, names: readonly string[]) {
    super(`${names.length} conversations: ${why.message}`);
    this.code = why.code;
    this.names = names;
  }
}

/** Returns the code of the sentence for the user; an unknown error is an internal error. */
export const errorCodeOf = (error: unknown): ErrorCode => (error instanceof TalkmelderError ? error.code : 'internal');

/** Whether the app knows such an error. Any other error is a bug, or a fault of a library or of the system. */
export const isExpected = (error: unknown): error is TalkmelderError => error instanceof TalkmelderError;

/**
 * Describes a caught error for the log: an expected error by its code, any other by its stack. Code that turns an error
 * into something else logs this description, because the stack is lost afterwards.
 *
 * A stack says where, never what: messages of libraries quote the values that they could not use, and these may be
 * secrets or people's texts. So a message is kept only up to the first sign that may begin a value.
 */
export function describeError(error: unknown): string {
  const links: string[] = [];
  for (let link = error; links.length < MOST_CAUSES; link = link.cause) {
    links.push(describeLink(link));
    if (!(link instanceof Error) || link.cause === undefined) break;
  }
  return links.join('\ncaused by ');
}

const MOST_CAUSES = 5;

function describeLink(error: unknown): string {
  if (error instanceof ServerError) return `${error.code} ${error.status}`;
  if (isExpected(error)) return error.code;
  if (!(error instanceof Error)) return `a thrown ${error === null ? 'null' : typeof error}`;
  const name = /^[\w$]+$/.test(error.name) ? error.name : 'Error';
  const words = wordsOf(error);
  return [words === '' ? name : `${name}: ${words}`, ...framesOf(error)].join('\n');
}

/** Network errors of Chromium contain colons. */
const BEFORE_VALUES = /^(?:net::ERR_\w+|[^:\d\n'"`‘’‚“”„«»‹›()[\]{}<>/\\])*/;

function wordsOf(error: Error): string {
  if (v.isValiError(error)) return `unexpected shape at ${v.getDotPath(error.issues[0]) ?? 'top'}`;
  // The system's own code, for example ENOENT.
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z\d_]+$/.test(error.code)) return error.code;
  // Only texts can be parsed, so the message quotes one.
  if (error instanceof SyntaxError) return '';
  return BEFORE_VALUES.exec(error.message)?.[0].trim() ?? '';
}

/** Returns the lines of the stack without the message, which may have several lines. */
const framesOf = ({ stack = '', message }: Error): string[] =>
  stack.replace(message, () => '').match(/^ {4}at .*(?::\d+:\d+|<anonymous>|index \d+)\)?$/gm) ?? [];

/**
 * Returns what the server said about the error, for the sentence: its number, its version or its address; null for
 * none.
 */
export function detailOf(error: unknown): string | null {
  if (error instanceof TooOld || error instanceof UnexpectedPerson) return error.found;
  if (error instanceof OtherAddress || error instanceof AddressOfPerson || error instanceof ServerMoved)
    return error.address;
  return (error instanceof ServerError || error instanceof NoApi) && error.status > 0 ? String(error.status) : null;
}
