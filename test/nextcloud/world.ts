import { randomBytes } from 'node:crypto';
import { usualWidgets } from './dashboard.ts';
import { Events } from './events.ts';
import type { Ids } from './ids.ts';
import type {
  AppPassword,
  DashboardWidget,
  Language,
  NewsFeed,
  Reminder,
  Room,
  SingleSignOn,
  StoredFile,
  User,
} from './model.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Returns a random word of letters and digits, like Nextcloud's tokens. */
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

/** The answer of a granted login flow. */
export interface Grant {
  server: string;
  loginName: string;
  appPassword: string;
}

/** A misconfiguration of a server, or of a proxy in front of it. */
export interface Misconfiguration {
  /**
   * The origin that the server uses for itself in the login flow, in grants and for push, as `overwriteprotocol` and
   * `overwritehost` set it or fail to.
   */
  calledItself?: string;
  /** Wrong addresses of push; null: the server names none. */
  push?: { websocket?: string | null; pre_auth?: string | null };
  /** The address is not among `trusted_domains`. */
  untrustedDomain?: boolean;
  /** The server redirects everything to this address, with the path appended. */
  movedTo?: string;
  /** Status of that redirect; 301 by default. */
  movedStatus?: number;
}

export type AppState = 'on' | 'off' | 'off-stale-route';

/** The server's data and switches. Holds no rules beyond look-ups and counters. */
export class World {
  readonly events = new Events();
  readonly users = new Map<string, User>();
  /** Other login names of users, each with the user's id. */
  readonly loginNames = new Map<string, string>();
  readonly rooms = new Map<string, Room>();
  /** App passwords by the password itself, so that each request's check is one look-up. */
  readonly appPasswords = new Map<string, AppPassword>();
  /** Every secret that was ever issued, valid or not. */
  readonly secrets: string[] = [];
  readonly options: WorldOptions;
  readonly shares = new Map<string, { file: StoredFile; room: Room; user: User }>();
  /** The server stores files although they must not replace others. */
  ignoresPreconditions = false;
  /** Chunks but the last have at least 5 MiB. */
  checksChunks = true;
  reminders: Reminder[] = [];
  widgets: DashboardWidget[] = usualWidgets();
  /** Null: News is not installed. */
  news: NewsFeed[] | null = null;
  /** The ids of all articles that there were, by their titles. */
  readonly articleIds = new Map<string, number>();
  readonly #numbers = new Map<string, string>();
  ids: Ids = { form: 'numbers', lastSmall: { message: 0, notification: 0 } };

  /** Null: users sign in with their passwords. */
  singleSignOn: SingleSignOn | null = null;
  maintenance = false;
  talk: AppState | 'forbidden' = 'on';
  notificationsApp: AppState = 'on';
  push = false;
  themeColour = '#00679e';
  /** The versions in the capabilities; with Talk 18 and Talk 25, the answers follow those versions. */
  versions = { nextcloud: '32.0.1', talk: '22.0.2' };
  /** Whether the server issues app passwords for login passwords. */
  issuesAppPasswords = true;
  /** Returns the answer to a granted login flow: a text is sent unchanged, any other value as JSON. */
  grantAnswer: (grant: Grant) => unknown = (grant) => grant;
  /** Whether CalDAV answers; a firewall may refuse its methods. */
  calDav = true;
  /** Whether the server knows the question for the next appointments (since Nextcloud 30). */
  upcomingEvents = true;
  /** Whether the calendar app is installed; calendars are there without it. */
  calendarApp = true;
  misconfiguration: Misconfiguration = {};
  /** How many milliseconds the server's clock is ahead. */
  clockSkew = 0;

  #lastId: Record<string, number> = {};

  constructor(options: WorldOptions) {
    this.options = options;
  }

  /** Returns a random word that only the client may know. */
  makeSecret(length: number): string {
    const secret = randomWord(length);
    this.secrets.push(secret);
    return secret;
  }

  /** Returns milliseconds since 1970 by the server's clock. */
  nowMs(): number {
    return this.options.now() + this.clockSkew;
  }

  /** Returns seconds since 1970 by the server's clock, like Nextcloud's timestamps. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  nextId(sequence: 'file' | 'share' | 'room' | 'attendee' | 'message' | 'notification' | 'app-password'): number {
    const id = (this.#lastId[sequence] ?? 0) + 1;
    this.#lastId[sequence] = id;
    return id;
  }

  /** Returns the last id that was issued; 0: none. */
  lastId(sequence: 'message' | 'notification'): number {
    return this.#lastId[sequence] ?? 0;
  }

  get baseUrl(): string {
    return this.options.baseUrl;
  }

  /** The address that the server uses for itself. */
  get ownUrl(): string {
    const { calledItself } = this.misconfiguration;
    return calledItself === undefined ? this.baseUrl : `${calledItself}${this.options.path}`;
  }

  /** Returns the address of a page for the browser, in this server's form. */
  pageUrl(path: string): string {
    return `${this.ownUrl}${this.options.prettyUrls ? '' : '/index.php'}${path}`;
  }

  /** Returns the number of a thing, which counts up from the first that was asked for. */
  numberOf(thing: string): string {
    const known = this.#numbers.get(thing) ?? String(this.#numbers.size + 1);
    this.#numbers.set(thing, known);
    return known;
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
