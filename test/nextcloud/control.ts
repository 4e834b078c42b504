import { appPasswordsOf, createAppPassword, revokeAppPassword } from './app-passwords.ts';
import type { BruteForce } from './authentication.ts';
import { wordsIn } from './calendars.ts';
import { appsControl } from './control-apps.ts';
import { calendarControl } from './control-calendars.ts';
import { chatControl } from './control-chat.ts';
import { peopleControl } from './control-people.ts';
import type { Change, Fault, FaultFilter, Faults } from './faults.ts';
import { putFile } from './files.ts';
import type { IdForm } from './ids.ts';
import type { LoginFlows } from './login-flow.ts';
import type { Push } from './push.ts';
import type { RequestHandler } from './request-handler.ts';
import type { LoggedRequest } from './request-log.ts';
import { seedStation } from './station.ts';
import type { World } from './world.ts';

export interface ControlParts {
  world: World;
  bruteForce: BruteForce;
  loginFlows: LoginFlows;
  push: Push;
  faults: Faults;
  handler: RequestHandler;
  down: () => Promise<void>;
  up: () => Promise<void>;
}

/** App passwords and the login flow, seen from the server's side. */
const accessControl = ({ world, bruteForce, loginFlows }: ControlParts) => ({
  /** Grants a pending login flow without a browser: the flow with that login URL, or else the newest. */
  grant: (user: string, loginUrl?: string): void => {
    const flow = loginFlows.pending().findLast((pending) => !loginUrl || loginFlows.loginUrl(pending) === loginUrl);
    if (!flow) throw new Error('No login flow is pending');
    loginFlows.grant(flow, world.user(user).id);
  },
  /** Replaces the honest answer of granted login flows from now on. */
  answerGrants: (answer: World['grantAnswer']): void => {
    world.grantAnswer = answer;
  },
  /** Creates an app password like those of a login flow. */
  createAppPassword: (user: string, name = 'Test'): string =>
    createAppPassword(world, world.user(user).id, name).password,
  /** Returns what the user sees under "Devices & sessions". */
  appPasswords: (user: string): { name: string; password: string }[] =>
    appPasswordsOf(world, user).map(({ name, password }) => ({ name, password })),
  /** Revokes all app passwords of this user. */
  revoke: (user: string): void => {
    for (const appPassword of appPasswordsOf(world, user)) revokeAppPassword(world, appPassword);
  },
  /**
   * Changes the user's password behind Nextcloud's back, in LDAP or SAML: the server refuses app passwords until the
   * user signs in on the web.
   */
  changePasswordElsewhere: (user: string): void => {
    world.user(user).awaitsWebLogin = true;
  },
  /** Signs the user in on the web. */
  signInOnWeb: (user: string): void => {
    world.user(user).awaitsWebLogin = false;
  },
  /** Requests a remote wipe of all clients of this user, or only of the client with that app password. */
  wipe: (user: string, password?: string): void => {
    for (const appPassword of appPasswordsOf(world, user)) {
      if (password === undefined || appPassword.password === password) appPassword.wipeRequested = true;
    }
  },
  /** Sends the login page to an identity provider; null: users sign in with their passwords. */
  setSingleSignOn: (provider: World['singleSignOn']): void => {
    world.singleSignOn = provider;
  },
  /** Forgets failed logins: 429 ends. */
  resetBruteForce: (): void => bruteForce.reset(),
});

/** The server's own state and its faults. */
const serverControl = ({ world, faults, handler, down, up }: ControlParts) => ({
  setMaintenance: (on: boolean): void => {
    world.maintenance = on;
  },
  /** `off-stale-route`: 500 instead of 404, as real servers answer for up to an hour after Talk was disabled. */
  setTalk: (state: World['talk']): void => {
    world.talk = state;
  },
  setNotificationsApp: (state: World['notificationsApp']): void => {
    world.notificationsApp = state;
  },
  setVersions: (versions: Partial<World['versions']>): void => {
    Object.assign(world.versions, versions);
  },
  /** Sets the form of ids of messages and notifications; all forms but numbers make snowflakes from now on. */
  setIds: (form: IdForm): void => {
    world.ids = { form, lastSmall: { message: world.lastId('message'), notification: world.lastId('notification') } };
  },
  /** Sets whether a login password can be exchanged for an app password. */
  setIssuesAppPasswords: (on: boolean): void => {
    world.issuesAppPasswords = on;
  },
  /** Misconfigures the server; replaces the last misconfiguration. */
  misconfigure: (wrong: World['misconfiguration']): void => {
    world.misconfiguration = wrong;
  },
  /** `#rrggbb` */
  setThemeColour: (colour: string): void => {
    world.themeColour = colour;
  },
  /** Sets how many milliseconds the server's clock is ahead of `now`. */
  setClockSkew: (ms: number): void => {
    world.clockSkew = ms;
  },
  /** Runs an action as if it happened this many minutes ago. */
  inThePast: <T>(minutes: number, action: () => T): T => {
    const skew = world.clockSkew;
    world.clockSkew = skew - minutes * 60_000;
    try {
      return action();
    } finally {
      world.clockSkew = skew;
    }
  },
  /** Sets the delay before each answer, in milliseconds. */
  setLatency: (ms: number): void => {
    handler.latency = ms;
  },
  /**
   * Makes requests fail: all of them until cleared, or those that the filter picks, or the next `count`. Returns the
   * function that ends this fault alone.
   */
  fail: (fault: Fault, filter: FaultFilter = {}): (() => void) => faults.add(fault, filter),
  /**
   * Changes the data of good answers before they are sent, as a hostile server or an odd app would. Returns the
   * function that ends it.
   */
  alter: (path: string | RegExp, change: Change): (() => void) => handler.alterations.add(path, change),
  clearFaults: (): void => faults.clear(),
  /** Stops listening and destroys every connection. */
  down,
  /** Listens again, on the same port. */
  up,
});

