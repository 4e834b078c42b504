import type { Alarm, AlarmCard } from '../../main/core/model/alarm.ts';
import { type Entry, type Ledger, lastVisible, type RoomTruth } from './ledger.ts';
import type { Exchange } from './network.ts';
import { ALARM_ROOMS } from './schedule.ts';

export interface AlarmJudgeDeps {
  ledger: Ledger;
  /** The account's key on this PC. */
  key: string;
  elapsed: () => number;
  serverSeconds: () => number;
  /** How often the server's clock has been set: afterwards no age and no absence is certain. */
  clockMoves: () => number;
  count: (what: string) => void;
}

const MINUTE = 60_000;
const LATE_S = 30 * 60;
/** Seconds are cut off on both sides, and an answer takes a while. */
const AGE_SLACK_S = 5;
/** The app stores every 30 seconds how long an alarm has rung; a crash loses the rest. */
const LOST_BY_CRASH_MS = 31_000;
const TIMER_SLACK_MS = 500;

/** An alarm that is, or was, on this PC's card. */
interface Known {
  firstAt: number;
  /** How much less it may have rung, because the app died meanwhile. */
  lostMs: number;
  clockMoves: number;
  state: Alarm['state'];
  wasLate: boolean;
  /** The app was away for about half an hour, or longer. */
  mayBeMissed: boolean;
}

export type AlarmJudge = ReturnType<typeof createAlarmJudge>;

/**
 * Creates the judge of one PC's alarms. It knows the truth from the ledger, and what the server has answered to this
 * PC: from then on, an alarm must be on the card until a person acknowledges it on this PC, or with a reaction.
 */
