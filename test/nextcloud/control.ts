import { appPasswordsOf, createAppPassword, revokeAppPassword } from './app-passwords.ts';
import type { BruteForce } from './authentication.ts';
import { chatControl } from './control-chat.ts';
import { peopleControl } from './control-people.ts';
import type { Change, Fault, FaultFilter, Faults } from './faults.ts';
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
  /** Grants a pending login flow without a browser: the one with that login URL, else the newest. */
  grant: (user: string, loginUrl?: string): void => {
    const flow = loginFlows.pending().findLast((pending) => !loginUrl || loginFlows.loginUrl(pending) === loginUrl);
    if (!flow) throw new Error('No login flow is pending');
    loginFlows.grant(flow, world.user(user).id);
  },
  /** What granted login flows answer from now on, in place of the honest answer. */
  answerGrants: (answer: World['grantAnswer']): void => {
    world.grantAnswer = answer;
  },
  /** An app password as if a login flow had made it. */
  createAppPassword: (user: string, name = 'Test'): string =>
    createAppPassword(world, world.user(user).id, name).password,
  /** What the user sees under "Devices & sessions". */
  appPasswords: (user: string): { name: string; password: string }[] =>
    appPasswordsOf(world, user).map(({ name, password }) => ({ name, password })),
  /** Revokes all app passwords of this user. */
  revoke: (user: string): void => {
    for (const appPassword of appPasswordsOf(world, user)) revokeAppPassword(world, appPassword);
  },
  /**
   * The user's password is changed behind Nextcloud's back, in LDAP or SAML: app passwords are refused until the user
   * signs in on the web.
   */
  changePasswordElsewhere: (user: string): void => {
    world.user(user).awaitsWebLogin = true;
  },
  /** The user signs in on the web. */
  signInOnWeb: (user: string): void => {
    world.user(user).awaitsWebLogin = false;
  },
  /** Asks for a remote wipe of all clients of this user, or of the one with that app password. */
  wipe: (user: string, password?: string): void => {
    for (const appPassword of appPasswordsOf(world, user)) {
      if (password === undefined || appPassword.password === password) appPassword.wipeRequested = true;
    }
  },
  /** Forgets failed logins: 429 ends. */
  resetBruteForce: (): void => bruteForce.reset(),
});

/** The server's own state and what goes wrong with it. */
const serverControl = ({ world, faults, handler, down, up }: ControlParts) => ({
  setMaintenance: (on: boolean): void => {
    world.maintenance = on;
  },
  /** `off-stale-route`: as for up to an hour after Talk was disabled, 500 instead of 404. */
  setTalk: (state: World['talk']): void => {
    world.talk = state;
  },
  setNotificationsApp: (state: World['notificationsApp']): void => {
    world.notificationsApp = state;
  },
  setVersions: (versions: Partial<World['versions']>): void => {
    Object.assign(world.versions, versions);
  },
  /** How ids of messages and notifications are told; other than as numbers, those from now on are snowflakes. */
  setIds: (form: IdForm): void => {
    world.ids = { form, lastSmall: { message: world.lastId('message'), notification: world.lastId('notification') } };
  },
  /** Whether a login password can be exchanged for an app password. */
  setIssuesAppPasswords: (on: boolean): void => {
    world.issuesAppPasswords = on;
  },
  /** Sets the server up wrongly, in place of what was wrong before. */
  misconfigure: (wrong: World['misconfiguration']): void => {
    world.misconfiguration = wrong;
  },
  /** `#rrggbb` */
  setThemeColour: (colour: string): void => {
    world.themeColour = colour;
  },
  /** Milliseconds that the server's clock is ahead of `now`. */
  setClockSkew: (ms: number): void => {
    world.clockSkew = ms;
  },
  /** Does something as if it were so many minutes ago. */
  inThePast: <T>(minutes: number, action: () => T): T => {
    const skew = world.clockSkew;
    world.clockSkew = skew - minutes * 60_000;
    try {
      return action();
    } finally {
      world.clockSkew = skew;
    }
  },
  /** Milliseconds before each answer. */
  setLatency: (ms: number): void => {
    handler.latency = ms;
  },
  /**
   * Makes requests fail: all of them until cleared, or those the filter picks, or the next `count`.
   * Returns the function that ends this fault alone.
   */
  fail: (fault: Fault, filter: FaultFilter = {}): (() => void) => faults.add(fault, filter),
  /**
   * Changes the data of right answers before they are sent, as a stranger's server or an odd app would. Returns the
   * function that ends it.
   */
  alter: (path: string | RegExp, change: Change): (() => void) => handler.alterations.add(path, change),
  clearFaults: (): void => faults.clear(),
  /** Stops listening and destroys every connection. */
  down,
  /** Listens again, on the same port. */
  up,
});

const pushControl = ({ world, push }: ControlParts) => ({
  setPush: (state: 'on' | 'off'): void => {
    world.push = state === 'on';
    if (!world.push) push.dropAll();
  },
  /** Milliseconds that notify_push collects events before it sends a frame; 0 by default. */
  setPushDebounce: (ms: number): void => {
    push.debounce = ms;
  },
  dropPushConnections: (): void => push.dropAll(),
  sendPushFrame: (user: string, text: string): void => push.send(user, text),
  /** How many authenticated websockets this user has. */
  pushConnections: (user: string): number => push.connectionsOf(user),
});

const observation = ({ world, handler }: ControlParts) => ({
  /** Every app password and every token of a login or a websocket that was ever given out. */
  secretsGiven: (): string[] => [...world.secrets],
  /** What people have written, and what they call their conversations. */
  wordsOfPeople: (): string[] => [
    ...new Set([...world.rooms.values()].flatMap(({ name, messages }) => [name, ...messages.map(({ text }) => text)])),
  ],
  /** Every request since the start or the last `clearRequests`, in the order of their arrival. */
  requests: handler.requests as readonly LoggedRequest[],
  clearRequests: (): void => {
    handler.requests.length = 0;
  },
  on: world.events.on.bind(world.events) as World['events']['on'],
  waitFor: world.events.waitFor.bind(world.events) as World['events']['waitFor'],
});

/** What tests and the demo do to the server and with it, in process. Mistakes in a call throw. */
export const createControl = (parts: ControlParts) => {
  const basics = {
    ...peopleControl(parts.world),
    ...chatControl(parts.world),
    ...accessControl(parts),
    ...serverControl(parts),
    ...pushControl(parts),
    ...observation(parts),
  };
  return {
    ...basics,
    /** Fills the server with a fire station's people and conversations; returns the tokens by name. */
    seedStation: () => seedStation(basics),
  };
};

export type Control = ReturnType<typeof createControl>;
/** What seeding needs of it. */
export type BasicControl = ReturnType<typeof peopleControl> &
  ReturnType<typeof chatControl> &
  ReturnType<typeof serverControl>;
