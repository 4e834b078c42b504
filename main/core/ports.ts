import type { AlarmCard, AlarmHearing } from './model/alarm.ts';
import type { Device, SecretBackend } from './model/app-state.ts';
import type { CallCard } from './model/call.ts';
import type { AppAddress } from './model/companion.ts';
import type { Diagnostics } from './model/diagnostics.ts';
import type { Settings } from './model/settings.ts';
import type { Sound } from './model/sound.ts';
import type { NoUpdates, UpdateBy, UpdateFault } from './model/update.ts';

/** Time and chance, so that tests can control both. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment in the past. It cannot be set, and may stand still while the machine sleeps. */
  monotonic(): number;
  /** Calls back once after `ms`; returns the function that cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** In [0, 1), for jitter only. */
  random(): number;
}

/**
 * Keeps one secret per account: the app password with the server it was made for (core/sign-in/bound-secret.ts). Calls
 * for one account are answered in the order in which they were made.
 */
export interface SecretStore {
  /** Where secrets are kept, as far as that is known by now. */
  backend(): SecretBackend;
  /** @param onChange called when `backend` returns a new value */
  watch?(onChange: () => void): void;
  /** Returns the secret; null when there is none. */
  read(accountId: string): Promise<string | null>;
  /** Resolves with where the secret is kept now. */
  write(accountId: string, secret: string): Promise<SecretBackend>;
  /**
   * Replaces the secret in the place where `was` was read, and only if `was` is still there. Rejects when that fails:
   * nothing is removed, and the secret is written nowhere else.
   */
  rebind(accountId: string, was: string, secret: string): Promise<void>;
  /** The accounts with a secret in a place that can list them; empty where none can. Never rejects. */
  ids?(): Promise<string[]>;
  /** Removes the secret everywhere it may be kept. Rejects when it is, or may be, still there somewhere. */
  remove(accountId: string): Promise<void>;
}

/**
 * Keeps unsent texts, one document per account, encrypted by the system; where the system cannot encrypt, nothing is
 * kept. Never throws or rejects.
 */
export interface DraftStore {
  /** Returns null when there is none or it cannot be read. Waits as long as the keyring is silent. */
  read(accountId: string): Promise<string | null>;
  /** Replaces the stored text. Returns false when the text is not kept. */
  write(accountId: string, text: string): Promise<boolean>;
  /** Removes at once, and also cancels a write under way. Returns false when the text may still be there. */
  remove(accountId: string): boolean;
}

/**
 * Small documents on disk, written atomically; never for secrets. Never throws: a full or missing disk is logged, and
 * the app continues with the data in memory.
 */
export interface SettingsStore {
  /**
   * Returns the document stored under the name, which may be invalid and must be parsed; an empty object when there is
   * none.
   */
  read(name: string): unknown;
  /** Returns false when the document could not be written. */
  write(name: string, value: object): boolean;
  /** Removes the document and backups that were set aside. Returns false when something is still there. */
  remove(name: string): boolean;
}

/** A notification to show. The same key replaces an earlier one. */
export interface NotificationRequest {
  key: string;
  title: string;
  body: string;
  /** The conversation that a click opens (outside an account, a `GlobalToken`); null opens the window. */
  token: string | null;
  /** The id of the thread that a click opens; null opens the conversation itself. */
  thread: string | null;
  /** Without a sound. */
  silent: boolean;
  /** The sound, unless it is silent; missing: the system's. */
  sound?: Sound;
  /** The placeholder of the reply field, where the platform supports replies; null: no reply field. */
  replyPlaceholder: string | null;
  /** The label of the button that marks the conversation as read; null: no button. */
  markRead: string | null;
  /** The label of the button that joins the conversation's call; a click then joins, too. Absent: no call. */
  join?: string;
  /**
   * The notification is about this alarm: it stays until it is withdrawn, and a click on it, or on the button with this
   * label, acknowledges the alarm. Absent: no alarm.
   */
  acknowledge?: { alarm: string; label: string };
  /** A click opens this app in the browser. Absent: as `token` says. */
  app?: AppAddress;
}

/** A notification of an account that is about no conversation. */
export interface Notice extends Pick<NotificationRequest, 'key' | 'title' | 'body' | 'silent'> {
  /** The app that a click opens in the browser. Absent: a click opens the window. */
  app?: Omit<AppAddress, 'account'>;
}

export interface Notifier {
  show(request: NotificationRequest): void;
  /**
   * Replaces the notification with this key, without a sound, by one with other words. Does nothing when it is no
   * longer shown, as far as the system reports that.
   */
  update(request: NotificationRequest): void;
  /** Removes the notification if it is still shown; unknown keys are ignored. */
  withdraw(key: string): void;
}

