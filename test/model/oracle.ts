import type { NotificationRequest } from '../../main/core/ports.ts';
import { type Ledger, lastVisible, type RoomTruth, unreadOf } from './ledger.ts';
import type { Exchange } from './network.ts';
import { createPromises } from './promises.ts';
import { coverage, isPointless, read, type Sight, type Visible } from './screen.ts';
import { compare, type Due } from './settle.ts';
import {
  callsRing,
  callVerdict,
  type DoNotDisturb,
  isBack,
  messageVerdict,
  missedCallVerdict,
  rings,
  type Told,
  unlessExpired,
  type Verdict,
} from './verdict.ts';

export interface OracleDeps {
  ledger: Ledger;
  user: string;
  /** Whether the user is to be disturbed, as far as the app can know at this moment. */
  dnd: () => DoNotDisturb;
  /** Returns the time in seconds by the server's clock. */
  serverSeconds: () => number;
  /** Whether the app may rely on push to tell of each call. */
  isPushed: () => boolean;
  /** Returns the conversation that the user answers in the focused window, so that its messages do not ring. */
  answered: () => string | null;
  /** One message has been decided. */
  onVerdict: (verdict: Verdict) => void;
}

/** This many unreachable conversations count as an unreachable server. */
const MOST_UNREACHABLE = 3;

/**
 * The app may wait for threads and for the user's status, ten seconds and five, before a message of the server's own
 * list rings. Meanwhile a list may come each second.
 */
const LOOKS_OF_AN_OPINION = 20;

type Answered = Pick<Exchange, 'outcome' | 'status' | 'ocs' | 'headers'>;

/** The app's work on one list, until the next one. */
interface Look {
  failed: boolean;
  /** Messages of these could not be fetched. */
  failing: Set<string>;
  /** The part of these whose requests got no answer. */
  unreachable: Set<string>;
  /**
   * Whether the whole account failed, so that the model cannot know which other messages the app would have fetched.
   */
  stopped: boolean;
  /** Conversations whose messages came after other notifications. */
  late: Set<string>;
  /** Number of its requests without an answer so far. */
  open: number;
  dnd: DoNotDisturb;
  /** When it came, seconds by the server's clock. */
  at: number;
  /** Whether a call may have come and gone unreported since the list before. */
  mustLook: boolean;
  shown: { key: string; sight: Sight }[];
  /** Conversations in which something rang while a request about them was under way: it did not wait for the answer. */
  hurried: Set<string>;
  areThreadsUnsure: boolean;
  /** The conversation that the user answered when the list came. */
  answered: string | null;
  /** Conversations that the user began or ceased to answer while the app worked on the list. */
  answeredInPart: Set<string>;
  /** How many notifications had been shown when the app asked for the server's own list. */
  opinionFrom: number;
  /** What the server's own list named at an earlier list may ring now. */
  isOpinionLate: boolean;
  /** The app has stored how far it has come. */
  isStored: boolean;
  /** On the screen when the list came. */
  before: Visible[];
}

export type Oracle = ReturnType<typeof createOracle>;

/**
 * Creates the judge of what must ring. It follows the data that the app got, that is the conversations in each good
 * list and the fetched messages, and looks up the truth at that moment in the ledger. It decides each message once: at
 * the first list that reported it and that the app could handle completely.
 */
