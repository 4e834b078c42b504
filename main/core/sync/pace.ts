/** Triggers within this time share one run, because one event often causes several. */
const SHORTEST_GAP_MS = 200;
/** The number of runs that may start this close together; one more becomes available after each `READY_AGAIN_MS`. */
const BURST = 4;
const READY_AGAIN_MS = 800;
/** In a flood: first one run a second for ten seconds, then less and less often. */
const FIRST_GAP_MS = 1_000;
const FIRST_MS = 10_000;
const LONGEST_GAP_MS = 10_000;
/** A flood lasts while this many triggers have come within this time. */
const LASTS = { triggers: 5, within: 10_000 };
/** This many triggers are a flood even with a pause between any two of them. */
const STEADY = { triggers: 60, within: 90_000 };

/** How fast runs and triggers have followed one another. All times are milliseconds of a monotonic clock. */
export interface Pace {
  /** When the last run started. */
  startedAt: number;
  /** How many runs may start in a burst, as of the last run's start. */
  ready: number;
  /** The times of the last triggers, oldest first. */
  triggers: readonly number[];
  /** Triggers come faster than runs should: since when, and the current distance between runs. */
  flood: { since: number; gap: number } | null;
}

/** Before the first run. */
export const CALM: Pace = { startedAt: Number.NEGATIVE_INFINITY, ready: BURST, triggers: [], flood: null };

const readyAt = ({ ready, startedAt }: Pace, now: number): number =>
  Math.min(BURST, ready + (now - startedAt) / READY_AGAIN_MS);

const haveCome = (triggers: readonly number[], { triggers: count, within }: typeof LASTS, now: number): boolean => {
  const first = triggers.at(-count);
  return first !== undefined && now - first <= within;
};

/** Returns the pace after a trigger at `now`. */
export function triggered(pace: Pace, now: number): Pace {
  const triggers = [...pace.triggers, now].slice(-STEADY.triggers);
  if (!haveCome(triggers, LASTS, now)) return { ...pace, triggers, flood: null };
  const isFlood = readyAt(pace, now) < 1 || haveCome(triggers, STEADY, now);
  const flood = pace.flood ?? (isFlood ? { since: now, gap: FIRST_GAP_MS } : null);
  return { ...pace, triggers, flood };
}

/** Returns the pace after the start of a run at `now`. */
export function started(pace: Pace, now: number): Pace {
  const { flood } = pace;
  const isLong = flood !== null && now - flood.since >= FIRST_MS;
  return {
    ...pace,
    startedAt: now,
    ready: Math.max(0, readyAt(pace, now) - 1),
    flood: isLong ? { ...flood, gap: Math.min(LONGEST_GAP_MS, 2 * flood.gap) } : flood,
  };
}

/**
 * Returns the milliseconds from `now` until the next run may start.
 * @param insisted the user waits for it, so it starts within a second even in a flood
 */
export function waitFor(pace: Pace, now: number, insisted = false): number {
  const calm = readyAt(pace, now) >= 1 ? SHORTEST_GAP_MS : FIRST_GAP_MS;
  const gap = insisted ? calm : (pace.flood?.gap ?? calm);
  return Math.max(0, pace.startedAt + gap - now);
}
