import type { Device, SecretBackend } from './model/app-state.ts';
import type { Diagnostics } from './model/diagnostics.ts';
import type { Settings } from './model/settings.ts';

/** Time and chance, so that tests can hold both still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment in the past. It cannot be set, and it may stand still while the machine sleeps. */
  monotonic(): number;
  /** Calls back once after `ms`; returns the function that prevents it. */
  after(ms: number, callback: () => void): () => void;
  /** In [0, 1), for jitter only. */
  random(): number;
}

/**
 * Keeps one secret per account: the app password with what it was made for (core/sign-in/bound-secret.ts). Calls about one
 * account are answered in the order in which they were made.
 */
export interface SecretStore {
  /** Where secrets are kept, as far as that is known by now. */
  backend(): SecretBackend;
  /** @param onChange called when `backend` tells something else */
  watch?(onChange: () => void): void;
  /** The secret, or null when there is none. */
  read(accountId: string): Promise<string | null>;
  /** Resolves with where it is kept now. */
  write(accountId: string, secret: string): Promise<SecretBackend>;
  /**
   * Writes the secret where `was` has been read, and only if that is still there. Rejects when it cannot, and leaves what
   * is there: nothing is removed, and no other place takes it.
   */
  rebind(accountId: string, was: string, secret: string): Promise<void>;
  /** Removes it everywhere it could have been kept. Rejects when it is, or may be, still there somewhere. */
  remove(accountId: string): Promise<void>;
}

/**
 * Keeps what was typed and not sent, one text per account, encrypted by the system; where the system cannot, nothing is
 * kept. Never throws or rejects.
 */
export interface DraftStore {
  /** Null when there is none, or it cannot be read. It may take as long as a keyring keeps silent. */
  read(accountId: string): Promise<string | null>;
  /** Takes the place of what was there. False when it is not kept. */
  write(accountId: string, text: string): Promise<boolean>;
  /** At once, with what is being written. False when it may still be there. */
  remove(accountId: string): boolean;
}

/**
 * Small documents on disk, written atomically; nothing secret is ever put here. Never throws: a disk that is full or
 * gone is logged, and the app goes on with what it has in memory.
 */
export interface SettingsStore {
  /** Whatever was stored under the name (may be nonsense: parse it); an empty object when nothing was. */
  read(name: string): unknown;
  /** False when it could not be written. */
  write(name: string, value: object): boolean;
  /** With what was set aside of it. False when something of it is still there. */
  remove(name: string): boolean;
}

/** A notification to show. The same key replaces an earlier one. */
export interface NotificationRequest {
  key: string;
  title: string;
  body: string;
  /** The conversation a click opens (outside of an account, a `GlobalToken`); null opens the window. */
  token: string | null;
  /** The id of the thread in it that a click opens; null opens the conversation itself. */
  thread: string | null;
  /** Without a sound. */
  silent: boolean;
  /** What to write into the empty field, where the platform lets people answer from a notification; null: no answer. */
  replyPlaceholder: string | null;
  /** The words on the button that marks the conversation as read; null: no such button. */
  markRead: string | null;
}

export interface Notifier {
  show(request: NotificationRequest): void;
  /** Takes it back if it is still shown; unknown keys are fine. */
  withdraw(key: string): void;
}

export interface Opener {
  /**
   * Opens `url` in the system browser, or in the one that was chosen if it is still there. Rejects anything that is not https (loopback excepted) on `origin`.
   * @throws BrowserNotOpened when the system has no browser to offer
   */
  open(url: string, origin: string, browser: Settings['openWith']): Promise<void>;
  /** Into the clipboard. @throws NotCopied when that refuses */
  copy(text: string): Promise<void>;
}

/** What of the settings concerns the computer rather than the conversations: theme, autostart, the shortcut. */
export interface Desktop {
  /** Brings them in line with the settings. Never throws: what was refused shows in `device`. */
  apply(settings: Settings): void;
  device(): Device;
  /** @param onChange called when `device` tells something else, without any settings having been applied */
  watch(onChange: () => void): void;
  versions(): Pick<Diagnostics, 'app' | 'electron' | 'chromium' | 'node' | 'system'>;
}

/** What came of reading a file that only an administrator may have written. */
export type MachineFile = { kind: 'absent' | 'unreadable' | 'unprotected' } | { kind: 'text'; text: string };

/** Files that an administrator has put on this machine for all who use it. */
export interface MachineFiles {
  /** Where a policy may stand, absolute paths, the most trustworthy first. */
  policies: string[];
  /** Never throws. `unprotected`: others than an administrator could have written it. */
  read(path: string): MachineFile;
  /** Whether the text, one PEM block, is a certificate that can be used. */
  isCertificate(pem: string): boolean;
}

/** A certificate as the server shows it; whether it is trusted, only the HTTP client can tell. */
export interface ShownCertificate {
  /** Whoever issued it, as it calls itself. */
  issuer: string;
  /** Milliseconds since 1970. */
  validFrom: number;
  validTo: number;
  /** It names the host that was asked. */
  isForHost: boolean;
}

/**
 * Looks at the network and the computer from beneath the HTTP client, for the doctor. Each call gives up by itself
 * after a few seconds; failures carry the system's code (ENOTFOUND, ECONNREFUSED, …).
 */
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
}

/** Never receives a secret, a message text or the name of a conversation. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** `fetch` of the platform: Chromium's stack in the app, Node's in tests. */
export type Fetch = typeof globalThis.fetch;

export interface SocketListeners {
  onOpen(): void;
  /** A text frame; binary ones are not passed on. */
  onMessage(text: string): void;
  /** Closed or failed, for whatever reason; called once. */
  onClose(reason: string): void;
}

/** A websocket. Calls after it has closed do nothing. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

/** Opens a websocket on the platform's stack: Chromium's in the app, Node's in tests. */
export type OpenSocket = (url: string, listeners: SocketListeners) => Socket;

/** All that core needs of its surroundings. */
export interface Ports {
  clock: Clock;
  secrets: SecretStore;
  settings: SettingsStore;
  /** Left out: drafts end with the app. */
  drafts?: DraftStore;
  notifier: Notifier;
  opener: Opener;
  log: Logger;
  fetch: Fetch;
  openSocket: OpenSocket;
  desktop: Desktop;
  probe: Probe;
}
