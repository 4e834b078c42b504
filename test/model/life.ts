import type { AlarmCard } from '../../main/core/model/alarm.ts';
import type { Fetch, NotificationRequest, OpenSocket, Ports, SettingsStore } from '../../main/core/ports.ts';
import { createTalkmelder, type Talkmelder } from '../../main/core/talkmelder.ts';
import { createFakeDesktop } from '../fakes/desktop.ts';
import { createFakeLogger } from '../fakes/logger.ts';
import { createFakeOpener } from '../fakes/opener.ts';
import { fakePins } from '../fakes/pins.ts';
import { createFakeProbe } from '../fakes/probe.ts';
import { createFakeSecrets, createFakeSettings } from '../fakes/stores.ts';
import { createFakeUserFiles } from '../fakes/user-files.ts';
import type { ModelClock } from './clock.ts';
import type { House } from './house.ts';
import { ALARM_ROOMS, ALARM_WORD } from './schedule.ts';
import { USER } from './stage.ts';

/** What a life needs of a server and of the way to it. */
export type Place = Pick<House, 'id' | 'host' | 'appPassword' | 'network'> & {
  server: Pick<House['server'], 'url'>;
  sockets: { openFor: (isAlive: () => boolean) => OpenSocket };
};

/** Creates the data that outlives the app: its documents and its keychain. */
export function createDisk(houses: readonly Place[], hasAlarms: boolean) {
  const settings = createFakeSettings();
  const secrets = createFakeSecrets();
  const records = houses.map(({ id, server: { url } }) => [
    id,
    { server: url, loginName: USER, displayName: 'Alice', colour: null, indexPhp: false },
  ]);
  settings.write('accounts', Object.fromEntries(records));
  for (const { id, appPassword } of houses) secrets.secrets.set(id, appPassword);
  const chosen = ALARM_ROOMS.map((token) => [token, { keywords: [ALARM_WORD], senders: [] }]);
  // The app need not set their levels.
  const levels = ALARM_ROOMS.map((token) => [token, null]);
  if (hasAlarms) for (const { id } of houses) settings.write(`alarm-conversations/${id}`, { chosen, levels });
  return { settings, secrets };
}

export type Disk = ReturnType<typeof createDisk>;

export interface Screen {
  shown(request: NotificationRequest): void;
  updated(request: NotificationRequest): void;
  withdrawn(key: string): void;
  belled(card: AlarmCard | null): void;
  /** A document has been written. */
  stored(name: string): void;
}

/** Replaces ports with broken ones, to prove that the model notices. */
export type Breakage = (ports: Ports) => Ports;

/** One run of the app, from its start to its end. */
export interface Life {
  talkmelder: Talkmelder;
  /** Ends the process: none of its later actions has an effect. */
  kill(): void;
  /** Makes the process die just before it next stores its cursors, or its book of alarms. */
  dieBeforeStoring(what: 'cursors' | 'alarms'): void;
  isAlive(): boolean;
  /** When the process died by itself, in real milliseconds since the start; null: it did not. */
  diedAt(): number | null;
  /** The document that the process was about to store when it died by itself, such as `cursors/` and an account's id. */
  diedStoring(): string | null;
}

export interface LifeDeps {
  number: number;
  clock: ModelClock;
  disk: Disk;
  houses: readonly Place[];
  screen: Screen;
  breakage: Breakage;
}

/** Starts the app on its disk like a separate process: its timers and requests die with it. */
export function startLife({ number, clock, disk, houses, screen, breakage }: LifeDeps): Life {
  let alive = true;
  let doomed: string | null = null;
  let diedAt: number | null = null;
  let diedStoring: string | null = null;
  const isAlive = (): boolean => alive;

  const fetches = new Map<string, Fetch>();
  const openers = new Map<string, OpenSocket>();
  for (const { host, network, sockets } of houses) {
    fetches.set(host, network.fetchFor(number, isAlive));
    openers.set(host, sockets.openFor(isAlive));
  }
  const settings: SettingsStore = {
    read: disk.settings.read,
    remove: (name) => alive && disk.settings.remove(name),
    write(name, value) {
      if (alive && doomed !== null && name.startsWith(`${doomed}/`)) {
        alive = false;
        diedAt = clock.elapsed();
        diedStoring = name;
      }
      if (alive) screen.stored(name);
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
    notifier: {
      show: (request) => alive && screen.shown(request),
      update: (request) => alive && screen.updated(request),
      withdraw: (key) => alive && screen.withdrawn(key),
    },
    bell: { show: (card) => alive && screen.belled(card) },
    pins: fakePins,
    files: createFakeUserFiles(),
    opener: createFakeOpener(),
    log: createFakeLogger(),
    fetch: (input, init) => {
      const { host } = new URL(input instanceof Request ? input.url : input);
      const fetch = fetches.get(host);
      return fetch ? fetch(input, init) : Promise.reject(new TypeError(`asked ${host}`));
    },
    openSocket: (url, listeners) => {
      const open = openers.get(new URL(url).host);
      if (!open) throw new TypeError(`a socket to ${url}`);
      return open(url, listeners);
    },
    desktop: createFakeDesktop(),
    probe: createFakeProbe(),
  };
  const talkmelder = createTalkmelder(breakage(ports), {
    userAgent: 'Talkmelder (model)',
    locale: 'en-GB',
    presetServer: '',
  });
  return {
    talkmelder,
    isAlive,
    diedAt: () => diedAt,
    diedStoring: () => diedStoring,
    kill: () => {
      alive = false;
    },
    dieBeforeStoring: (what) => {
      doomed = what;
    },
  };
}
