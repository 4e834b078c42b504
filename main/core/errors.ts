import type { ErrorCode } from './model/error-code.ts';

/**
 * One class per thing a person can be told (design rule: never a raw message). The code selects the sentence;
 * the message is for the log and must never hold a secret.
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

/** What was typed names a person, as federated ids do; `address`: the base address of that person's Nextcloud. */
export class AddressOfPerson extends TalkmelderError {
  readonly code = 'address-of-person';
  readonly address: string;
  constructor(address: string) {
    super('a person and no address');
    this.address = address;
  }
}

/** Name not found, refused, reset, timed out, cut off: nothing usable came back from the network. */
export class Unreachable extends TalkmelderError {
  readonly code = 'unreachable';
  /** HTTP status of an answer that began and did not arrive as a whole; null when none began. */
  answered: number | null = null;
}

export class CertificateUntrusted extends TalkmelderError {
  readonly code = 'certificate';
}

/** The server's public key is none of those that the administrator has laid down. */
export class PinMismatch extends TalkmelderError {
  readonly code = 'pin-mismatch';
}

/** The network's proxy asks for a name and a password, which are not given here. */
export class ProxyAuthRequired extends TalkmelderError {
  readonly code = 'proxy-auth';
}

/** The administrator allows others only. */
export class ServerNotAllowed extends TalkmelderError {
  readonly code = 'server-not-allowed';
}

/** The administrator has laid this setting down. */
export class SettingLocked extends TalkmelderError {
  readonly code = 'setting-locked';
}

/** This computer would not take it on its disk, or let go of it. */
export class NotSaved extends TalkmelderError {
  readonly code = 'not-saved';
}

export class NotNextcloud extends TalkmelderError {
  readonly code = 'not-nextcloud';
}