/** What makes an alarm seen and heard: the card on every display, its sound, the tray. */
export interface AlarmBell {
  /** Shows the card, replaces what it shows, or removes it (null). Never throws: a refused sound is reported. */
  show(card: AlarmCard | null): void;
  /** Plays a short tone, once: the app is blind, or a test alarm has failed. If left out, a notification sounds. */
  tone?(): void;
  /** Whether the last sound of an alarm was heard. If left out, that is unknown. */
  hearing?(): AlarmHearing;
}

/** What makes incoming calls seen and heard: one small card, and a ringing tone. */
export interface CallBell {
  /** Whether the desktop lets a card appear above other windows without taking the focus. */
  canShow(): boolean;
  /** Shows the card, replaces what it shows, or removes it (null). Never throws. */
  show(card: CallCard | null): void;
}

/** A file that the user has dropped or chosen, open for reading. */
export interface OpenedFile {
  /** Its name without the folder, as the system has it. */
  name: string;
  /** Bytes. */
  size: number;
  /** Only the app has it, and only in memory: the user has pasted it. */
  isPasted?: true;
  /** Reads exactly so many bytes. @throws FileChanged when they are not there, or the file has changed since */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Never rejects. */
  close(): Promise<void>;
}

/** A file that the app writes at a place that the user has chosen. Nothing is there until `finish`. */
export interface FileBeingSaved {
  /** @throws FileNotWritten */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Puts the whole file in its place, and marks it as one from the internet where the system knows that. @throws FileNotWritten */
  finish(): Promise<void>;
  /** Removes what was written. Never rejects. */
  abandon(): Promise<void>;
}

/** Files of the user. Core never names a path itself: paths come from the system's dialogs and from real drops. */
export interface UserFiles {
  /** Opens an ordinary file: no link, folder, device or pipe. @throws FileUnusable */
  open(path: string): Promise<OpenedFile>;
  /** @param path as the user has chosen it in the system's dialog @throws FileNotWritten */
  save(path: string): Promise<FileBeingSaved>;
}

/** Makes PINs unreadable, so that none is stored. */
export interface PinHasher {
  /** Returns a hash in the form of `PIN_HASH` (core/model/pin.ts), with a new salt. */
  hash(pin: string): Promise<string>;
  /** Returns false for another PIN, and for a hash that cannot be used. */
  matches(pin: string, hash: string): Promise<boolean>;
}

export interface Opener {
  /**
   * Opens `url` in the system's browser, or in the chosen one if it is still installed. Rejects any URL that is not
   * https (except loopback) on `origin`.
   * @throws BrowserNotOpened when the system has no browser to offer
   */
  open(url: string, origin: string, browser: Settings['openWith']): Promise<void>;
  /** Copies the text to the clipboard. @throws NotCopied when the clipboard refuses */
  copy(text: string): Promise<void>;
}

/** The settings that concern the computer instead of the conversations: theme, autostart, the shortcut. */
export interface Desktop {
  /** Applies the settings to the computer. Never throws: `device` shows what was refused. */
  apply(settings: Settings): void;
  device(): Device;
  /** Lets the system start the app again when it is killed or crashes, or no longer. Never throws. */
  keepRunning(wanted: boolean): void;
  /** @param onChange called when `device` returns a new value although no settings were applied */
  watch(onChange: () => void): void;
  versions(): Pick<Diagnostics, 'app' | 'electron' | 'chromium' | 'node' | 'system'>;
}

/** The result of reading a file that only an administrator may have written. */
export type MachineFile =
  | { kind: 'absent' }
  | { kind: 'unreadable' }
  | { kind: 'unprotected' }
  | { kind: 'text'; text: string };

/** What was found at one of the places where a policy may be. */
export interface FoundPolicy {
  /** The place as the doctor names it: a path, or a key of the registry. */
  place: string;
  /**
   * `text`: the text of a JSON file. `values`: what JSON could hold. `registry`: what `reg.exe query` prints about `key`
   * and all below it.
   */
  content:
    | { kind: 'unreadable' }
    | { kind: 'unanswered' }
    | { kind: 'unprotected' }
    | { kind: 'text'; text: string }
    | { kind: 'values'; values: unknown }
    | { kind: 'registry'; key: string; output: string };
  /** The user may have written it: only the server's address and the defaults count. */
  isUsers?: boolean;
}

/** What an administrator has put on this machine for all users. */
export interface MachineFiles {
  /** Reads the places where a policy may be, the strongest first, without the empty ones. Never throws. */
  policies(): FoundPolicy[];
  /** Never throws. `unprotected`: users other than an administrator could have written the file. */
  read(path: string): MachineFile;
  /** Whether the text, one PEM block, is a usable certificate. */
  isCertificate(pem: string): boolean;
}

