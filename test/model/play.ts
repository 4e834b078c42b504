import { createHappenings, isOnServer } from './happen.ts';
import type { House } from './house.ts';
import type { Life } from './life.ts';
import { actionOf } from './own.ts';
import { createPlagues, isPlague } from './plagues.ts';
import { ALARM_ROOMS, type OwnStep, type RoomName, type Schedule, type Step } from './schedule.ts';
import { USER } from './stage.ts';
import type { Tally } from './tally.ts';
import type { Theatre } from './theatre.ts';

/** An odd message is an ordinary one until a stranger's server changes it. */
const ODD = { do: 'send', by: 'bob', mention: 'none', silent: false } as const;
const HELD_KEY_MS = 31_000;

/** Plays the steps of a schedule one after the other; the app comes to rest after each. */
export function createPlayer(theatre: Theatre, tally: Tally) {
  const { clock, houses, first } = theatre;
  const happenings = new Map(houses.map((house) => [house, createHappenings(house.control, house.stage)]));
  const plagues = new Map(
    houses.map((house) => [
      house,
      createPlagues(house, (token) => {
        const said = happenings.get(house)?.({ ...ODD, room: token as RoomName });
        return said ? (house.stage.ledger.snapshot(token).entries.at(-1)?.id ?? null) : null;
      }),
    ]),
  );
  let life: Life = theatre.begin();
  let asleep = false;
  let replies = 0;
  /** The process dies before it next stores its book of alarms. */
  let dooms = false;

  function onServer(step: Parameters<ReturnType<typeof createHappenings>>[0], house: House): boolean {
    const happened = happenings.get(house)?.(step) ?? false;
    house.status.observe();
    return happened;
  }

  /** @param at the house of the conversation that is answered; null: none is */
  function answers(at: House | null, token: string | null = null): void {
    for (const house of houses) house.answers(house === at ? token : null);
    life.talkmelder.answer(at && token !== null ? at.global(token) : null);
  }

  async function begin(): Promise<void> {
    life.kill();
    for (const house of houses) house.answers(null);
    for (const { sockets } of houses) sockets.dropAll();
    await theatre.rest();
    asleep = false;
    dooms = false;
    life = theatre.begin();
    await life.talkmelder.start();
  }

  async function restart(): Promise<void> {
    const died = life.diedStoring();
    for (const { id, oracle, alarms } of houses) {
      alarms.lifeEnds();
      const howElse = died === `cursors/${id}` ? 'storing' : 'working';
      theatre.check(() => oracle.lifeEnded(died === null || dooms ? 'stored' : howElse));
    }
    await begin();
  }

  function doom(what: 'cursors' | 'alarms'): void {
    dooms = what === 'alarms';
    life.dieBeforeStoring(what);
  }

  /** Plays a user's action on a conversation in the app's list. */
  function act(step: OwnStep, house: House): boolean {
    const { phase } = life.talkmelder.overview();
    const account = phase.kind === 'connected' && phase.accounts.find(({ id }) => id === house.id);
    if (!account || account.connection.state === 'signed-out') return false;
    const global = house.global(house.stage.tokens[step.room]);
    replies += 1;
    house.rules.personDoes();
    const doing =
      step.what === 'reply'
        ? life.talkmelder.reply(global, `reply ${replies}`, `reply-${replies}`)
        : life.talkmelder.act(global, actionOf(step));
    doing.then(
      () => tally.count('own actions', step.what),
      () => tally.count('own actions', 'refused'),
    );
    return true;
  }

  /** Plays a person's act on the card of one PC. */
  function acknowledge({ all, pick, at }: Extract<Step, { do: 'acknowledge' }>, house: House): boolean {
    if (at === 'other-pc' && (!theatre.other || house !== first)) return false;
    const { alarms } = at === 'other-pc' && theatre.other ? theatre.other : house;
    const talkmelder = at === 'other-pc' ? theatre.other?.talkmelder() : life.talkmelder;
    const visible = alarms.visible();
    const ids = all ? visible : visible.slice(pick % Math.max(1, visible.length)).slice(0, 1);
    // The act counts before the card shows it, so that nothing may show it as open from now on.
    const isDoomed = at === undefined && dooms;
    if (!isDoomed) alarms.acknowledged(ids);
    else alarms.lifeEnds();
    talkmelder?.acknowledgeAlarms(ids, 'card');
    return ids.length > 0;
  }

  async function onOtherPc(what: Extract<Step, { do: 'other-pc' }>['what']): Promise<boolean> {
    const { other } = theatre;
    if (!other) return false;
    if (what === 'suspend' || what === 'resume' || what === 'wake') other.talkmelder()[what]();
    else {
      other.end(what === 'crash');
      await theatre.rest();
      await other.begin();
    }
    return true;
  }

  function personRefreshes(): boolean {
    for (const { rules } of houses) rules.personActs();
    life.talkmelder.refresh();
    return true;
  }

  function sleeps(value: boolean): boolean {
    if (asleep === value) return false;
    asleep = value;
    if (value) life.talkmelder.suspend();
    else life.talkmelder.resume();
    return true;
  }

  function moveClock(by: number): void {
    clock.jump(by);
    for (const { rules, status } of houses) {
      rules.clockMoved();
      status.clockMoved(by);
    }
  }

  /** Plays a step of the network or the server's administrators. @returns null for other kinds of steps */
  function onNetwork(step: Step, house: House): boolean | null {
    const { control, sockets, stage } = house;
    if (isPlague(step)) return plagues.get(house)?.befall(step) ?? false;
    if (step.do === 'maintenance') control.setMaintenance(step.on);
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
    for (const { rules } of houses) rules.looks(value);
    if (value) life.talkmelder.look();
    else {
      for (const house of houses) house.answers(null);
      life.talkmelder.unlook();
    }
  }

  /** Plays a step of the app's machine. */
  async function onMachine(step: Step): Promise<boolean> {
    if (step.do === 'person-refreshes') return personRefreshes();
    if (step.do === 'suspend' || step.do === 'resume') return sleeps(step.do === 'suspend');
    if (step.do === 'crash-before-storing') doom('cursors');
    else if (step.do === 'crash-before-alarms') doom('alarms');
    else if (step.do === 'crash') await restart();
    else if (step.do === 'restart') {
      for (const { alarms } of houses) alarms.lifeEnds();
      life.talkmelder.stop();
      await restart();
    } else if (step.do === 'wake') life.talkmelder.wake();
    else if (step.do === 'look' || step.do === 'unlook') looks(step.do === 'look');
    return true;
  }

  async function perform(step: Step, house: House): Promise<boolean> {
    if (step.do === 'next-door') {
      const [, other] = houses;
      return other !== undefined && perform(step.step, other);
    }
    if (isAboutAlarms(step) && !theatre.hasAlarms) return false;
    if (step.do === 'own') return act(step, house);
    if (step.do === 'acknowledge') return acknowledge(step, house);
    if (step.do === 'other-pc') return onOtherPc(step.what);
    if (step.do === 'answer' || step.do === 'stop-answering') {
      if (step.do === 'answer') answers(house, house.stage.tokens[step.room]);
      else answers(null);
      return true;
    }
    if (step.do === 'pass') {
      await clock.advance(step.ms);
      return true;
    }
    if (step.do === 'between') {
      const { step: inner } = step;
      if (isOnServer(inner)) house.between.push(() => void onServer(inner, house));
      return true;
    }
    if (isOnServer(step)) return onServer(step, house);
    return onNetwork(step, house) ?? onMachine(step);
  }

  async function step(next: Step): Promise<void> {
    theatre.note(JSON.stringify(next));
    const happened = await perform(next, first);
    tally.count(happened ? 'steps' : 'steps without effect', nameOf(next));
    await theatre.rest();
    if (!life.isAlive()) {
      tally.count('lives', dooms ? 'died before storing alarms' : 'died before storing');
      if (dooms) for (const { oracle } of houses) oracle.diedWithAlarms();
      await restart();
    }
    await theatre.rest();
  }

  return {
    step,
    async open({ pushAtStart }: Schedule): Promise<void> {
      if (pushAtStart) for (const { sockets } of houses) sockets.setPush('on');
      await life.talkmelder.start();
      await theatre.other?.begin();
      await theatre.rest();
      if (!theatre.isBaselined()) throw new Error('the first list did not come');
    },
    /** Ends all faults; only the user's own action after a 401 is still missing. */
    async healAll(): Promise<void> {
      for (const house of houses) {
        plagues.get(house)?.endAll();
        house.control.setMaintenance(false);
        house.control.enable(USER);
        house.between.length = 0;
      }
      theatre.other?.talkmelder().resume();
      await step({ do: 'resume' });
      const { phase } = life.talkmelder.overview();
      // The app shows the worst of several states.
      if (phase.kind !== 'connected' || phase.connection.state !== 'signed-out') return;
      // A held key does not count as repeated action.
      await step({ do: 'pass', ms: HELD_KEY_MS });
      await step({ do: 'person-refreshes' });
      await step({ do: 'pass', ms: 2_000 });
    },
    /** Ends the alarm conversations, so that the app asks no more often than without them. */
    async endAlarms(): Promise<void> {
      for (const house of houses)
        for (const token of ALARM_ROOMS) await life.talkmelder.undeclareAlarm(house.global(token));
      await theatre.rest();
    },
    talkmelder: () => life.talkmelder,
    stop(): void {
      for (const { alarms } of houses) alarms.lifeEnds();
      life.talkmelder.stop();
      theatre.other?.end(false);
    },
  };
}

const ABOUT_ALARMS: ReadonlySet<Step['do']> = new Set([
  'alarm',
  'edit-into-alarm',
  'react-own',
  'acknowledge',
  'crash-before-alarms',
]);
const isAboutAlarms = (step: Step): boolean =>
  ABOUT_ALARMS.has(step.do) || (step.do === 'between' && isAboutAlarms(step.step));

function nameOf(step: Step): string {
  if (step.do === 'next-door') return `next door: ${step.step.do}`;
  if (step.do === 'own') return `own ${step.what}`;
  if (step.do === 'fault' || step.do === 'chat-fault') return `${step.do} ${step.fault}`;
  return step.do === 'odd-room' || step.do === 'odd-message' ? `${step.do} ${step.what}` : step.do;
}

export type Player = ReturnType<typeof createPlayer>;
