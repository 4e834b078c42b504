import type { AlarmCard } from '../../main/core/model/alarm.ts';
import type { NotificationRequest } from '../../main/core/ports.ts';
import { atRest, createActivity } from './activity.ts';
import { createModelClock } from './clock.ts';
import { createHouse, type House } from './house.ts';
import { type Breakage, createDisk, type Life, startLife } from './life.ts';
import { createOtherPc } from './other-pc.ts';
import type { Schedule } from './schedule.ts';
import type { Port } from './server.ts';
import type { Tally } from './tally.ts';

export interface TheatreOptions {
  port: Port;
  /** Whether requests go over the network instead of directly to the server's handler. */
  overWire: boolean;
  tally: Tally;
  breakage?: Breakage;
}

/** Puts together servers, network, app and oracles of one schedule. The first broken rule ends it. */
export function openTheatre(
  {
    seed,
    twoAccounts = false,
    alarms = false,
    twoPcs = false,
  }: Pick<Schedule, 'seed' | 'twoAccounts' | 'alarms' | 'twoPcs'>,
  { port, overWire, tally, breakage = (ports) => ports }: TheatreOptions,
) {
  const activity = createActivity();
  const houses: House[] = [];
  const trace: string[] = [];
  let violation: unknown = null;
  const rest = (): Promise<void> =>
    atRest(activity, () => houses.some((house) => house.isBusy()) || other?.isBusy() === true);
  const clock = createModelClock(seed, async () => {
    await rest();
    if (violation !== null) throw violation;
  });

  /** The app's answers must not depend on the checks, which only remember the first violation. */
  function check(what: () => void): void {
    try {
      what();
    } catch (error) {
      violation ??= error;
    }
  }

  function note(line: string): void {
    trace.push(`${(clock.elapsed() / 1_000).toFixed(1)} s  ${line}`);
  }

  const about = { clock, overWire, activity, tally, note, check };
  const first = createHouse({ ...about, number: 0, serve: port.serve });
  houses.push(first);
  if (twoAccounts) houses.push(createHouse({ ...about, number: 1, serve: port.serveNextDoor }));
  const count = (what: string): void => tally.count('alarms', what);
  const other = twoPcs && alarms ? createOtherPc({ ...about, house: first, count }) : null;
  const disk = createDisk(houses, alarms);
  const screen = {
    /** Passes each notification to the judge of the account in its key. */
    shown(request: NotificationRequest): void {
      const house = houseOf(request.key);
      if (house) house.shown(inHouse(house, request));
      else violation ??= new Error(`a notification of no account: ${request.key}`);
    },
    updated(request: NotificationRequest): void {
      const house = houseOf(request.key);
      if (house) house.updated(inHouse(house, request));
      else violation ??= new Error(`a changed notification of no account: ${request.key}`);
    },
    withdrawn: (key: string): void => houseOf(key)?.withdrawn(nameIn(key)),
    stored(name: string): void {
      for (const { id, oracle } of houses) if (name === `cursors/${id}`) oracle.stored();
    },
    belled(card: AlarmCard | null): void {
      for (const house of houses) house.belled(card);
    },
  };
  let lives = 0;
  let life: Life | null = null;

  const houseOf = (key: string): House | undefined => houses.find((house) => key.startsWith(`${house.key}/`));

  /** Translates a notification into the account's own names. One that does not name its account becomes unreadable. */
  function inHouse({ key, host }: House, { token, title, ...request }: NotificationRequest): NotificationRequest {
    const label = twoAccounts ? ` · ${host}` : '';
    return {
      ...request,
      key: nameIn(request.key),
      title: title.endsWith(label) ? title.slice(0, title.length - label.length) : `${title} (of which account?)`,
      token: token?.endsWith(`.${key}`) ? token.slice(0, -key.length - 1) : token,
    };
  }

  return {
    clock,
    trace,
    note,
    check,
    houses,
    first,
    hasAlarms: alarms,
    /** The second PC with the account of the first house; null: there is none. */
    other,
    isBaselined: (): boolean => houses.every((house) => house.isBaselined()),
    /** Starts the app on the disk of the run before. */
    begin(): Life {
      lives += 1;
      const downFor = clock.elapsed() - (life?.diedAt() ?? clock.elapsed());
      for (const house of houses) {
        house.rules.lifeBegins(lives);
        house.alarms.lifeBegins(downFor);
      }
      life = startLife({ number: lives, clock, disk, houses, screen, breakage });
      return life;
    },
    /** @throws the first broken rule */
    async rest(): Promise<void> {
      await rest();
      if (life?.isAlive()) for (const house of houses) check(() => house.alarms.verify());
      if (other) check(() => other.alarms.verify());
      if (violation !== null) throw violation;
    },
    close(): void {
      for (const { server } of houses) server.close();
    },
  };
}

export type Theatre = ReturnType<typeof openTheatre>;

const nameIn = (key: string): string => key.slice(key.indexOf('/') + 1);
