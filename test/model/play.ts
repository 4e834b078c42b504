import type { Fault } from '../nextcloud/faults.ts';
import { createHappenings, isOnServer } from './happen.ts';
import type { Life } from './life.ts';
import type { FaultName, Schedule, Step } from './schedule.ts';
import { USER } from './stage.ts';
import type { Tally } from './tally.ts';
import type { Theatre } from './theatre.ts';

const RETRY_AFTER_S = 120;
const HELD_KEY_MS = 31_000;
const FAULTS: Record<FaultName, Fault> = {
  hang: 'hang',
  drop: 'drop',
  'cut-body': 'cut-body',
  html: 'html',
  'wrong-json': { body: '{"ocs":{"meta":{"statuscode":200},"data":' },
  'wrong-shape': { body: '{"ocs":{"meta":{"statuscode":200},"data":[{"token":1}]}}' },
  '500': { status: 500 },
  '502': { status: 502 },
  '429': { status: 429 },
  '429-retry-after': { status: 429, retryAfter: RETRY_AFTER_S },
  '503-retry-after': { status: 503, retryAfter: RETRY_AFTER_S },
};
const PATHS = { all: /./, list: /\/room$/, chat: /\/chat\//, status: /\/user_status$/, profile: /\/cloud\/|pre_auth/ };

/** Plays the steps of a schedule, one after the other, the app coming to rest after each. */
export function createPlayer(theatre: Theatre, tally: Tally) {
  const { control, clock, rules, oracle, network, sockets, stage, status } = theatre;
  const happen = createHappenings(control, stage);
  let life: Life = theatre.begin();
  let asleep = false;

  function onServer(step: Parameters<typeof happen>[0]): boolean {
    const happened = happen(step);
    status.observe();
    return happened;
  }

  async function begin(): Promise<void> {
    life.kill();
    sockets.dropAll();
    await theatre.rest();
    asleep = false;
    life = theatre.begin();
    await life.session.start();
  }

  async function restart(written: boolean): Promise<void> {
    theatre.check(() => oracle.lifeEnded(written));
    await begin();
  }

  function fail({ fault, only, count }: Extract<Step, { do: 'fault' }>): void {
    control.clearFaults();
    network.setHanging(fault === 'hang');
    control.fail(FAULTS[fault], { path: PATHS[only], count });
  }

  function heal(): void {
    control.clearFaults();
    network.setHanging(false);
  }

  function personRefreshes(): boolean {
    rules.personActs();
    life.session.refresh();
    return true;
  }

  function sleeps(value: boolean): boolean {
    if (asleep === value) return false;
    asleep = value;
    if (value) life.session.suspend();
    else life.session.resume();
    return true;
  }

  function moveClock(by: number): void {
    clock.jump(by);
    rules.clockMoved();
    status.clockMoved(by);
  }

  /** What the network and the server's keepers do. @returns null when it is another kind of step */
  function onNetwork(step: Step): boolean | null {
    if (step.do === 'fault') fail(step);
    else if (step.do === 'heal') heal();
    else if (step.do === 'maintenance') control.setMaintenance(step.on);
    else if (step.do === 'disable') control.disable(USER);
    else if (step.do === 'enable') control.enable(USER);
    else if (step.do === 'push') sockets.setPush(step.on ? 'on' : 'off');
    else if (step.do === 'frame') sockets.sendFrame(step.text);
    else if (step.do === 'frame-fate') for (let left = step.count; left > 0; left -= 1) sockets.decide(step.fate);
    else if (step.do === 'drop-push') sockets.dropAll();
    else if (step.do === 'clock') moveClock(step.by);
    else if (step.do === 'server-clock') stage.moveServerClock(step.by);
    else return null;
    return true;
  }

  function looks(value: boolean): void {
    rules.looks(value);
    if (value) life.session.look();
    else life.session.unlook();
  }

  /** What happens to the machine that the app runs on. */
  async function onMachine(step: Step): Promise<boolean> {
    if (step.do === 'person-refreshes') return personRefreshes();
    if (step.do === 'suspend' || step.do === 'resume') return sleeps(step.do === 'suspend');
    if (step.do === 'crash-before-storing') life.dieBeforeStoring();
    else if (step.do === 'crash') await restart(true);
    else if (step.do === 'restart') {
      life.session.stop();
      await restart(true);
    } else if (step.do === 'wake') life.session.wake();
    else if (step.do === 'look' || step.do === 'unlook') looks(step.do === 'look');
    return true;
  }

  async function perform(step: Step): Promise<boolean> {
    if (step.do === 'pass') {
      await clock.advance(step.ms);
      return true;
    }
    if (step.do === 'between') {
      const { step: inner } = step;
      if (isOnServer(inner)) theatre.between.push(() => void onServer(inner));
      return true;
    }
    if (isOnServer(step)) return onServer(step);
    return onNetwork(step) ?? onMachine(step);
  }

  async function step(next: Step): Promise<void> {
    theatre.note(JSON.stringify(next));
    const happened = await perform(next);
    tally.count(happened ? 'steps' : 'steps without effect', next.do === 'fault' ? `fault ${next.fault}` : next.do);
    await theatre.rest();
    if (!life.isAlive()) {
      tally.count('lives', 'died before storing');
      await restart(false);
    }
    await theatre.rest();
  }

  return {
    step,
    async open({ pushAtStart }: Schedule): Promise<void> {
      if (pushAtStart) sockets.setPush('on');
      await life.session.start();
      await theatre.rest();
      if (!theatre.isBaselined()) throw new Error('the first list did not come');
    },
    /** Everything is well again; only the person's own act after a 401 is still missing. */
    async healAll(): Promise<void> {
      heal();
      control.setMaintenance(false);
      control.enable(USER);
      theatre.between.length = 0;
      await step({ do: 'resume' });
      const { phase } = life.session.state();
      if (phase.kind !== 'connected' || phase.connection.state !== 'signed-out') return;
      // A key that is held down does not count as acting again and again.
      await step({ do: 'pass', ms: HELD_KEY_MS });
      await step({ do: 'person-refreshes' });
      await step({ do: 'pass', ms: 2_000 });
    },
    session: () => life.session,
  };
}

export type Player = ReturnType<typeof createPlayer>;
