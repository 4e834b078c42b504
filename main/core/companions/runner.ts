import { describeError, errorCodeOf, isExpected, ServerError, TooManyAttempts } from '../errors.ts';
import { createLifetime } from '../lifetime.ts';
import type { CompanionAction, CompanionAnswer, CompanionId, CompanionView } from '../model/companion.ts';
import { createArrivalStore } from './arrival-store.ts';
import type { Arrivals } from './arrivals.ts';
import type { Companion, CompanionDeps, CompanionKind } from './companion.ts';

const MINUTE_MS = 60_000;
/** While a person looks, the content is not older than this. */
const WATCHED_MS = 5 * MINUTE_MS;
/** While the window is open and no person is seen, and for companions that remind or notify. */
const UNATTENDED_MS = 15 * MINUTE_MS;
/** A person who has not shown or used the window for so long is not there. */
const ATTENTION_MS = 15 * MINUTE_MS;
/** A companion that goes on failing is asked at least this often. */
const LONGEST_MS = 60 * MINUTE_MS;
/** A person who asks again and again is answered once in this time. */
const SHORTEST_MS = 1_000;
/** Each interval is changed by up to this part, so that many PCs do not ask at the same moment. */
const JITTER = 0.1;

export interface RunnerDeps extends CompanionDeps {
  kinds: readonly CompanionKind[];
  /** The companions that are switched on, by a person or by the administrator. */
  wanted: () => readonly CompanionId[];
  /** Those of them that notify of something new. */
  notifying: () => readonly CompanionId[];
  /** The server answers. While it does not, no companion asks. */
  isConnected: () => boolean;
  /** The screen is locked, or station mode sees no person. */
  isUnattended: () => boolean;
  onChange: () => void;
}

/** A companion and what is known of it. Times are those of the monotonic clock. */
interface Entry {
  kind: CompanionKind;
  companion: Companion | null;
  /** It notifies of something new. */
  isNotifying: boolean;
  /** Null: it does not notify, or has not answered since. */
  arrivals: Arrivals | null;
  view: CompanionView;
  /** Counts how often it was switched, so that an answer to an earlier question is dropped. */
  turn: number;
  isAsking: boolean;
  /** A person has changed something since the question under way. */
  isChanged: boolean;
  askedAt: number | null;
  failures: number;
  /** No request before this time, because the server said so. */
  notBefore: number;
  cancel: () => void;
}

export type CompanionRunner = ReturnType<typeof createCompanionRunner>;

/**
 * Runs the companions of one account. Each is asked on its own and fails alone: at most every 5 minutes while the window
 * can be seen, every 15 minutes while no person is seen at it, and never while it is hidden, except those that remind or
 * notify.
 */