const filesControl = ({ world }: ControlParts) => ({
  /** Stores a file among the user's own. @param path without a leading slash */
  putFile: (user: string, path: string, content: string | Buffer): void =>
    void putFile(world, world.user(user), path, Buffer.from(content)),
  /** Returns the user's files: their size by their path. */
  filesOf: (user: string): Record<string, number> =>
    Object.fromEntries(Array.from(world.user(user).files, ([path, { bytes }]) => [path, bytes.length])),
  contentOf: (user: string, path: string): Buffer | null => world.user(user).files.get(path)?.bytes ?? null,
  /** Returns the names of the chunks of uploads that have not been put together. */
  halfUploads: (user: string): string[] =>
    [...world.user(user).uploads.values()].flatMap((chunks) => ['begun', ...chunks.keys()]),
  /** The server loses what was uploaded in chunks: whole uploads, or one chunk of each. */
  loseUploads: (user: string, chunk?: string): void => {
    const { uploads } = world.user(user);
    if (chunk === undefined) uploads.clear();
    else for (const chunks of uploads.values()) chunks.delete(chunk);
  },
  /** @param bytes that the user may store; null: unlimited */
  setQuota: (user: string, bytes: number | null): void => {
    world.user(user).quota = bytes;
  },
  /** Puts chunks together whatever their sizes are. */
  acceptAnyChunks: (): void => {
    world.checksChunks = false;
  },
  /** The server stores files even where they replace others. */
  ignorePreconditions: (): void => {
    world.ignoresPreconditions = true;
  },
  /** Returns the shares that exist: the file's path and the conversation's token. */
  shares: (): { path: string; token: string }[] =>
    [...world.shares.values()].flatMap(({ file, room, user }) =>
      [...user.files].flatMap(([path, one]) => (one === file ? { path, token: room.token } : [])),
    ),
});

const pushControl = ({ world, push }: ControlParts) => ({
  setPush: (state: 'on' | 'off'): void => {
    world.push = state === 'on';
    if (!world.push) push.dropAll();
  },
  /** Sets how many milliseconds notify_push collects events before it sends a frame; 0 by default. */
  setPushDebounce: (ms: number): void => {
    push.debounce = ms;
  },
  /** Lets push lie: it stays connected and reports nothing. */
  setPushSilent: (silent: boolean): void => {
    push.silent = silent;
  },
  dropPushConnections: (): void => push.dropAll(),
  sendPushFrame: (user: string, text: string): void => push.send(user, text),
  /** Returns the number of authenticated websockets of this user. */
  pushConnections: (user: string): number => push.connectionsOf(user),
});

const observation = ({ world, handler }: ControlParts) => ({
  /** Returns every app password and every login or websocket token that the server ever issued. */
  secretsGiven: (): string[] => [...world.secrets],
  /** Returns all texts that users have written, and the names of their conversations and calendars. */
  wordsOfPeople: (): string[] => [
    ...new Set([
      ...[...world.rooms.values()].flatMap(({ name, messages }) => [name, ...messages.map(({ text }) => text)]),
      ...[...world.users.values()].flatMap(({ calendars }) => [...calendars.values()].flatMap(wordsIn)),
    ]),
  ],
  namesOfConversations: (): string[] => [...new Set([...world.rooms.values()].map(({ name }) => name))],
  /** All requests since the start or the last `clearRequests`, in order of arrival. */
  requests: handler.requests as readonly LoggedRequest[],
  clearRequests: (): void => {
    handler.requests.length = 0;
  },
  on: world.events.on.bind(world.events) as World['events']['on'],
  waitFor: world.events.waitFor.bind(world.events) as World['events']['waitFor'],
});

/** Creates the in-process controls of tests and demo over the server. Mistakes in a call throw. */
export const createControl = (parts: ControlParts) => {
  const basics = {
    ...peopleControl(parts.world),
    ...chatControl(parts.world),
    ...appsControl(parts.world),
    ...calendarControl(parts.world),
    ...accessControl(parts),
    ...serverControl(parts),
    ...pushControl(parts),
    ...filesControl(parts),
    ...observation(parts),
  };
  return {
    ...basics,
    /** Fills the server with a fire station's people and conversations; returns the tokens by name. */
    seedStation: () => seedStation(basics),
  };
};

export type Control = ReturnType<typeof createControl>;
/** The controls that seeding needs. */
export type BasicControl = ReturnType<typeof peopleControl> &
  ReturnType<typeof calendarControl> &
  ReturnType<typeof chatControl> &
  ReturnType<typeof serverControl>;
