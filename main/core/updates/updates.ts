import * as v from 'valibot';
import { describeError } from '../errors.ts';
import type { NoUpdates, UpdateBy, UpdateFault, UpdateState } from '../model/update.ts';
import { isNewer } from '../model/update-feed.ts';
import { type Clock, type Logger, type SettingsStore, UpdateFailed, type Updater } from '../ports.ts';

const DOCUMENT = 'updates';
const Found = v.object({ version: v.string(), notes: v.nullable(v.string()), at: v.number() });
const Stored = v.object({
  /** The version that ran last. */
  ran: v.string(),
  /** When the app last looked, milliseconds since 1970; null: never. */
  lookedAt: v.nullable(v.number()),
  /** The newest version that the feed has offered, and when it first did; null: none. */
  found: v.nullable(Found),
  /** The app has ended in order to start again with this version; null: it has not. */
  installing: v.nullable(v.string()),
  /** This version could not be installed, so the app does not try it again by itself; null: none. */
  failed: v.nullable(v.string()),
});
type Stored = v.InferOutput<typeof Stored>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The list comes first after a start. */
const ABILITY_MS = 10_000;
/** A hundred PCs that start together do not look together. */
const FIRST_LOOK_MS = 5 * MINUTE;
const FIRST_JITTER_MS = 55 * MINUTE;
const EVERY_MS = DAY;
const JITTER_MS = 4 * HOUR;
/** After a failure; then double, up to a day. */
const AGAIN_MS = 2 * HOUR;
/** The computer's clock may be set, and it may sleep. */
const TICK_MS = 10 * MINUTE;
/** The hours of the night in which a station PC restarts by itself, by its clock: from 2 up to 5. */
const NIGHT = { from: 2, to: 5 };
/** A PC that is never on at night restarts whenever no person is there. */
const NIGHTLESS_MS = 2 * DAY;
/** People may still follow an alarm that was acknowledged. */
const AFTER_ALARM_MS = HOUR;
/** An end that has not come by then is held back by something. */
const ENDING_MS = 2 * MINUTE;
/** After this long without an end, the app tries again by itself. */
const REFUSED_MS = 12 * HOUR;
/** The first list has arrived by then, unless the server is away. */
const TEST_MS = MINUTE;
/** The window gets no more news of a download than that. */
const PERCENT_STEP = 5;

export interface UpdatesDeps {
  clock: Clock;
  log: Logger;
  settings: SettingsStore;
  /** Missing: nothing is said about updates. */
  updater: Updater | undefined;
  mode: 'auto' | 'notify' | 'off';
  /** An alarm is open. */
  hasAlarm: () => boolean;
  isStation: () => boolean;
  /** No person is at the PC. */
  isUnattended: () => boolean;
  /** A restart would lose nothing: no text that the user has typed, no file that has not arrived, and no account. */
  keepsAll: () => boolean;
  /** Asks the app to end, which the user may still refuse. */
  quit: () => void;
  /** Opens a page in the browser. */
  open: (page: string) => Promise<void>;
  /** The app has updated itself on a station PC: tests whether alarms still arrive. Never rejects. */
  test: () => Promise<unknown>;
  onChange: () => void;
}

/** What happens to an update when the app ends. */
export type AtEnd = 'nothing' | 'install' | 'install-and-start';

/**
 * Looks once a day for a newer version of the app, gets it and has it installed: by itself, or when the user says so.
 * Does nothing while an alarm is open.
 */