export function createCompanionRunner(options: RunnerDeps) {
  const { accountId, kinds, wanted, clock, log, onChange } = options;
  const lifetime = createLifetime(log);
  const entries: Entry[] = kinds.map((kind) => ({
    kind,
    companion: null,
    isNotifying: false,
    arrivals: null,
    view: offView(kind.id),
    turn: 0,
    isAsking: false,
    isChanged: false,
    askedAt: null,
    failures: 0,
    notBefore: 0,
    cancel: () => {},
  }));
  const arrivalStore = createArrivalStore(options.settings, accountId);
  let isLooking = false;
  let isAsleep = false;
  /** When a person was last seen at the window. */
  let seenAt = Number.NEGATIVE_INFINITY;

  function offView(id: CompanionId): CompanionView {
    return { account: accountId, id, state: 'off', error: null, at: null, content: null };
  }

  function show(entry: Entry, change: Partial<CompanionView>): void {
    entry.view = { ...entry.view, ...change };
    onChange();
  }

  const isAttended = (): boolean => clock.monotonic() - seenAt < ATTENTION_MS && !options.isUnattended();

  /** Milliseconds between two requests; null: it is not asked now. */
  function intervalOf({ kind, isNotifying, failures, view }: Entry): number | null {
    if (!isLooking && !kind.reminds && !isNotifying) return null;
    if (view.state === 'unavailable') return LONGEST_MS;
    const interval = isLooking && isAttended() ? WATCHED_MS : UNATTENDED_MS;
    return Math.min(interval * 2 ** Math.max(failures - 1, 0), LONGEST_MS);
  }

  const isOn = ({ view }: Entry): boolean => view.state !== 'off';

  /** Plans the next request. A request under way plans by itself. */
  function plan(entry: Entry): void {
    entry.cancel();
    entry.cancel = () => {};
    const interval = intervalOf(entry);
    if (!isOn(entry) || entry.isAsking || isAsleep || interval === null || lifetime.isOver()) return;
    const now = clock.monotonic();
    const jittered = interval * (1 + JITTER * (2 * clock.random() - 1));
    const dueAt = Math.max(entry.askedAt === null ? now : entry.askedAt + jittered, entry.notBefore);
    if (dueAt > now) entry.cancel = clock.after(dueAt - now, () => plan(entry));
    // The first list after the trouble plans it again.
    else if (options.isConnected()) void ask(entry);
  }

  async function ask(entry: Entry): Promise<void> {
    const { kind, turn } = entry;
    const isLeft = (): boolean => entry.turn !== turn || lifetime.isOver();
    entry.isAsking = true;
    entry.isChanged = false;
    entry.askedAt = clock.monotonic();
    if (entry.view.content === null) show(entry, { state: 'loading', error: null });
    try {
      const capabilities = options.capabilities();
      const isThere = capabilities === null || kind.mayHave(capabilities);
      const content = isThere ? await (await companionOf(entry)).refresh() : null;
      if (isLeft()) return;
      entry.failures = 0;
      if (content === null) show(entry, { state: 'unavailable', error: null, at: null, content });
      else show(entry, { state: 'ready', error: null, at: clock.now(), content });
      await tellArrivals(entry);
    } catch (error) {
      if (isLeft()) return;
      fail(entry, error);
    } finally {
      if (!isLeft()) {
        entry.isAsking = false;
        if (entry.isChanged) void ask(entry);
        else plan(entry);
      }
    }
  }

  /** Notifies of what the answer contains. Nothing that fails here is the companion's failure. */
  async function tellArrivals(entry: Entry): Promise<void> {
    try {
      if (entry.view.content === null) entry.arrivals?.withdraw();
      else if (entry.isNotifying) {
        const arrivals = await arrivalsOf(entry);
        await arrivals?.take(entry.companion?.listed?.() ?? []);
      }
    } catch (error) {
      log.error(`${entry.kind.id} could not notify: ${describeError(error)}`);
    }
  }

  async function arrivalsOf(entry: Entry): Promise<Arrivals | null> {
    const { createArrivals } = await import('./arrivals.ts');
    const isWanted = entry.isNotifying && !lifetime.isOver();
    if (isWanted) entry.arrivals ??= createArrivals({ ...options, companion: entry.kind.id, store: arrivalStore });
    return entry.arrivals;
  }

  /** Switches notifications on and off as they are wanted now. */
  function followNotifications(entry: Entry): void {
    const { id } = entry.kind;
    const isWanted = isOn(entry) && options.notifying().includes(id);
    // When they are switched on again, what is there then is not new.
    if (!isWanted) {
      endArrivals(entry);
      arrivalStore.forget(id);
    } else if (!entry.isNotifying) entry.askedAt = null;
    entry.isNotifying = isWanted;
  }

  function endArrivals(entry: Entry): void {
    entry.arrivals?.end();
    entry.arrivals = null;
  }

  function fail(entry: Entry, error: unknown): void {
    const line = `${entry.kind.id}: ${describeError(error)}`;
    if (isExpected(error)) log.warn(line);
    else log.error(line);
    entry.failures += 1;
    const wait = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
    entry.notBefore = clock.monotonic() + (wait ?? 0);
    show(entry, { state: 'failed', error: errorCodeOf(error) });
  }

  /** Asks now, after what is under way. A failure shows in the companion. */
  async function askAnew(entry: Entry): Promise<void> {
    if (entry.isAsking) {
      entry.isChanged = true;
      return;
    }
    entry.cancel();
    await ask(entry);
  }

  async function companionOf(entry: Entry): Promise<Companion> {
    const { turn } = entry;
    const create = await entry.kind.load();
    if (entry.turn === turn && !lifetime.isOver()) entry.companion ??= create(options);
    if (entry.companion === null) throw new RangeError('the companion was switched off');
    return entry.companion;
  }

  function end(entry: Entry): void {
    entry.cancel();
    endArrivals(entry);
    const { companion } = entry;
    Object.assign(entry, {
      companion: null,
      isAsking: false,
      isChanged: false,
      askedAt: null,
      failures: 0,
      notBefore: 0,
    });
    entry.turn += 1;
    try {
      companion?.stop();
    } catch (error) {
      log.error(`${entry.kind.id} did not stop: ${describeError(error)}`);
    }
  }

  const planAll = (): void => {
    for (const entry of entries) plan(entry);
  };

  /** A person has shown or used the window. */
  function attend(): void {
    seenAt = clock.monotonic();
    planAll();
  }

  function find(id: CompanionId): Entry {
    const entry = entries.find(({ kind }) => kind.id === id);
    if (!entry || !isOn(entry)) throw new RangeError('the companion is off');
    return entry;
  }

  return {
    views: (): CompanionView[] => entries.map(({ view }) => view),
    /** Switches companions and their notifications on and off as they are wanted now. */
    follow(): void {
      for (const entry of entries) {
        const isWanted = wanted().includes(entry.kind.id);
        if (isWanted !== isOn(entry)) {
          end(entry);
          show(entry, { ...offView(entry.kind.id), ...(isWanted && { state: 'loading' }) });
        }
        followNotifications(entry);
        plan(entry);
      }
    },
    /** Asks at once, because the companion shall show something else. */
    renew(id: CompanionId): void {
      const entry = entries.find(({ kind }) => kind.id === id);
      if (!entry || !isOn(entry)) return;
      if (isLooking) void askAnew(entry);
      else entry.askedAt = null;
    },
    /** The window is shown. */
    look(): void {
      isLooking = true;
      attend();
    },
    /** The window is hidden. */
    unlook(): void {
      isLooking = false;
      planAll();
    },
    attend,
    /** The server has answered with a list. */
    synced: planAll,
    suspend(): void {
      isAsleep = true;
      planAll();
    },
    resume(): void {
      isAsleep = false;
      // The monotonic clock may have stood still.
      for (const entry of entries) if (entry.failures === 0) entry.askedAt = null;
      planAll();
    },
    /** Strangers may read the screen from now on. */
    hideTexts(): void {
      for (const { companion, arrivals } of entries) {
        companion?.hideTexts?.();
        arrivals?.hideTexts();
      }
    },
    /** @throws RangeError when the companion is off; the errors of the action */
    async act(action: CompanionAction): Promise<CompanionAnswer> {
      const entry = find(action.companion);
      attend();
      if (action.kind === 'refresh') {
        const since = clock.monotonic() - (entry.askedAt ?? Number.NEGATIVE_INFINITY);
        if (!entry.isAsking && since >= SHORTEST_MS && clock.monotonic() >= entry.notBefore) {
          entry.cancel();
          await ask(entry);
        }
        return { kind: 'done' };
      }
      const { turn } = entry;
      const companion = await companionOf(entry);
      if (!companion.act) throw new RangeError('no such action');
      const answer = await companion.act(action);
      if (action.kind === 'open') entry.arrivals?.withdraw();
      // It may have been switched off meanwhile.
      if (answer.kind === 'changed' && entry.turn === turn) await askAnew(entry);
      return answer;
    },
    stop(): void {
      lifetime.end();
      for (const entry of entries) end(entry);
    },
  };
}
