import type { NotificationRequest } from '../../main/core/ports.ts';
import type { Ledger, RoomTruth } from './ledger.ts';
import type { Exchange } from './network.ts';
import { coverage, isPointless, read, type Sight, type Visible } from './screen.ts';
import { compare, type Due } from './settle.ts';
import {
  callsRing,
  callVerdict,
  type DoNotDisturb,
  messageVerdict,
  missedCallVerdict,
  type Told,
  type Verdict,
} from './verdict.ts';

export interface OracleDeps {
  ledger: Ledger;
  user: string;
  /** Whether the user is to be disturbed, as far as the app can know at this moment. */
  dnd: () => DoNotDisturb;
  /** One message has been decided. */
  onVerdict: (verdict: Verdict) => void;
}

/** So many conversations that cannot be reached stand for the whole server. */
const MOST_UNREACHABLE = 3;

/** What one list made the app do, until the next. */
interface Look {
  failed: boolean;
  /** Messages of these could not be fetched. */
  failing: Set<string>;
  /** A failure of the whole account: of no other conversation is it known whether its messages would have been fetched. */
  stopped: boolean;
  /** Messages of these came after something had rung. */
  late: Set<string>;
  /** Questions that belong to it and have not been answered yet. */
  open: number;
  dnd: DoNotDisturb;
  shown: { key: string; sight: Sight }[];
  /** On the screen when the list came. */
  before: Visible[];
}

export type Oracle = ReturnType<typeof createOracle>;

/**
 * Says what must ring. It follows what the app was told – which conversations each good list named, which messages it
 * fetched – and looks up in the ledger what was true at that moment. Each message is decided once: at the first list
 * that told of it and could be dealt with as a whole.
 */