/** A certificate as the server presents it; only the HTTP client can tell whether it is trusted. */
export interface ShownCertificate {
  /** The issuer's name as the certificate states it. */
  issuer: string;
  /** Milliseconds since 1970. */
  validFrom: number;
  validTo: number;
  /** The certificate names the host that was asked. */
  isForHost: boolean;
}

/**
 * The loudspeaker that plays alarms, as the computer's sound server has it. `isChosen`: it is the loudspeaker that the user has
 * chosen, or the user has chosen none. `percent`: its volume.
 */
export type SoundOutput =
  | { kind: 'unknown' }
  | { kind: 'none' }
  | { kind: 'there'; isChosen: boolean; isMuted: boolean; percent: number };

/**
 * Examines the network and the computer below the HTTP client, for the doctor. Each call gives up by itself after a few
 * seconds; failures carry the system's code (ENOTFOUND, ECONNREFUSED, …).
 */
/** When a computer without a person goes to sleep. */
export type SleepSetting = { kind: 'never' } | { kind: 'after'; seconds: number } | { kind: 'unknown' };

export interface Probe {
  /** The proxy for this URL, for example `proxy.example.org:3128`; null: the connection is direct. */
  proxy(url: string): Promise<string | null>;
  /** The addresses of a host. */
  resolve(host: string): Promise<string[]>;
  /** Connects and hangs up. */
  connect(host: string, port: number): Promise<void>;
  certificate(host: string, port: number): Promise<ShownCertificate>;
  /** The desktop shows tray icons. */
  trayHost(): Promise<boolean>;
  /** The system starts the app with the session. */
  startsAtLogin(): boolean;
  /** The system starts the app again when it is killed or crashes. Never rejects. */
  restarts(): Promise<boolean>;
  /** @param wanted the name of the loudspeaker that the user has chosen; empty: the system's */
  soundOutput(wanted: string): Promise<SoundOutput>;
  /** Whether the computer goes to sleep by itself while it is plugged in. Never rejects. */
  sleepSetting(): Promise<SleepSetting>;
  /** The desktop lets a window stay above all others. */
  keepsOnTop(): boolean;
}

/** Never receives a secret, a message text or the name of a conversation. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** The platform's `fetch`: Chromium's stack in the app, Node's in tests. */
export type Fetch = typeof globalThis.fetch;

export interface SocketListeners {
  onOpen(): void;
  /** Receives a text frame; binary frames are not passed on. */
  onMessage(text: string): void;
  /** The socket has closed or failed, for any reason; called once. */
  onClose(reason: string): void;
}

/** A websocket. Calls after it has closed do nothing. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

/** Opens a websocket on the platform's stack: Chromium's in the app, Node's in tests. */
export type OpenSocket = (url: string, listeners: SocketListeners) => Socket;

/** A newer version that the feed offers. */
export interface OfferedUpdate {
  version: string;
  /** What is new, as plain text; null: the feed says nothing. */
  notes: string | null;
}

/** Looking for an update, or getting it, has failed; the message is for the log. */
export class UpdateFailed extends Error {
  readonly fault: UpdateFault;
  constructor(fault: UpdateFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** Finds, gets and installs newer versions of the app. */
export interface Updater {
  /** The version that runs. */
  readonly version: string;
  /**
   * Who can install an update of this copy of the app, or why there are none, and where its user finds the releases (an
   * https address; null: nowhere). Never rejects.
   */
  ability(): Promise<{ off: NoUpdates } | { off: null; by: UpdateBy; page: string | null }>;
  /** Asks the feed for a newer version; null: there is none. @throws UpdateFailed */
  look(): Promise<OfferedUpdate | null>;
  /**
   * Gets the version that the last `look` has found, and proves that it is whole and from the same people. Nothing of a
   * failed one is kept. @param onProgress called with percents @throws UpdateFailed
   */
  download(onProgress: (percent: number) => void): Promise<void>;
}

/** Everything that core needs from its surroundings. */
export interface Ports {
  clock: Clock;
  secrets: SecretStore;
  settings: SettingsStore;
  /** If left out, drafts end with the app. */
  drafts?: DraftStore;
  notifier: Notifier;
  /** If left out, alarms are told by notifications only. */
  bell?: AlarmBell;
  /** If left out, calls are told by notifications only. */
  callBell?: CallBell;
  pins: PinHasher;
  files: UserFiles;
  opener: Opener;
  log: Logger;
  fetch: Fetch;
  openSocket: OpenSocket;
  desktop: Desktop;
  probe: Probe;
  /** If left out, nothing is said about updates. */
  updater?: Updater;
}
