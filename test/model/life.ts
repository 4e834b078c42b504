import type { NotificationRequest, Ports, SettingsStore } from '../../main/core/ports.ts';
import { createSession, type Session } from '../../main/core/session.ts';
import { createFakeDesktop } from '../fakes/desktop.ts';
import { createFakeLogger } from '../fakes/logger.ts';
import { asOnlyAccount } from '../fakes/only-account.ts';
import { createFakeOpener } from '../fakes/opener.ts';
import { createFakeProbe } from '../fakes/probe.ts';
import { createFakeSecrets, createFakeSettings } from '../fakes/stores.ts';
import type { ModelClock } from './clock.ts';
import type { Network } from './network.ts';
import type { Sockets } from './sockets.ts';

/** What outlives the app: its documents and its keychain. */
export function createDisk(server: string, appPassword: string) {
  const settings = createFakeSettings();
  const secrets = createFakeSecrets();
  const id = `alice@${server.replace(/^http:\/\//, '')}`;
  const record = { server, loginName: 'alice', displayName: 'Alice', colour: null, indexPhp: false };
  settings.write('accounts', { [id]: record });
  secrets.secrets.set(id, appPassword);
  return { settings, secrets };
}

export type Disk = ReturnType<typeof createDisk>;

export interface Screen {
  shown(request: NotificationRequest): void;
  withdrawn(key: string): void;
}

/** Replaces ports by broken ones, to prove that the model notices. */
export type Breakage = (ports: Ports) => Ports;

/** One run of the app, from its start to its end. */
export interface Life {
  session: Session;
  /** The process is gone: nothing it does from now on reaches anything. */
  kill(): void;
  /** The process dies the next time it is about to store its cursors. */
  dieBeforeStoring(): void;
  isAlive(): boolean;
}

export interface LifeDeps {
  number: number;
  clock: ModelClock;
  disk: Disk;
  network: Network;
  sockets: Sockets;
  screen: Screen;
  breakage: Breakage;
}

/** Starts the app on its disk, as a process of its own: when it dies, its timers and requests die with it. */
export function startLife({ number, clock, disk, network, sockets, screen, breakage }: LifeDeps): Life {
  let alive = true;
  let doomed = false;
  const isAlive = (): boolean => alive;

  const settings: SettingsStore = {
    read: disk.settings.read,
    remove: (name) => alive && disk.settings.remove(name),
    write(name, value) {
      if (doomed && name.startsWith('cursors/')) alive = false;
      return alive && disk.settings.write(name, value);
    },
  };
  const ports: Ports = {
    clock: {
      now: clock.now,
      monotonic: clock.monotonic,
      random: clock.random,
      after: (ms, callback) => clock.after(ms, () => alive && callback()),
    },
    secrets: disk.secrets,
    settings,
    notifier: asOnlyAccount({
      show: (request) => alive && screen.shown(request),
      withdraw: (key) => alive && screen.withdrawn(key),
    }),
    opener: createFakeOpener(),
    log: createFakeLogger(),
    fetch: network.fetchFor(number, isAlive),
    openSocket: sockets.openFor(isAlive),
    desktop: createFakeDesktop(),
    probe: createFakeProbe(),
  };
  const session = createSession(breakage(ports), {
    userAgent: 'Talkmelder (model)',
    locale: 'en-GB',
    presetServer: '',
  });
  return {
    session,
    isAlive,
    kill: () => {
      alive = false;
    },
    dieBeforeStoring: () => {
      doomed = true;
    },
  };
}