export function createOracle({ ledger, user, dnd, onVerdict }: OracleDeps) {
  const told = new Map<string, Told>();
  /** Messages up to this one have been decided, by conversation. */
  const decided = new Map<string, number>();
  /** The same for calls that ended: where the list hides the last message, only fetched messages tell of them. */
  const decidedCalls = new Map<string, number>();
  /** When the last call that was decided had started, by conversation. */
  const calls = new Map<string, number>();
  const visible = new Map<string, Visible>();
  /** Conversations that the list tells oddly at present. */
  const odd = new Set<string>();
  /** Those that it told oddly when it told of them last: they may be late. */
  const toldOddly = new Set<string>();
  /** All is well, and the person wants to know: nothing may be late from the next list on. */
  let isHealed = false;
  /** The server's answers to what the person did; they count from the next list on. */
  const acted = new Map<string, RoomTruth>();
  /** Conversations whose messages could not be fetched when something was due: it is as soon as they can be. */
  const troubled = new Set<string>();
  /** Conversations whose messages are being fetched: a list does not wait for those that hang. */
  const asking = new Set<string>();
  /** Of those, messages that need not ring any more: the app may have considered them while they were not to ring. */
  const doubtful = new Map<string, Set<number>>();
  /** When a call had started that was or was not told while messages were waited for, by conversation. */
  const doubtfulCalls = new Map<string, number>();
  /** What the last list told should have rung in these, and has not, for their messages are waited for. */
  let late: string[] = [];
  let look: Look | null = null;

  const tell = (tokens: readonly string[]): void => {
    for (const token of tokens) {
      told.set(token, { list: ledger.snapshot(token), chat: null });
      if (odd.has(token)) toldOddly.add(token);
      else toldOddly.delete(token);
    }
  };

  function callDue(token: string, what: Told, disturb: DoNotDisturb): Verdict {
    const { call } = what.list;
    if (!call || call.startedAt === calls.get(token)) return 'no';
    const verdict = callVerdict(what, disturb);
    return verdict === 'must' && call.startedAt === doubtfulCalls.get(token) ? 'may' : verdict;
  }

  function dueIn(token: string, what: Told, disturb: DoNotDisturb): Due {
    const after = decided.get(token) ?? 0;
    const ids = new Set([...what.list.entries, ...(what.chat?.entries ?? [])].map(({ id }) => id));
    const fresh = [...ids].filter((id) => id > after);
    const must = new Set<number>();
    const may = new Set<number>();
    for (const id of fresh) {
      const verdict = messageVerdict(what, id, user, disturb);
      onVerdict(verdict);
      if (verdict !== 'no') (verdict === 'must' && !doubtful.get(token)?.has(id) ? must : may).add(id);
    }
    return {
      ...{ token, must, may, fresh: fresh.length, newest: Math.max(after, ...ids) },
      call: callDue(token, what, disturb),
      missedCall: missedCallVerdict(
        what,
        decidedCalls.get(token) ?? 0,
        disturb,
        (startedAt) => startedAt === calls.get(token),
      ),
    };
  }

  /** Once decided, a message is never to ring again. */
  function settle(dues: readonly Due[]): void {
    for (const { token, newest } of dues) {
      decided.set(token, newest);
      const what = told.get(token);
      if (!what?.list.sensitive || what.chat) decidedCalls.set(token, newest);
      if (what?.list.call) calls.set(token, what.list.call.startedAt);
    }
  }

  /** May the app be waiting for the messages of this conversation? Then nothing of it need have rung yet. */
  function mayWait(token: string, { failing, stopped }: Look): boolean {
    if (failing.has(token) || asking.has(token)) troubled.add(token);
    else if (told.get(token)?.chat) troubled.delete(token);
    return stopped || troubled.has(token) || toldOddly.has(token);
  }

  /** Nothing of it has rung: what was due stays due, what was not need not ring any more. */
  function postpone(due: Due, isLeftOut: boolean): Due {
    const known = doubtful.get(due.token) ?? new Set<number>();
    const after = decided.get(due.token) ?? 0;
    const what = told.get(due.token);
    for (const { id } of [...(what?.list.entries ?? []), ...(what?.chat?.entries ?? [])])
      if (id > after && !due.must.has(id)) known.add(id);
    doubtful.set(due.token, known);
    const call = callOfWaiting(due);
    const may = isLeftOut ? due.may : new Set([...due.must, ...due.may]);
    return { ...due, call, must: new Set(), may, missedCall: due.missedCall === 'no' ? 'no' : 'may' };
  }

  /**
   * The list alone tells that a call runs, and in doubt it rings; who takes part only the messages tell, which may be
   * waited for a little.
   */
  function callOfWaiting({ token, call }: Due): Verdict {
    const room = told.get(token)?.list;
    return !room?.call || room.call.startedAt === calls.get(token) || !callsRing(room) ? call : 'may';
  }

  /** A call of a conversation whose messages are waited for: told, still to be told, or held back for good. */
  function settleWaiting(token: string, wasDue: boolean, shown: readonly Sight[]): void {
    const has = (kind: Sight['kind']): boolean =>
      shown.some((sight) => 'token' in sight && sight.token === token && sight.kind === kind);
    const what = told.get(token);
    const call = what?.list.call;
    if (call && has('call')) calls.set(token, call.startedAt);
    else if (call && !wasDue) doubtfulCalls.set(token, call.startedAt);
    if (has('missed-call')) decidedCalls.set(token, Math.max(0, ...(what?.list.entries ?? []).map(({ id }) => id)));
  }

  /** Nobody can tell which conversations a digest counted: those that it may have counted need not ring any more. */
  function doubtDigest(shown: readonly Sight[], dues: readonly Due[], waiting: ReadonlyMap<string, Due>): void {
    const counted = shown.reduce((sum, sight) => (sight.kind === 'digest' ? sum + sight.count : sum), 0);
    const certain = dues.reduce((sum, { must }) => sum + must.size, 0);
    if (counted <= certain) return;
    for (const { token, may } of dues)
      if (waiting.has(token)) doubtful.set(token, new Set([...(doubtful.get(token) ?? []), ...may]));
  }

  function judge(closing: Look, persisted: boolean): void {
    const { shown, before, dnd: disturb } = closing;
    const sights = shown.map(({ sight }) => sight);
    const rangIn = new Set(
      sights.flatMap((sight) => (sight.kind === 'message' || sight.kind === 'count' ? sight.token : [])),
    );
    const waiting = new Map<string, Due>();
    late = [];
    const dues = [...told].map(([token, what]) => {
      const due = dueIn(token, what, disturb);
      if (!mayWait(token, closing) || rangIn.has(token)) {
        troubled.delete(token);
        return due;
      }
      waiting.set(token, due);
      if (due.must.size > 0 && !toldOddly.has(token)) late.push(token);
      return postpone(due, closing.failing.has(token));
    });
    const pointful = before.filter((one) => !isPointless(one, told)).map(({ sight }) => sight);
    compare(sights, dues, pointful, (token) => closing.late.has(token));
    for (const { key, sight } of shown) if (visible.has(key)) visible.set(key, { sight, upTo: coverage(sight, dues) });
    // What rang just now may be about something that came after the list.
    const fresh = new Set(shown.map(({ key }) => key));
    for (const [key, one] of visible)
      if (!fresh.has(key) && !mayStay(one, waiting) && isPointless(one, told))
        throw new Error(`${key} was not withdrawn`);
    if (!persisted) return;
    doubtDigest(sights, dues, waiting);
    settle(dues.filter(({ token }) => !waiting.has(token)));
    for (const [token, { call }] of waiting) settleWaiting(token, call === 'must', sights);
  }

  /**
   * That the user takes part in a call is told by the messages that are waited for; that all is read, by a list that can
   * be read.
   */
  function mayStay({ sight, upTo }: Visible, waiting: ReadonlyMap<string, Due>): boolean {
    if ([...upTo.keys()].some((token) => toldOddly.has(token))) return true;
    return sight.kind === 'call' && waiting.has(sight.token) && told.get(sight.token)?.list.call !== null;
  }

  function close(persisted = true): void {
    if (!look) return;
    const closing = look;
    look = null;
    if (!closing.failed) judge(closing, persisted);
    else if (closing.shown.length > 0) throw new Error('rang although the messages could not be fetched');
    for (const [token, { list }] of told) told.set(token, { list, chat: null });
  }

  return {
    /** The silent baseline: everything there is counts as known. */
    baseline(tokens: readonly string[]): void {
      tell(tokens);
      settle([...told].map(([token, what]) => dueIn(token, what, 'off')));
    },
    /** A good list has arrived. */
    list(tokens: readonly string[], full: boolean): void {
      for (const [token, list] of acted) {
        told.set(token, { list, chat: null });
        toldOddly.delete(token);
      }
      acted.clear();
      if (isHealed) troubled.clear();
      if (full) told.clear();
      tell(tokens);
      look = {
        ...{ failed: false, failing: new Set(), stopped: false, late: new Set(), open: 0, dnd: dnd(), shown: [] },
        before: [...visible.values()],
      };
    },
    odd,
    /** All has been well for so long that nothing may be waited for any more. @throws when something is */
    expectNoneLate(): void {
      close();
      if (late.length > 0) throw new Error(`${late} should have rung and did not, though all has been well for long`);
    },
    healed(): void {
      isHealed = true;
    },
    /** The server has told how a conversation is after what the person did to it. */
    acted(token: string): void {
      if (told.has(token)) acted.set(token, ledger.snapshot(token));
    },
    /** Something is asked that must be answered before anything rings. @param token whose messages; null: the status */
    asked(token: string | null): void {
      if (token !== null) asking.add(token);
      if (look) look.open += 1;
    },
    answered(token: string | null): void {
      if (token !== null) asking.delete(token);
      if (!look) return;
      look.open -= 1;
      if (look.dnd !== dnd()) look.dnd = 'unsure';
    },
    /** Messages of a conversation have been fetched, up to the one with the id `newest`. */
    chat(token: string, { outcome, status, ocs }: Pick<Exchange, 'outcome' | 'status' | 'ocs'>, newest: number): void {
      if (look && outcome === 'failed') {
        look.failing.add(token);
        look.stopped ||= ocs === 997 || [429, 503].includes(status) || look.failing.size >= MOST_UNREACHABLE;
      }
      if (look && look.shown.length > 0) look.late.add(token);
      const what = told.get(token);
      if (!what || outcome === 'failed') return;
      const now = ledger.snapshot(token);
      const upTo = Math.max(newest, ...(what.chat ?? what.list).entries.map(({ id }) => id));
      what.chat = { ...now, entries: now.entries.filter(({ id }) => id <= upTo) };
    },
    shown({ key, ...request }: NotificationRequest): void {
      const sight = read({ key, ...request });
      if (!look) throw new Error(`rang without a list: ${key}`);
      look.shown.push({ key, sight });
      visible.set(key, { sight, upTo: new Map() });
    },
    withdrawn: (key: string): void => void visible.delete(key),
    /** The next list is asked for, or the schedule is over: what this one set off is complete. */
    close,
    /** The app ended, perhaps in the middle; `written`: its cursors had been stored. */
    lifeEnded(written: boolean): void {
      // What was being asked for may have been asked for conversations that had not been named yet.
      if (look && look.open > 0) {
        look.failed = look.shown.length === 0;
        look.stopped = true;
      }
      close(written);
      asking.clear();
      told.clear();
      acted.clear();
      visible.clear();
    },
  };
}