export function createAlarmJudge({ ledger, key, elapsed, serverSeconds, clockMoves, count }: AlarmJudgeDeps) {
  const known = new Map<string, Known>();
  const acknowledged = new Set<string>();
  let onCard = new Map<string, Alarm>();
  /** Everything up to these messages was there before the app's first list. */
  let baseline: ReadonlyMap<string, number> | null = null;
  /** What the server has answered since the app last came to rest. */
  const mustBeThere = new Set<string>();
  const mustBeGone = new Set<string>();
  /** What the server had when each request was sent, by the request's number. */
  const sent = new Map<number, RoomTruth>();
  let isEnding = false;

  const idOf = (token: string, message: number): string => `${token}.${key}/${message}`;

  function entryOf(id: string): Entry | undefined {
    const [place = '', message] = id.split('/');
    const token = place.split('.')[0] ?? '';
    if (!ALARM_ROOMS.some((room) => room === token)) return undefined;
    return ledger.snapshot(token).entries.find((one) => one.id === Number(message));
  }

  const isOld = (token: string, { id, alarmByEdit }: Entry): boolean =>
    !alarmByEdit && id <= (baseline?.get(token) ?? Number.POSITIVE_INFINITY);

  /** Whether this entry must ring once the app has been told of it. */
  const isCertain = (token: string, entry: Entry): boolean =>
    entry.alarmAt > 0 && !entry.deleted && !entry.odd && entry.expires === 0 && !entry.reacted && !isOld(token, entry);

  const isOpen = (id: string): boolean => known.has(id) && !acknowledged.has(id) && entryOf(id)?.reacted === false;

  function expectNew(alarm: Alarm, entry: Entry): void {
    const isLate = alarm.state === 'missed' && !alarm.deleted;
    const age = serverSeconds() - entry.alarmAt;
    if (isLate && age < LATE_S - AGE_SLACK_S && clockMoves() === 0)
      throw new Error(`${alarm.id} is missed with an age of ${age} s`);
    // The app was not told what the message said before an edit: it may have become an alarm by it.
    const youngest = serverSeconds() - Math.max(entry.alarmAt, entry.editedAt);
    if (!isLate && !alarm.deleted && youngest > LATE_S + AGE_SLACK_S && clockMoves() === 0)
      throw new Error(`${alarm.id} rings with an age of ${youngest} s`);
    const about = { firstAt: elapsed(), lostMs: 0, clockMoves: clockMoves(), state: alarm.state };
    known.set(alarm.id, { ...about, wasLate: isLate, mayBeMissed: false });
    count(isLate ? 'found late' : 'rang');
  }

  /** @throws when this alarm does not sound, or sounds, at a moment when it must not */
  function expectState({ id, state, deleted }: Alarm): void {
    const one = known.get(id);
    if (!one) return;
    if (one.state === 'missed' && state !== 'missed') throw new Error(`${id} was missed and is ${state} again`);
    one.state = state;
    if (one.wasLate || deleted) {
      if (state !== 'missed') throw new Error(`${id} is ${state} although it was late or deleted`);
      return;
    }
    const rung = elapsed() - one.firstAt;
    const wanted = phasesIn(rung - one.lostMs - TIMER_SLACK_MS, rung);
    // The app cannot know for how long it was away when the server's clock was set.
    if (state === 'missed' && (one.mayBeMissed || one.clockMoves !== clockMoves())) return;
    if (!wanted.has(state)) throw new Error(`${id} is ${state} after ${rung / 1_000} s, and not ${[...wanted]}`);
  }

  return {
    asked({ id, kind, path }: Exchange): void {
      if (kind === 'alarm') sent.set(id, ledger.snapshot(tokenIn(path)));
    },
    /** @param believed the app may believe this list */
    answered(exchange: Exchange, believed: boolean): void {
      const { id, kind, outcome, query, path, data } = exchange;
      const before = sent.get(id);
      sent.delete(id);
      if (kind === 'list' && believed) {
        if (baseline === null) {
          baseline = new Map(ALARM_ROOMS.map((token) => [token, ledger.snapshot(token).entries.at(-1)?.id ?? 0]));
          return;
        }
        const told = new Set(tokensIn(data));
        for (const token of ALARM_ROOMS.filter((room) => told.has(room))) {
          const room = ledger.snapshot(token);
          const last = room.sensitive ? undefined : lastVisible(room);
          if (last && isCertain(token, last)) mustBeThere.add(idOf(token, last.id));
        }
      }
      if (kind !== 'alarm' || outcome !== 'good' || !before) return;
      const token = tokenIn(path);
      const from = Number(query.get('lastKnownMessageId'));
      const given = Array.isArray(data) ? data : [];
      const upTo = given.length < Number(query.get('limit')) ? Number.POSITIVE_INFINITY : Number(given.at(-1)?.id);
      for (const entry of before.entries) {
        if (entry.id <= from || entry.id > upTo) continue;
        if (isCertain(token, entry)) mustBeThere.add(idOf(token, entry.id));
        else if (entry.reacted && !entry.alarmByEdit && query.get('limit') !== '1') {
          const reaction = before.entries.at(-1)?.id ?? 0;
          if (reaction <= upTo) mustBeGone.add(idOf(token, entry.id));
        }
      }
    },
    /** The app shows these alarms of the account. @throws when one of them must not be there, or one that must is gone */
    shown(alarms: readonly AlarmCard['alarms'][number][]): void {
      const next = new Map(alarms.map((alarm) => [alarm.id, alarm]));
      if (next.size < alarms.length) throw new Error('an alarm is on the card twice');
      for (const [id, alarm] of next) {
        const entry = entryOf(id);
        if (!entry || entry.alarmAt === 0) throw new Error(`${id} is no alarm`);
        if (isOld(alarm.token?.split('.')[0] ?? '', entry)) throw new Error(`${id} was there before the first list`);
        if (acknowledged.has(id)) throw new Error(`${id} is on the card after its acknowledgement`);
        if (!known.has(id)) expectNew(alarm, entry);
      }
      const gone = [...onCard.keys()].find((id) => !next.has(id) && isOpen(id));
      if (gone !== undefined && !isEnding) throw new Error(`${gone} left the card without an acknowledgement`);
      onCard = next;
    },
    /** The alarms that a person sees on the card. */
    visible: (): string[] => [...onCard.keys()],
    /** A person has acknowledged these, and the app has stored it. */
    acknowledged(ids: readonly string[]): void {
      for (const id of ids) acknowledged.add(id);
      for (const _id of ids) count('acknowledged');
    },
    /** The app is at rest. @throws when an alarm of which it knows does not do what it must */
    verify(): void {
      if (isEnding) return;
      for (const id of mustBeThere) {
        const entry = entryOf(id);
        const token = id.split('.')[0] ?? '';
        if (entry && isCertain(token, entry) && !known.has(id)) throw new Error(`${id} was told and does not ring`);
      }
      mustBeThere.clear();
      for (const id of mustBeGone) if (onCard.has(id)) throw new Error(`${id} has a reaction and is still on the card`);
      mustBeGone.clear();
      for (const id of known.keys())
        if (isOpen(id) && !onCard.has(id)) throw new Error(`${id} is open and not on the card`);
      for (const alarm of onCard.values()) expectState(alarm);
    },
    /** The app is about to end, or has died. What it was told and had not stored may be lost until it asks again. */
    lifeEnds(): void {
      isEnding = true;
    },
    /** @param downFor for how many milliseconds the app had not run */
    lifeBegins(downFor: number): void {
      isEnding = false;
      onCard = new Map();
      mustBeThere.clear();
      mustBeGone.clear();
      sent.clear();
      for (const one of known.values()) {
        one.lostMs += LOST_BY_CRASH_MS + downFor;
        one.mayBeMissed ||= downFor > LATE_S * 1_000 - LOST_BY_CRASH_MS;
      }
    },
    /** All is well again, and the app has looked. @throws when an alarm has never rung */
    expectAllRang(): void {
      for (const token of ALARM_ROOMS)
        for (const entry of ledger.snapshot(token).entries)
          if (isCertain(token, entry) && !entry.alarmByEdit && !known.has(idOf(token, entry.id)))
            throw new Error(`${idOf(token, entry.id)} never rang`);
    },
  };
}

/** Returns the states that an alarm may have after so many milliseconds, by the design. */
function phasesIn(from: number, to: number): Set<Alarm['state']> {
  const states = new Set<Alarm['state']>();
  for (let at = Math.max(0, from); at < to; at += TIMER_SLACK_MS) states.add(phaseAt(at));
  return states.add(phaseAt(Math.max(0, to)));
}

function phaseAt(ms: number): Alarm['state'] {
  if (ms >= 120 * MINUTE) return 'missed';
  if (ms < 10 * MINUTE) return 'ringing';
  return ms >= 15 * MINUTE && ms % (5 * MINUTE) < MINUTE ? 'ringing' : 'resting';
}

const tokenIn = (path: string): string => /\/chat\/([^/]+)/.exec(path)?.[1] ?? '';

const tokensIn = (data: unknown): string[] =>
  (Array.isArray(data) ? data : []).flatMap((room: { token?: unknown } | null) =>
    typeof room?.token === 'string' ? room.token : [],
  );