/** A Nextcloud seems to be there, but not what programs talk to: 404, or a page in its place. */
export class NoApi extends TalkmelderError {
  readonly code = 'no-api';
  /** HTTP status, 0 when the status was fine and the body was not. */
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** `found`: the version there is. */
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

/** 401 for what a person has just typed. */
export class WrongCredentials extends TalkmelderError {
  readonly code = 'wrong-credentials';
}

/** Somebody else has signed in where an account was to be continued. */
export class OtherAccount extends TalkmelderError {
  readonly code = 'other-account';
}

/** The same person on the same server is signed in already. */
export class AccountExists extends TalkmelderError {
  readonly code = 'account-exists';
}

/** 401: wrong, revoked, wiped or disabled look the same; credentials are kept. */
export class SessionEnded extends TalkmelderError {
  readonly code = 'session-ended';
}

export class Maintenance extends TalkmelderError {
  readonly code = 'maintenance';
}

export class TalkMissing extends TalkmelderError {
  readonly code = 'talk-missing';
}

export class TalkForbidden extends TalkmelderError {
  readonly code = 'talk-forbidden';
}

/** 429. `retryAfter` in milliseconds; null when the server names none (Nextcloud's brute-force protection does not). */
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

/** The answer names, or redirects to, another origin than the one typed. */
export class UntrustedAnswer extends TalkmelderError {
  readonly code = 'untrusted-answer';
}

/** The same as a redirect. */
export class Redirected extends UntrustedAnswer {
  /** Absolute, as the server gave it. */
  readonly to: string;
  /** 301 or 308: for good. */
  readonly forGood: boolean;
  constructor(to: string, forGood: boolean) {
    super('redirected to another origin');
    this.to = to;
    this.forGood = forGood;
  }
}

/** Everything that is asked of the server leads to another one. */
export class ServerMoved extends TalkmelderError {
  readonly code = 'server-moved';
  /** Base address of the other one. */
  readonly address: string;
  constructor(address: string) {
    super('the server has moved');
    this.address = address;
  }
}

/** The server is a Nextcloud that does not want to be called by this address: it is none of its `trusted_domains`. */
export class UntrustedDomain extends TalkmelderError {
  readonly code = 'untrusted-domain';
}

/** The administrator lets nobody make app passwords. */
export class AppPasswordsForbidden extends TalkmelderError {
  readonly code = 'app-passwords-forbidden';
}

/** What a server hands out when a login is granted. */
export interface Grant {
  loginName: string;
  appPassword: string;
}

/** A login was granted, and what came with it cannot be used. The app password exists on the server: it is held here. */
export abstract class GrantRefused extends TalkmelderError {
  /** Private, so that no log shows it. */
  readonly #grant: Grant;
  constructor(message: string, grant: Grant) {
    super(message);
    this.#grant = grant;
  }
  /** The code that catches the error revokes it. */
  get grant(): Grant {
    return this.#grant;
  }
}

/** The server calls itself by another address than the one typed. */
export class OtherAddress extends GrantRefused {
  readonly code = 'other-address';
  /** Base address that it names; null when that is none to be typed. */
  readonly address: string | null;
  constructor(grant: Grant, address: string | null) {
    super('the server names another address', grant);
    this.address = address;
  }
}

/** The login name has control or direction characters, or is too long: it can be neither shown nor sent. */
export class LoginNameOdd extends GrantRefused {
  readonly code = 'login-name-odd';
}

/** The answer has another shape, though the app password can be read. */
export class GrantUnreadable extends GrantRefused {
  readonly code = 'grant-unreadable';
}

/** A login was granted, and the app password did not arrive: the server has it, and hands it out once only. */
export class GrantLost extends TalkmelderError {
  readonly code = 'grant-lost';
  /** The answer named the app password. Otherwise an answer was cut off, and may have been something else. */
  readonly wasHandedOut: boolean;
  constructor(message: string, wasHandedOut: boolean) {
    super(message);
    this.wasHandedOut = wasHandedOut;
  }
}

/** The server answered, but with nothing usable: 5xx, an unexpected status, HTML, a wrong shape. */
export class ServerError extends TalkmelderError {
  readonly code = 'server-error';
  /** HTTP status, 0 when the status was fine and the body was not. */
  readonly status: number;
  readonly retryAfter: number | null;
  /** The code in Nextcloud's own envelope, where it fits the status; null: the answer may be a page on the way. */
  readonly ocs: number | null;
  constructor(message: string, status: number, retryAfter: number | null = null, ocs: number | null = null) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
    this.ocs = ocs;
  }
}

/** The answer is longer than is ever read. */
export class AnswerTooLong extends ServerError {
  constructor() {
    super('the answer is too long', 0);
  }
}

/** The list of conversations is longer than is ever read. */
export class ListTooLong extends TalkmelderError {
  readonly code = 'list-too-long';
}

/**
 * The HTTP status of a refusal that Nextcloud itself has said. Null for a page of a gateway, a router or a firewall,
 * whatever its status: that passes, and nothing final may be concluded from it.
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

/** 413: longer than the server takes. */
export class MessageTooLong extends TalkmelderError {
  readonly code = 'message-too-long';
}

/** The conversation takes no message of this person now: read-only, lobby, removed meanwhile. */
export class MessageRefused extends TalkmelderError {
  readonly code = 'message-refused';
}

/** What was to be done to a conversation cannot be: it is gone, or this person may not. The server says 404 to both. */
export class ActionRefused extends TalkmelderError {
  readonly code = 'action-refused';
}

/** The code to tell a person; whatever is not one of ours is an internal error. */
export const errorCodeOf = (error: unknown): ErrorCode => (error instanceof TalkmelderError ? error.code : 'internal');

/** What the server said of it, fit for a sentence: the number of its error, its version, its address; null for none. */
export function detailOf(error: unknown): string | null {
  if (error instanceof TooOld) return error.found;
  if (error instanceof OtherAddress || error instanceof AddressOfPerson || error instanceof ServerMoved)
    return error.address;
  return (error instanceof ServerError || error instanceof NoApi) && error.status > 0 ? String(error.status) : null;
}
