import type { Activity } from './activity.ts';
import { createAlarmJudge } from './alarm-judge.ts';
import type { ModelClock } from './clock.ts';
import type { House } from './house.ts';
import { createDisk, type Life, startLife } from './life.ts';
import { createNetwork, type Exchange } from './network.ts';

export interface OtherPcDeps {
  house: House;
  clock: ModelClock;
  overWire: boolean;
  activity: Activity;
  note: (line: string) => void;
  check: (what: () => void) => void;
  count: (what: string) => void;
}

/**
 * Creates a second PC that uses the account of the first. It has no push, and only its alarms are judged: each PC by
 * itself.
 */
export function createOtherPc({ house, clock, overWire, activity, note, check, count }: OtherPcDeps) {
  const { stage, server, key } = house;
  const alarms = createAlarmJudge({
    ledger: stage.ledger,
    key,
    elapsed: clock.elapsed,
    serverSeconds: stage.serverSeconds,
    clockMoves: stage.clockMoves,
    count: (what) => count(`other PC: ${what}`),
  });
  const listener = {
    started: (exchange: Exchange) => alarms.asked(exchange),
    ended(exchange: Exchange) {
      const isList = exchange.kind === 'list' && exchange.outcome === 'good';
      alarms.answered(exchange, isList && !exchange.query.has('modifiedSince'));
    },
  };
  const network = createNetwork(server, overWire, activity, listener, house.network.hangs);
  const sockets = {
    openFor: () => (_url: string, listeners: { onClose: (reason: string) => void }) => {
      queueMicrotask(() => listeners.onClose('no push here'));
      return { send() {}, close() {} };
    },
  };
  const here = { ...house, network, sockets, appPassword: house.control.createAppPassword('alice') };
  const disk = createDisk([here], true);
  const screen = {
    shown() {},
    updated() {},
    withdrawn() {},
    stored() {},
    belled(card: Parameters<typeof house.belled>[0]): void {
      note(`* other PC: ${card?.alarms.map(({ id, state }) => `${id} ${state}`).join(', ') ?? ''}`);
      check(() => alarms.shown(card?.alarms ?? []));
    },
  };
  let life: Life;
  let lives = 0;

  async function begin(): Promise<void> {
    lives += 1;
    alarms.lifeBegins(0);
    life = startLife({ number: lives, clock, disk, houses: [here], screen, breakage: (ports) => ports });
    await life.talkmelder.start();
  }

  return {
    alarms,
    begin,
    talkmelder: () => life.talkmelder,
    isBusy: (): boolean => network.isBusy(),
    /** Ends the app, or lets it die. */
    end(dies: boolean): void {
      alarms.lifeEnds();
      if (!dies) life.talkmelder.stop();
      life.kill();
    },
  };
}

export type OtherPc = ReturnType<typeof createOtherPc>;
