import type { NotificationRequest } from '../../main/core/ports.ts';
import type { Ledger, RoomTruth } from './ledger.ts';
import type { Exchange } from './network.ts';
import { coverage, isPointless, read, type Sight, type Visible } from './screen.ts';
import { compare, type Due } from './settle.ts';
import {
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

/** What one list made the app do, until the next. */
interface Look {
  failed: boolean;
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
  /** The server's answers to what the person did; they count from the next list on. */
  const acted = new Map<string, RoomTruth>();
  let look: Look | null = null;

  const tell = (tokens: readonly string[]): void => {
    for (const token of tokens) told.set(token, { list: ledger.snapshot(token), chat: null });
  };

  function dueIn(token: string, what: Told, disturb: DoNotDisturb): Due {
    const after = decided.get(token) ?? 0;
    const ids = new Set([...what.list.entries, ...(what.chat?.entries ?? [])].map(({ id }) => id));
    const fresh = [...ids].filter((id) => id > after);
    const must = new Set<number>();
    const may = new Set<number>();
    for (const id of fresh) {
      const verdict = messageVerdict(what, id, user, disturb);
      onVerdict(verdict);
      if (verdict !== 'no') (verdict === 'must' ? must : may).add(id);
    }
    const { call } = what.list;
    return {
      ...{ token, must, may, fresh: fresh.length, newest: Math.max(after, ...ids) },
      call: call && call.startedAt !== calls.get(token) ? callVerdict(what, disturb) : 'no',
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

  function judge({ shown, before, dnd: disturb }: Look, persisted: boolean): void {
    const dues = [...told].map(([token, what]) => dueIn(token, what, disturb));
    const pointful = before.filter((one) => !isPointless(one, told)).map(({ sight }) => sight);
    compare(
      shown.map(({ sight }) => sight),
      dues,
      pointful,
    );
    for (const { key, sight } of shown) if (visible.has(key)) visible.set(key, { sight, upTo: coverage(sight, dues) });
    // What rang just now may be about something that came after the list.
    const fresh = new Set(shown.map(({ key }) => key));
    for (const [key, one] of visible)
      if (!fresh.has(key) && isPointless(one, told)) throw new Error(`${key} was not withdrawn`);
    if (persisted) settle(dues);
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
      for (const [token, list] of acted) told.set(token, { list, chat: null });
      acted.clear();
      if (full) told.clear();
      tell(tokens);
      look = { failed: false, open: 0, dnd: dnd(), shown: [], before: [...visible.values()] };
    },
    /** The server has told how a conversation is after what the person did to it. */
    acted(token: string): void {
      if (told.has(token)) acted.set(token, ledger.snapshot(token));
    },
    /** Something is asked that must be answered before anything rings. */
    asked(): void {
      if (look) look.open += 1;
    },
    answered(): void {
      if (!look) return;
      look.open -= 1;
      if (look.dnd !== dnd()) look.dnd = 'unsure';
    },
    /** Messages of a conversation have been fetched, up to the one with the id `newest`. */
    chat(token: string, outcome: Exchange['outcome'], newest: number): void {
      if (look && outcome === 'failed') look.failed = true;
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
      if (look && look.open > 0) look.failed = true;
      close(written);
      told.clear();
      acted.clear();
      visible.clear();
    },
  };
}