export function createOracle({ ledger, user, dnd, serverSeconds, isPushed, answered, onVerdict }: OracleDeps) {
  const told = new Map<string, Told>();
  /** Messages up to this one have been decided, by conversation. */
  const decided = new Map<string, number>();
  /** The same for ended calls: if the list hides the last message, only fetched messages report them. */
  const decidedCalls = new Map<string, number>();
  /** Start of the last decided call, by conversation. */
  const calls = new Map<string, number>();
  /** Conversations whose last decided call was running at that time. */
  const running = new Set<string>();
  /** Calls that may but need not ring: the app may have considered them at a moment when they must not. */
  const doubtfulCalls = new Map<string, number>();
  /** The same for calls that were missed: those that ended up to this entry. */
  const doubtfulMissed = new Map<string, number>();
  /** Calls that rang although the app could not find out who is in them. */
  const rangInDoubt = new Map<string, number>();
  const visible = new Map<string, Visible>();
  /** Conversations with due messages that could not be fetched; they are due as soon as the fetch works. */
  const troubled = new Set<string>();
  /** How many lists in a row the fetch has failed. */
  const failures = new Map<string, number>();
  /** The same since the running call first appeared in a list. */
  const callFailures = new Map<string, { startedAt: number; times: number }>();
  /** Conversations that the server holds back with a long Retry-After. */
  const held = new Set<string>();
  /** Conversations in trouble about which the server has answered: the app asks for their messages with the next list. */
  const recovering = new Set<string>();
  /** Conversations with a running request for messages: a list does not wait for hanging ones. */
  const asking = new Set<string>();
  /** Their messages that may but need not ring: the app may have considered them at a moment when they must not. */
  const doubtful = new Map<string, Set<number>>();
  /** The server's answers to the user's actions; they count from the next list on. */
  const acted = new Map<string, RoomTruth>();
  /** Conversations of the last lists; null: none has come in this life of the app. */
  let present: Set<string> | null = null;
  /** Conversations that any list has contained. */
  const everTold = new Set<string>();
  /** Conversations that are new in this list, as far as the app can know. */
  const appeared = new Set<string>();
  /** The entry that added the user, for conversations whose invitation was announced. */
  const invited = new Map<string, number>();
  /** Conversations that the list tells oddly at present. */
  const odd = new Set<string>();
  /** Conversations that were odd when the list last had them: they may be late. */
  const toldOddly = new Set<string>();
  /**
   * Messages of the last list that should have rung and have not, because the app waits for their conversations'
   * messages.
   */
  let late: string[] = [];
  /** Whether all faults are over and the user refreshes: no message may be late from the next list on. */
  let isHealed = false;
  let look: Look | null = null;
  /**
   * Whether the levels of threads are unknown at the moment: their posts may ring as in their conversations, or not.
   */
  /** The list of followed threads could not be asked for. */
  let areThreadsUnsure = false;
  /** Conversations in which the level of a thread could not be asked for: the app then asks no more for a while. */
  const unsureThreads = new Set<string>();
  const promises = createPromises(ledger, user);
  /** When the latest list came, seconds by the server's clock, which may have been set back since. */
  let latestAt = 0;
  /** For so many more lists, the server's own list may explain what rings. */
  let opinionLooks = 0;

  const tell = (tokens: readonly string[]): void => {
    for (const token of tokens) {
      told.set(token, { list: ledger.snapshot(token), chat: null });
      if (odd.has(token)) toldOddly.add(token);
      else toldOddly.delete(token);
    }
  };

  function missedIn(token: string, what: Told, disturb: DoNotDisturb, mustLook: boolean): Verdict {
    const hasKnown = (startedAt: number): boolean => startedAt === calls.get(token);
    return missedCallVerdict(what, decidedCalls.get(token) ?? 0, disturb, hasKnown, mustLook);
  }

  function dueIn(
    token: string,
    what: Told,
    disturb: DoNotDisturb,
    mustLook: boolean,
    at = serverSeconds(),
    /** Whether a level could not be asked for since the list. */
    failedSince = false,
  ): Due {
    const isUnsure = failedSince || areThreadsUnsure || unsureThreads.has(token);
    const after = decided.get(token) ?? 0;
    const ids = new Set([...what.list.entries, ...(what.chat?.entries ?? [])].map(({ id }) => id));
    const fresh = [...ids].filter((id) => id > after && !promises.hasRung(token, id));
    const must = new Set<number>();
    const may = new Set<number>();
    for (const id of fresh) {
      const entry = [...(what.chat?.entries ?? []), ...what.list.entries].find((one) => one.id === id);
      const timeless = messageVerdict(what, id, user, disturb);
      const verdict = entry ? loosened(token, id, what, unlessExpired(timeless, entry, at), isUnsure) : timeless;
      onVerdict(verdict);
      if (verdict !== 'no') (verdict === 'must' && !doubtful.get(token)?.has(id) ? must : may).add(id);
    }
    for (const id of promises.open(token)) may.add(id);
    for (const entry of what.list.entries) if (isBack(entry, at, latestAt)) may.add(entry.id);
    const { call } = what.list;
    return {
      token,
      must,
      may,
      fresh: fresh.length,
      newest: Math.max(after, ...ids),
      call: call && call.startedAt !== calls.get(token) ? doubtfulCall(token, callVerdict(what, disturb)) : 'no',
      missedCall: doubtfulMiss(token, missedIn(token, what, disturb, mustLook)),
    };
  }

  /** The user sees messages appear in a conversation that is being answered: they do not ring. Its calls do. */
  function unseen(due: Due, { answered: token, answeredInPart }: Look): Due {
    if (answeredInPart.has(due.token)) return { ...due, must: new Set(), may: new Set([...due.must, ...due.may]) };
    return due.token === token ? { ...due, must: new Set(), may: new Set() } : due;
  }

  /** The app need not notice at once a post in a thread that rings although its conversation would not. */
  function loosened(token: string, id: number, { list }: Told, verdict: Verdict, isUnsure: boolean): Verdict {
    const entry = ledger.snapshot(token).entries.find((one) => one.id === id);
    if (!entry?.thread) return verdict;
    // A level that the app learned earlier still counts for it.
    if (verdict === 'no' && isUnsure && rings({ ...list, threadLevel: 1 }, entry, user)) return 'may';
    // The server has announced it, and later changes may not show.
    if (verdict === 'no' && entry.announced) return 'may';
    if (list.threadLevel === 0) return verdict;
    if (isUnsure) return 'may';
    return verdict === 'must' && list.level !== 1 ? 'may' : verdict;
  }

  /** Settles decided messages, which must never ring again. */
  function settle(
    dues: readonly Due[],
    isOpen: (token: string) => boolean = () => false,
    isOwed: (token: string) => boolean = () => false,
  ): void {
    for (const { token, newest } of dues) {
      decided.set(token, newest);
      const what = told.get(token);
      if ((!what?.list.sensitive || what.chat) && !isOwed(token)) decidedCalls.set(token, newest);
      if (isOpen(token)) continue;
      running.delete(token);
      if (what?.list.call) settleCall(token, what.list.call.startedAt);
    }
  }

  function settleCall(token: string, startedAt: number): void {
    calls.set(token, startedAt);
    running.add(token);
  }

  function noteAppeared(tokens: readonly string[], full: boolean): void {
    appeared.clear();
    for (const token of tokens) if (!everTold.has(token) || present?.has(token) === false) appeared.add(token);
    present = new Set([...(full ? [] : (present ?? [])), ...tokens]);
    for (const token of tokens) everTold.add(token);
  }

  /**
   * An invitation notifies once, and must do so if the list alone reports it and the conversation has not rung. An app
   * that died before it stored its cursors had not come to the invitations: they are new to its next life.
   */
  function judgeInvitations(sights: readonly Sight[], closing: Look, persisted: boolean): void {
    if (!persisted) {
      for (const token of appeared) everTold.delete(token);
      return;
    }
    for (const token of appeared) {
      const list = told.get(token)?.list;
      const isTold = sights.some((sight) => sight.kind === 'invitation' && sight.token === token);
      const hasRung = sights.some((sight) => 'token' in sight && sight.kind !== 'invitation' && sight.token === token);
      if (!list || isTold || hasRung || closing.dnd !== 'off' || sights.some(({ kind }) => kind === 'digest')) continue;
      const isPlain = list.member && !list.sensitive && !list.archived && list.lastRead < list.invitedBy;
      const isKnown = lastVisible(list)?.id === list.invitedBy && !mayWait(token, closing) && closing.open === 0;
      if (isPlain && isKnown) throw new Error(`that ${user} was added to ${token} should have been told and was not`);
    }
  }

  function tellInvitation(token: string): void {
    const { invitedBy, member } = ledger.snapshot(token);
    if (!member || invitedBy === 0) throw new Error(`${user} was not added to ${token}`);
    if (invited.get(token) === invitedBy) throw new Error(`that ${user} was added to ${token} was told twice`);
    if (look?.dnd === 'on') throw new Error(`told that ${user} was added to ${token} though not to be disturbed`);
    invited.set(token, invitedBy);
  }

  const doubtfulCall = (token: string, verdict: Verdict): Verdict =>
    verdict === 'must' && doubtfulCalls.get(token) === told.get(token)?.list.call?.startedAt ? 'may' : verdict;

  const endsIn = (token: string): number[] =>
    (told.get(token)?.list.entries ?? []).filter(({ ended }) => ended !== undefined).map(({ id }) => id);

  const doubtfulMiss = (token: string, verdict: Verdict): Verdict =>
    verdict === 'must' && Math.max(0, ...endsIn(token)) <= (doubtfulMissed.get(token) ?? 0) ? 'may' : verdict;

  /** Returns whether the list alone shows that this call has just begun, and who began it. */
  function isCallListed(token: string): boolean {
    const list = told.get(token)?.list;
    const last = list && lastVisible(list);
    const isNew = last?.kind === 'call-started' && last.id > (decided.get(token) ?? 0);
    return isNew && !list?.sensitive && !running.has(token);
  }

  /** Returns whether the app may be waiting for this conversation's messages, so that it need not have rung yet. */
  function mayWait(token: string, { failing, stopped }: Look): boolean {
    // One answer is not all where it is also asked how a call went.
    if (failing.has(token) || asking.has(token)) troubled.add(token);
    else if (told.get(token)?.chat) troubled.delete(token);
    return stopped || troubled.has(token) || toldOddly.has(token);
  }

  /**
   * Postpones a conversation that has not rung by itself: due messages stay due, others may but need not ring. A digest
   * does not name its conversations.
   */
  function postpone(due: Due, byDigest: boolean): Due {
    const known = doubtful.get(due.token) ?? new Set<number>();
    const after = decided.get(due.token) ?? 0;
    const what = told.get(due.token);
    for (const { id } of [...(what?.list.entries ?? []), ...(what?.chat?.entries ?? [])])
      if (id > after && (byDigest || !due.must.has(id))) known.add(id);
    doubtful.set(due.token, known);
    const may = byDigest ? new Set([...due.must, ...due.may]) : due.may;
    return { ...due, must: new Set(), may };
  }

  /** Postpones calls whose outcome the app could not find out: they wait for a while, and ring in doubt. */
  function postponeCalls(due: Due, what: Told, disturb: DoNotDisturb): Due {
    const { token, missedCall, newest } = due;
    const hasEnded = endsIn(token).some((id) => id > (decidedCalls.get(token) ?? 0));
    // Nothing waits for a call of which the list does not tell.
    const isAwaited = missedIn(token, what, disturb, false) === 'must';
    if (missedCall !== 'must' || !isAwaited) doubtfulMissed.set(token, newest);
    return { ...due, call: postponeCall(due), missedCall: hasEnded ? 'may' : missedCall };
  }

  /** Postpones a call whose participants are unknown: it waits for a while, and rings in doubt. */
  function postponeCall({ token, call }: Due): Verdict {
    const list = told.get(token)?.list;
    if (!list?.call || list.call.startedAt === calls.get(token) || isCallListed(token)) return call;
    if (call !== 'must') doubtfulCalls.set(token, list.call.startedAt);
    else if (hasWaited(token, list.call.startedAt)) return call;
    return callsRing(list) ? 'may' : 'no';
  }

  /** Returns whether the app has asked twice who is in this call, or the answer hangs. The call then rings in doubt. */
  function hasWaited(token: string, startedAt: number): boolean {
    const known = callFailures.get(token);
    return asking.has(token) || (known?.startedAt === startedAt && known.times > 1);
  }

  /** A message from the list does not wait longer for the outcome of calls. */
  const isLasting = (token: string): boolean =>
    asking.has(token) || held.has(token) || (failures.get(token) ?? 0) > 1 || toldOddly.has(token);

  function countFailures({ failing, stopped }: Look): void {
    for (const token of failing) {
      failures.set(token, (failures.get(token) ?? 0) + 1);
      const startedAt = told.get(token)?.list.call?.startedAt;
      const known = callFailures.get(token);
      if (startedAt === undefined || stopped) callFailures.delete(token);
      else callFailures.set(token, { startedAt, times: known?.startedAt === startedAt ? known.times + 1 : 1 });
    }
  }

  function judge(closing: Look, persisted: boolean): void {
    const { shown, before, dnd: disturb, mustLook } = closing;
    countFailures(closing);
    const sights = shown.map(({ sight }) => sight);
    const plain = [...told].map(([token, what]) =>
      unseen(dueIn(token, what, disturb, mustLook, closing.at, closing.areThreadsUnsure), closing),
    );
    const waits = (token: string): boolean => mayWait(token, closing);
    // Notifications from the server's own list do not affect messages that are due from the list of conversations.
    const later = new Set(
      sights.filter((sight, at) => {
        const isLate = sight.kind === 'message' || (sight.kind === 'count' && waits(sight.token));
        const isOpinion = at >= closing.opinionFrom || (closing.isOpinionLate && isLate);
        return isOpinion && promises.isKept(sight, plain, sights, waits);
      }),
    );
    const own = sights.filter((sight) => !later.has(sight));
    const rangIn = new Set(
      own.flatMap((sight) => (sight.kind === 'message' || sight.kind === 'count' ? sight.token : [])),
    );
    const waiting = new Set<string>();
    late = [];
    const inDoubt = new Set<string>();
    /** Conversations whose messages rang without the call log: how their calls went remains to be told. */
    const callsOwed = new Set<string>();
    const dues = plain.map((due) => {
      const { token } = due;
      const what = told.get(token);
      if (!what || !waits(token)) return due;
      inDoubt.add(token);
      const doubted = postponeCalls(due, what, disturb);
      if (rangIn.has(token)) {
        // What comes next may have to wait for the conversation's own backoff.
        if (!closing.failing.has(token) && !asking.has(token)) troubled.delete(token);
        const isHurried = closing.hurried.has(token) || isLasting(token);
        if (isHurried) callsOwed.add(token);
        const isAwaited = !closing.stopped && !isHurried && missedIn(token, what, disturb, false) === 'must';
        return isAwaited ? { ...doubted, missedCall: due.missedCall } : doubted;
      }
      waiting.add(token);
      if (due.must.size > 0 && !toldOddly.has(token)) late.push(token);
      // A number does not say whether it counts what waits here as well.
      const isCounted = sights.some((sight) => sight.kind === 'count' && sight.token === token);
      return postpone(doubted, isCounted || sights.some(({ kind }) => kind === 'digest'));
    });
    promises.rang(sights);
    const pointful = before.filter((one) => !isPointless(one, told)).map(({ sight }) => sight);
    compare(own, dues, pointful, (token) => closing.late.has(token));
    promises.decide(dues, sights, told);
    if (disturb !== 'off') promises.release();
    for (const token of [closing.answered, ...closing.answeredInPart]) if (token !== null) promises.release(token);
    judgeInvitations(sights, closing, persisted);
    for (const { key, sight } of shown)
      if (visible.has(key) && sight.kind !== 'invitation') visible.set(key, { sight, upTo: coverage(sight, dues) });
    const hasRung = (token: string, kind: Sight['kind']): boolean =>
      sights.some((sight) => sight.kind === kind && 'token' in sight && sight.token === token);
    const excused = new Map(rangInDoubt);
    for (const token of inDoubt) {
      const call = told.get(token)?.list.call;
      if (!call) continue;
      excused.set(token, call.startedAt);
      // A message that rang without the call's message has moved the cursor.
      if (hasRung(token, 'call') || rangIn.has(token)) rangInDoubt.set(token, call.startedAt);
    }
    // A new notification may be about an event after the list.
    const fresh = new Set(shown.map(({ key }) => key));
    for (const [key, one] of visible)
      if (!fresh.has(key) && !mayStay(one) && isPointless(one, told, excused))
        throw new Error(`${key} was not withdrawn`);
    if (!persisted) {
      promises.forget(later);
      return;
    }
    const isOpen = (token: string): boolean => inDoubt.has(token) && !hasRung(token, 'call') && !isCallListed(token);
    const open = new Set([...inDoubt].filter(isOpen));
    for (const { token, newest } of dues)
      if (waiting.has(token) && hasRung(token, 'missed-call')) decidedCalls.set(token, newest);
    for (const token of waiting) {
      const call = told.get(token)?.list.call;
      if (call && !open.has(token)) settleCall(token, call.startedAt);
    }
    settle(
      dues.filter(({ token }) => !waiting.has(token)),
      (token) => open.has(token),
      (token) => callsOwed.has(token) && !hasRung(token, 'missed-call'),
    );
  }

  /** Only a readable list shows that all is read. */
  const mayStay = ({ upTo }: Visible): boolean => [...upTo.keys()].some((token) => toldOddly.has(token));

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
      noteAppeared(tokens, true);
      appeared.clear();
      settle([...told].map(([token, what]) => dueIn(token, what, 'off', false)));
    },
    /** A good list has arrived. */
    list(tokens: readonly string[], full: boolean): void {
      for (const [token, list] of acted) {
        told.set(token, { list, chat: null });
        toldOddly.delete(token);
      }
      acted.clear();
      if (isHealed) troubled.clear();
      for (const token of recovering) troubled.delete(token);
      recovering.clear();
      if (full) told.clear();
      tell(tokens);
      noteAppeared(tokens, full);
      latestAt = Math.max(latestAt, serverSeconds());
      opinionLooks -= 1;
      look = {
        failed: false,
        failing: new Set(),
        unreachable: new Set(),
        stopped: false,
        late: new Set(),
        open: 0,
        dnd: dnd(),
        at: serverSeconds(),
        shown: [],
        hurried: new Set(),
        mustLook: !isPushed(),
        areThreadsUnsure,
        answered: answered(),
        // What an earlier list told and hangs may ring by the state of then.
        answeredInPart: new Set([...asking].filter((token) => token === answered())),
        opinionFrom: Number.POSITIVE_INFINITY,
        isOpinionLate: opinionLooks > 0,
        isStored: false,
        before: [...visible.values()],
      };
    },
    odd,
    /** Asserts that no message is late after a long time without faults. */
    expectNoneLate(): void {
      close();
      if (late.length > 0) throw new Error(`${late} should have rung and did not, though all has been well for long`);
    },
    healed(): void {
      isHealed = true;
    },
    /** Records that the server answered a user's action with the conversation's new state. */
    acted(token: string): void {
      if (told.has(token)) acted.set(token, ledger.snapshot(token));
    },
    /** A question about threads has been answered. */
    threads(token: string | null, answer: Answered): void {
      const hasFailed = answer.outcome === 'failed';
      if (token === null) areThreadsUnsure = hasFailed;
      else if (hasFailed) unsureThreads.add(token);
      else unsureThreads.delete(token);
      if (!hasFailed) return;
      promises.break();
      if (!look) return;
      look.areThreadsUnsure = true;
      look.stopped ||= concernsAll(answer);
    },
    /** Records the request for the server's own list, which may explain later notifications. */
    noticesAsked(): void {
      opinionLooks = LOOKS_OF_AN_OPINION;
      if (look) look.opinionFrom = Math.min(look.opinionFrom, look.shown.length);
    },
    /** Records the failure of the server's own list, which promises no notification for the next hour. */
    noticesFailed: (): void => promises.break(),
    /** @throws when something that the server has announced, and that may ring, has not rung by now */
    expectPromisesKept(): void {
      close();
      promises.expectKept();
    },
    /** Records a failed question about an alarm conversation: if it ends the work on this list, nothing else rings. */
    alarmsFailed(answer: Answered): void {
      if (look && concernsAll(answer)) {
        look.failed ||= look.shown.length === 0;
        look.stopped = true;
      }
    },
    /** The user answers something else from now on, and what the server has announced there may have been seen. */
    answers(): void {
      const token = answered();
      if (token !== null) promises.release(token);
    },
    /** An answer has come, after which the app may announce something, by what the user answers now. */
    mayAnnounce(): void {
      const now = answered();
      if (!look || now === look.answered) return;
      for (const token of [now, look.answered]) if (token !== null) look.answeredInPart.add(token);
    },
    /**
     * Records a request whose answer must come before any notification.
     * @param token the conversation; null: the status
     */
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
    /** Records a request for a single conversation, whose data about messages counts like a list's. */
    alone(token: string): void {
      // What the user did shows already, so that this is no news; the next list counts.
      if (acted.has(token)) return;
      const what = told.get(token);
      const now = ledger.snapshot(token);
      if (what && now.member && toldOfMessages(what.list) !== toldOfMessages(now))
        told.set(token, { list: now, chat: what.chat });
    },
    /** Asserts after a full list without faults that no notification stands for something that is gone. */
    expectNoGhosts(): void {
      const now = serverSeconds();
      const sights = [...visible.values()].flatMap(({ sight }) => (sight.kind === 'message' ? sight : []));
      for (const { token, id } of sights) {
        const room = ledger.snapshot(token);
        const entry = room.entries.find((one) => one.id === id);
        const isNoticed = unreadOf(room) < sights.filter((sight) => sight.token === token).length;
        if (entry?.deleted && isNoticed) throw new Error(`${token}/${id} was deleted and is still on the screen`);
        if (entry && entry.expires > 0 && entry.expires + 2 < now)
          throw new Error(`${token}/${id} has expired and is still on the screen`);
      }
    },
    /**
     * Messages of a conversation have been fetched, up to the one with the id `newest`.
     * @param isLog the app may have asked only how earlier calls went
     */
    chat(token: string, answer: Answered, newest: number, isLog: boolean): void {
      const { outcome, status, headers } = answer;
      if (isLog && outcome !== 'failed' && (look?.failing.has(token) || troubled.has(token))) {
        recovering.add(token);
        return;
      }
      if (outcome === 'failed' && headers.has('retry-after')) held.add(token);
      if (look && outcome === 'failed') {
        look.failing.add(token);
        if (status === 0) look.unreachable.add(token);
        look.stopped ||= concernsAll(answer) || look.unreachable.size >= MOST_UNREACHABLE;
      }
      const what = told.get(token);
      // Where they could not be had, the digest may have counted what the list told. The log of calls alone holds back
      // no message.
      const isOnlyLog = isLog && what?.chat != null;
      if (look && look.shown.length > 0 && outcome !== 'failed' && !isOnlyLog) look.late.add(token);
      // If the connection broke at once, the app asks once more.
      if (outcome !== 'failed') {
        look?.failing.delete(token);
        failures.delete(token);
        callFailures.delete(token);
        held.delete(token);
      }
      if (!what || outcome === 'failed') return;
      const now = ledger.snapshot(token);
      const upTo = Math.max(newest, ...(what.chat ?? what.list).entries.map(({ id }) => id));
      what.chat = { ...now, entries: now.entries.filter(({ id }) => id <= upTo) };
    },
    shown({ key, ...request }: NotificationRequest): void {
      const sight = read({ key, ...request });
      if (!look) throw new Error(`rang without a list: ${key}`);
      look.shown.push({ key, sight });
      if (sight.kind === 'digest') for (const token of asking) look.hurried.add(token);
      else if (asking.has(sight.token)) look.hurried.add(sight.token);
      const upTo = new Map<string, number>();
      if (sight.kind === 'invitation') {
        tellInvitation(sight.token);
        // If the app could not find the message about it, the notification stays until the next message is read.
        const { lastRead } = told.get(sight.token)?.list ?? ledger.snapshot(sight.token);
        upTo.set(sight.token, Math.max(ledger.snapshot(sight.token).invitedBy, lastRead + 1));
      } else if ('token' in sight && sight.kind !== 'missed-call' && visible.has(`${sight.token}/invited`))
        throw new Error(`${sight.token} rang beside the notice that ${user} was added`);
      visible.set(key, { sight, upTo });
    },
    /** An edited message changes the text of its notification and nothing else, and only while that is shown. */
    updated({ key, ...request }: NotificationRequest): void {
      if (!visible.has(key)) throw new Error(`${key} was changed and is not on the screen`);
      if (!/edited/.test(request.body)) throw new Error(`${key} was changed without an edit: ${request.body}`);
    },
    withdrawn: (key: string): void => void visible.delete(key),
    /** Returns how many conversations have notifications about messages on the screen. */
    conversationsOnScreen: (): number => new Set([...visible.values()].flatMap(({ upTo }) => [...upTo.keys()])).size,
    /** Ends the work on a list, because the next one is requested or the schedule is over. */
    close,
    stored(): void {
      if (look) look.isStored = true;
    },
    /** The app died while it wrote its book of alarms, perhaps before it had announced anything. */
    diedWithAlarms(): void {
      if (look) look.failed ||= !look.isStored;
    },
    /**
     * The app ended, perhaps in the middle.
     * @param how `stored`: it had stored this account's cursors; `storing`: it was about to; `working`: it died in its
     * work for another account, perhaps before it had announced anything of this one
     */
    lifeEnded(how: 'stored' | 'storing' | 'working'): void {
      const isStored = how === 'stored' || (how === 'working' && look?.isStored === true);
      // A running request may concern conversations that had no name yet.
      if (look && (look.open > 0 || (how === 'working' && !isStored))) {
        look.failed = look.shown.length === 0;
        look.stopped = true;
      }
      close(isStored);
      asking.clear();
      promises.release();
      failures.clear();
      callFailures.clear();
      held.clear();
      told.clear();
      present = null;
      appeared.clear();
      acted.clear();
      visible.clear();
    },
  };
}

/** Returns whether the app asks about no other conversation after this answer. */
const concernsAll = ({ status, ocs, headers }: Answered): boolean =>
  ocs === 997 || status === 429 || headers.get('x-nextcloud-maintenance-mode') === '1';

/** Returns what a single conversation shows about its messages. */
function toldOfMessages(room: RoomTruth): string {
  const last = room.sensitive ? undefined : lastVisible(room);
  return JSON.stringify([room.lastRead, unreadOf(room), last?.id, last?.text, last?.deleted]);
}
