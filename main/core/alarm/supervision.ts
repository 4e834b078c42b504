import type { Watch } from '../model/alarm.ts';
import type { Clock } from '../ports.ts';

/** How often the app warns while it is blind. */
const TONE_MS = 10 * 60_000;

type Blind = Extract<Watch, { state: 'blind' }>;
export type BlindReason = Blind['reason'];

/** What a good list has shown of the alarm conversations. */
export type Sight = 'clear' | 'conversation-gone' | 'conversation-unreadable';

export interface SupervisionDeps {
  clock: Clock;
  /** The account has alarm conversations. */
  isNeeded: () => boolean;
  /** Milliseconds without a genuine answer after which the app is blind. */
  limit: () => number;
  onChange: () => void;
  /** The app has become blind, or blind for another reason. @param ms since when it has been so */
  onBlind: (reason: BlindReason, ms: number) => void;
  /** The app is still blind, and no person has acknowledged it. */
  onTone: (reason: BlindReason, ms: number) => void;
  /** The app was blind for this long, or the computer slept. */
  onSeeing: (reason: BlindReason | 'slept', ms: number) => void;
}

export type Supervision = ReturnType<typeof createSupervision>;

/**
 * Watches whether alarms of one account could be heard. The app is blind at once when the server has ended the session
 * or an alarm conversation is gone, and after a while without a good list or without the messages of an alarm
 * conversation. Times are those of the monotonic clock: setting the computer's clock makes the app neither blind nor
 * seeing.
 */
export function createSupervision({ clock, isNeeded, limit, onChange, onBlind, onTone, onSeeing }: SupervisionDeps) {
  /** When the last good list arrived; at first, when the watch began. */
  let answeredAt = clock.monotonic();
  let isSignedOut = false;
  let signedOutAt = 0;
  let sight: Sight = 'clear';
  /** When the sight became what it is. */
  let sightAt = 0;
  /** The end of a maintenance that the server has announced. */
  let announcedUntil = Number.NEGATIVE_INFINITY;
  let isAnnounced = false;
  let blind: { reason: BlindReason; startedAt: number; acknowledged: boolean } | null = null;
  /** When the computer went to sleep, milliseconds since 1970; null: it is awake. */
  let asleepSince: number | null = null;
  let slept = 0;
  let cancelTimer = (): void => undefined;
  let cancelTone = (): void => undefined;
  let isOver = false;
  let wasNeeded = isNeeded();

  const age = (at: number): number => clock.monotonic() - at;

  /** Why the app is blind now, and since when. */
  function reasonNow(): { reason: BlindReason; startedAt: number } | null {
    if (isSignedOut) return { reason: 'signed-out', startedAt: signedOutAt };
    if (sight === 'conversation-gone') return { reason: sight, startedAt: sightAt };
    if (sight === 'conversation-unreadable' && age(sightAt) >= limit()) return { reason: sight, startedAt: sightAt };
    const isSilent = age(answeredAt) >= limit() && clock.monotonic() >= announcedUntil;
    return isSilent ? { reason: 'no-answer', startedAt: answeredAt } : null;
  }

  function look(): void {
    cancelTimer();
    if (isOver || asleepSince !== null) return;
    const needed = isNeeded();
    // Before there was an alarm conversation, the app could not be blind.
    if (needed && !wasNeeded) answeredAt = clock.monotonic();
    wasNeeded = needed;
    if (!needed) {
      end(false);
      return;
    }
    const now = reasonNow();
    if (now === null) end(true);
    else if (blind?.reason !== now.reason) begin(now);
    const times = [Math.max(answeredAt + limit(), announcedUntil), sightAt + limit()];
    const next = Math.min(...times.filter((at) => at > clock.monotonic()));
    if (Number.isFinite(next)) cancelTimer = clock.after(next - clock.monotonic(), look);
  }

  function begin({ reason, startedAt }: { reason: BlindReason; startedAt: number }): void {
    blind = { reason, startedAt: Math.min(startedAt, blind?.startedAt ?? startedAt), acknowledged: false };
    onBlind(reason, age(blind.startedAt));
    toneLater();
    onChange();
  }

  function toneLater(): void {
    cancelTone();
    cancelTone = clock.after(TONE_MS, () => {
      if (!blind || blind.acknowledged) return;
      onTone(blind.reason, age(blind.startedAt));
      toneLater();
    });
  }

  /** @param isSeeing the app sees again; otherwise there is nothing to see any more */
  function end(isSeeing: boolean): void {
    if (!blind) return;
    const { reason, startedAt } = blind;
    blind = null;
    cancelTone();
    if (isSeeing) onSeeing(reason, age(startedAt));
    onChange();
  }

  look();

  return {
    /** A good list has arrived. */
    answered(now: Sight): void {
      answeredAt = clock.monotonic();
      isSignedOut = false;
      isAnnounced = false;
      announcedUntil = Number.NEGATIVE_INFINITY;
      if (now !== sight) sightAt = clock.monotonic();
      sight = now;
      if (slept >= limit() && isNeeded() && !blind) onSeeing('slept', slept);
      slept = 0;
      look();
    },
    /** The server has ended the session. */
    signedOut(): void {
      if (isSignedOut) return;
      isSignedOut = true;
      signedOutAt = clock.monotonic();
      look();
    },
    /** The server is in maintenance, for this long as it says; it says so once, because it may say so for ever. */
    announced(ms: number): void {
      if (isAnnounced) return;
      isAnnounced = true;
      announcedUntil = clock.monotonic() + ms;
      look();
    },
    /** There are other alarm conversations than before, or another limit. */
    changed: look,
    suspend(): void {
      asleepSince ??= clock.now();
      cancelTimer();
      cancelTone();
    },
    resume(): void {
      if (asleepSince === null) return;
      slept = Math.max(0, clock.now() - asleepSince);
      asleepSince = null;
      // Asleep, the computer cannot hear anything, and awake it must first have time to ask.
      if (!blind) answeredAt = clock.monotonic();
      else if (!blind.acknowledged) toneLater();
      look();
    },
    /** A person knows that the app is blind. */
    acknowledge(): void {
      if (!blind || blind.acknowledged) return;
      blind.acknowledged = true;
      cancelTone();
      onChange();
    },
    watch(): Watch {
      if (!isNeeded()) return { state: 'off' };
      if (!blind) return { state: 'watching' };
      const { reason, startedAt, acknowledged } = blind;
      return { state: 'blind', since: Math.round(clock.now() - age(startedAt)), reason, acknowledged };
    },
    stop(): void {
      isOver = true;
      cancelTimer();
      cancelTone();
    },
  };
}

/** Returns the watch of all accounts together: blind if one of them is, since the first of them is. */
export function worstWatch(watches: readonly Watch[]): Watch {
  const blind = watches.filter((watch) => watch.state === 'blind');
  // An unacknowledged one counts before the others.
  const [worst] = blind.toSorted((a, b) => Number(a.acknowledged) - Number(b.acknowledged) || a.since - b.since);
  if (worst) return worst;
  return watches.some(({ state }) => state === 'watching') ? { state: 'watching' } : { state: 'off' };
}
