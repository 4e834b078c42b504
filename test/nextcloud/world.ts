import { randomBytes } from 'node:crypto';
import { Events } from './events.ts';
import type { Ids } from './ids.ts';
import type { AppPassword, Language, Reminder, Room, User } from './model.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A random word of letters and digits, as Nextcloud makes its tokens. */
export const randomWord = (length: number): string => {
  let word = '';
  for (const byte of randomBytes(length)) word += ALPHABET[byte % ALPHABET.length];
  return word;
};

export interface WorldOptions {
  /** Base address without a trailing slash; known only once the server listens. */
  baseUrl: string;
  path: string;
  prettyUrls: boolean;
  language: Language;
  now: () => number;
}

/** What a granted login flow hands out. */
export interface Grant {
  server: string;
  loginName: string;
  appPassword: string;
}

/** How a server, or a proxy in front of it, is set up wrongly. */
export interface Misconfiguration {
  /**
   * Origin by which the server calls itself, as `overwriteprotocol` and `overwritehost` set it or do not: in the login
   * flow, in grants, and in what it tells of push.
   */
  calledItself?: string;
  /** The addresses of push, where they are others than they should be; null: it names none. */
  push?: { websocket?: string | null; pre_auth?: string | null };
  /** The address is none of `trusted_domains`. */
  untrustedDomain?: boolean;
  /** Everything is redirected to this address, its path appended. */
  movedTo?: string;
  /** Status of that redirect; 301 unless told. */
  movedStatus?: number;
}

export type AppState = 'on' | 'off' | 'off-stale-route';

/** Everything the server knows, and its switches. Holds no rules beyond look-ups and counters. */
export class World {
  readonly events = new Events();
  readonly users = new Map<string, User>();
  /** What users may sign in with besides their ids: to the id. */
  readonly loginNames = new Map<string, string>();
  readonly rooms = new Map<string, Room>();
  /** By the password itself, so that each request's check is one look-up. */
  readonly appPasswords = new Map<string, AppPassword>();
  /** Every one that was ever given out, whether it still holds or not. */
  readonly secrets: string[] = [];
  readonly options: WorldOptions;
  reminders: Reminder[] = [];
  ids: Ids = { form: 'numbers', lastSmall: { message: 0, notification: 0 } };

  maintenance = false;
  talk: AppState | 'forbidden' = 'on';
  notificationsApp: AppState = 'on';
  push = false;
  themeColour = '#00679e';
  /** As the capabilities tell them; Talk 18 and Talk 25 also answer as they do. */
  versions = { nextcloud: '32.0.1', talk: '22.0.2' };
  /** Makes app passwords for login passwords. */
  issuesAppPasswords = true;
  /** What the client is told when its login flow has been granted: text as it is, anything else as JSON. */
  grantAnswer: (grant: Grant) => unknown = (grant) => grant;
  misconfiguration: Misconfiguration = {};
  /** Milliseconds the server's clock is ahead. */
  clockSkew = 0;

  #lastId: Record<string, number> = {};

  constructor(options: WorldOptions) {
    this.options = options;
  }

  /** A random word that nobody but the client may know. */
  makeSecret(length: number): string {
    const secret = randomWord(length);
    this.secrets.push(secret);
    return secret;
  }

  /** Milliseconds since 1970 by the server's clock. */
  nowMs(): number {
    return this.options.now() + this.clockSkew;
  }

  /** Seconds since 1970 by the server's clock, as Nextcloud's timestamps are. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  nextId(sequence: 'room' | 'attendee' | 'message' | 'notification' | 'app-password'): number {
    const id = (this.#lastId[sequence] ?? 0) + 1;
    this.#lastId[sequence] = id;
    return id;
  }

  /** The last one that was given out; 0: none. */
  lastId(sequence: 'message' | 'notification'): number {
    return this.#lastId[sequence] ?? 0;
  }

  get baseUrl(): string {
    return this.options.baseUrl;
  }

  /** The address by which the server calls itself. */
  get ownUrl(): string {
    const { calledItself } = this.misconfiguration;
    return calledItself === undefined ? this.baseUrl : `${calledItself}${this.options.path}`;
  }

  /** An address a person's browser goes to, in the form this server has. */
  pageUrl(path: string): string {
    return `${this.ownUrl}${this.options.prettyUrls ? '' : '/index.php'}${path}`;
  }

  /** @throws when there is no such user: a mistake in the test. */
  user(id: string): User {
    const user = this.users.get(id);
    if (!user) throw new Error(`There is no user "${id}"`);
    return user;
  }

  /** @throws when there is no such room: a mistake in the test. */
  room(token: string): Room {
    const room = this.rooms.get(token);
    if (!room) throw new Error(`There is no room "${token}"`);
    return room;
  }

  displayName(userId: string): string {
    return this.users.get(userId)?.displayName ?? userId;
  }
}