export function createUpdates(deps: UpdatesDeps) {
  const { clock, log, settings, updater, onChange } = deps;
  const stored = v.safeParse(Stored, settings.read(DOCUMENT));
  const running = updater?.version ?? '';
  let memory: Stored = stored.success
    ? stored.output
    : { ran: running, lookedAt: null, found: null, installing: null, failed: null };
  /** Null until it is known. */
  let ability: { off: NoUpdates } | { off: null; by: UpdateBy; page: string | null } | null = null;
  let knowing: Promise<void> | null = null;
  let stage: UpdateState['stage'] = 'idle';
  let percent = 0;
  let fault: UpdateFault | null = null;
  let failures = 0;
  let news: string | null = null;
  let dueAt = Number.POSITIVE_INFINITY;
  let alarmAt = Number.NEGATIVE_INFINITY;
  let nightMinute = 0;
  /** The app ends in order to start again with the new version. */
  let isRestarting = false;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let cancelTick = (): void => {};
  let cancelTest = (): void => {};
  let cancelEnding = (): void => {};
  let stopped = false;

  function remember(change: Partial<Stored>): void {
    memory = { ...memory, ...change };
    settings.write(DOCUMENT, memory);
  }

  const found = (): Stored['found'] => (memory.found && isNewer(memory.found.version, running) ? memory.found : null);

  /** Finds out whether this is another version than in the last run. */
  function begin(): void {
    const { ran, found: offered, installing } = memory;
    const isUpdated = isNewer(running, ran);
    if (isUpdated) news = offered?.version === running ? (offered.notes ?? '') : '';
    if (installing !== null && installing !== running) {
      log.error(`update: ${installing} was not installed`);
      fault = 'not-installed';
      remember({ failed: installing });
    }
    if ((isUpdated || installing !== null) && deps.isStation())
      cancelTest = clock.after(TEST_MS, () => void deps.test());
    if (ran !== running || installing !== null || !stored.success) remember({ ran: running, installing: null });
  }

  /** Asks once how this copy can be updated. */
  function know(): Promise<void> {
    knowing ??= (async () => {
      if (!updater) return;
      ability = await updater.ability();
      if (ability.off !== 'development') begin();
      if (ability.off === null && deps.mode === 'off') ability = { off: 'policy' };
      if (ability.off === null) stage = found() ? 'offered' : 'idle';
      else log.info(`update: off (${ability.off})`);
      plan();
      onChange();
    })();
    return knowing;
  }

  const jitter = (most: number): number => (clock.random() - 0.5) * 2 * most;

  function plan(): void {
    if (ability?.off !== null) return;
    const first = clock.now() + FIRST_LOOK_MS + clock.random() * FIRST_JITTER_MS;
    const { lookedAt } = memory;
    // A time in the future comes from a clock that was set back.
    const isKnown = lookedAt !== null && lookedAt <= clock.now();
    // What has been found once is got again soon: the file is still there, and only has to be proven.
    const next = isKnown && (found() === null || deps.mode === 'notify') ? lookedAt + EVERY_MS + jitter(JITTER_MS) : 0;
    dueAt = Math.max(first, next);
    nightMinute = Math.floor(clock.random() * 60 * (NIGHT.to - NIGHT.from - 1));
    tick();
  }

  function tick(): void {
    cancelTick();
    if (stopped) return;
    const now = clock.now();
    if (deps.hasAlarm()) alarmAt = now;
    else if (now >= dueAt || dueAt > now + 2 * DAY) void look();
    else if (mayRestartByItself(now)) restartByItself();
    cancelTick = clock.after(Math.max(MINUTE, Math.min(TICK_MS, dueAt - now)), tick);
  }

  function mayRestartByItself(now: number): boolean {
    if (stage !== 'ready' || deps.mode !== 'auto' || !deps.isStation() || !deps.isUnattended()) return false;
    // No person is there to answer the question about it.
    if (!deps.keepsAll()) return false;
    if (now - alarmAt < AFTER_ALARM_MS || now - refusedAt < REFUSED_MS) return false;
    if (memory.failed === found()?.version) return false;
    const time = new Date(now);
    const minute = (time.getHours() - NIGHT.from) * 60 + time.getMinutes();
    const isNight = minute >= nightMinute && time.getHours() < NIGHT.to;
    return isNight || now - (found()?.at ?? now) > NIGHTLESS_MS;
  }

  function restartByItself(): void {
    log.info('update: this station PC restarts with the new version');
    restart();
  }

  /** The app starts again once it has ended; the user may still refuse the end. */
  function restart(): void {
    isRestarting = true;
    remember({ installing: found()?.version ?? null });
    set('installing');
    cancelEnding();
    cancelEnding = clock.after(ENDING_MS, refused);
    deps.quit();
  }

  /** The next end is an end, and no restart. */
  function refused(): void {
    if (!isRestarting) return;
    cancelEnding();
    isRestarting = false;
    refusedAt = clock.now();
    remember({ installing: null });
    set('ready');
  }

  function set(next: UpdateState['stage']): void {
    stage = next;
    onChange();
  }

  /** Never rejects. @returns whether the feed has answered */
  async function look(): Promise<boolean> {
    await know();
    if (!updater || ability?.off !== null || stopped || isBusy() || deps.hasAlarm()) return false;
    const before = stage;
    fault = null;
    set('looking');
    try {
      const offered = await updater.look();
      const known = memory.found?.version === offered?.version ? memory.found : null;
      const at = known?.at ?? clock.now();
      remember({ lookedAt: clock.now(), found: offered && { version: offered.version, notes: offered.notes, at } });
      dueAt = clock.now() + EVERY_MS + jitter(JITTER_MS);
      if (offered && ability.by === 'administrator')
        log.warn(`update: ${offered.version} is there for the administrator`);
      // The file of the version that is ready stays good.
      const isReady = before === 'ready' && known !== null;
      set(isReady ? 'ready' : offered ? 'offered' : 'idle');
    } catch (error) {
      failed(error, 'looking');
      set(before);
      return false;
    }
    // A download that fails each time comes later each time, although the feed answers.
    if (deps.mode === 'auto' && stage === 'offered') await get();
    else failures = 0;
    return true;
  }

  const isBusy = (): boolean => stage === 'looking' || stage === 'downloading' || stage === 'installing';

  function failed(error: unknown, what: string): void {
    fault = error instanceof UpdateFailed ? error.fault : 'unreachable';
    const reason = error instanceof UpdateFailed ? `${fault} (${error.message})` : describeError(error);
    log.warn(`update: ${what} has failed: ${reason}`);
    dueAt = clock.now() + Math.min(EVERY_MS, AGAIN_MS * 2 ** failures) + jitter(HOUR);
    failures += 1;
  }

  /** Never rejects. */
  async function get(): Promise<void> {
    if (!updater || ability?.off !== null || ability.by !== 'app' || stage !== 'offered' || deps.hasAlarm()) return;
    fault = null;
    percent = 0;
    set('downloading');
    try {
      await updater.download((now) => {
        const step = Math.floor(now / PERCENT_STEP) * PERCENT_STEP;
        if (step <= percent) return;
        percent = Math.min(100, step);
        onChange();
      });
      failures = 0;
      log.info(`update: ${found()?.version} is ready`);
      set('ready');
    } catch (error) {
      failed(error, 'the download');
      set('offered');
    }
  }

  /** The updater gets what it has just found, and after a start it has found nothing yet. */
  async function getOffered(): Promise<void> {
    if (stage === 'offered' && (await look()) && deps.mode === 'notify') await get();
  }

  function line(): UpdateState['line'] {
    if (stage === 'ready') return 'ready';
    const by = ability?.off === null ? ability.by : 'administrator';
    // What comes by itself needs no word, and a user cannot do what the administrator must do.
    const isForUser = by === 'user' || (by === 'app' && deps.mode === 'notify');
    if (stage === 'offered' && isForUser) return 'offered';
    return news === null ? null : 'news';
  }

  function state(): UpdateState | undefined {
    if (!updater || ability === null) return undefined;
    const offered = found();
    return {
      running,
      off: ability.off,
      by: ability.off === null ? ability.by : 'user',
      mode: deps.mode === 'auto' ? 'auto' : 'notify',
      stage,
      version: offered?.version ?? null,
      notes: offered?.notes ?? null,
      percent,
      fault,
      lookedAt: memory.lookedAt,
      hasPage: ability.off === null && ability.page !== null,
      news,
      line: line(),
    };
  }

  return {
    /** The accounts are there. */
    start(): void {
      if (!updater) return;
      cancelTick = clock.after(ABILITY_MS, () => void know());
    },
    /** Null: nothing is known yet. */
    state,
    /** The user opens the settings, so how this copy is updated must be known. */
    know,
    /** Looks now, whatever the time. */
    look,
    /** Gets what has been offered. */
    get: getOffered,
    /** Ends the app, installs what is ready and starts the app again; not while an alarm is open. */
    install(): void {
      if (stage === 'ready' && !deps.hasAlarm()) restart();
    },
    async openPage(): Promise<void> {
      if (ability?.off === null && ability.page !== null) await deps.open(ability.page);
    },
    /** The user has seen that the app is a new one. */
    seen(): void {
      news = null;
      onChange();
    },
    /** The computer is awake again. */
    wake(): void {
      if (ability?.off === null) tick();
    },
    /** The user has refused the end of the app. */
    refused,
    /** Asked when the app really ends. */
    atEnd(): AtEnd {
      if (isRestarting) return 'install-and-start';
      return stage === 'ready' && !deps.hasAlarm() ? 'install' : 'nothing';
    },
    stop(): void {
      stopped = true;
      cancelTick();
      cancelTest();
      cancelEnding();
    },
  };
}
