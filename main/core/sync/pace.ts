/** What comes within this time is one run: an event often causes several triggers. */
const SHORTEST_GAP_MS = 200;
/** So many runs may start as close together as that; one more after each `READY_AGAIN_MS`. */
const BURST = 4;
const READY_AGAIN_MS = 800;
/** Under a flood: first a run a second, for ten seconds; then further and further apart. */
const FIRST_GAP_MS = 1_000;
const FIRST_MS = 10_000;
const LONGEST_GAP_MS = 10_000;
/** A flood lasts while so many triggers have come within this time. */
const LASTS = { triggers: 5, within: 10_000 };
/** So many are a flood even where there was a moment between each two of them. */
const STEADY = { triggers: 60, within: 90_000 };

/** How fast runs have followed one another, and triggers. All times are milliseconds of a clock that cannot be set. */
export interface Pace {
  /** When the last run started. */
  startedAt: number;
  /** How many runs may start in a burst, as counted when the last one started. */
  ready: number;
  /** When the last triggers came, oldest first. */
  triggers: readonly number[];
  /** More triggers come than runs should: since when, and how far apart runs start for now. */
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

/** After a trigger at `now`. */
export function triggered(pace: Pace, now: number): Pace {
  const triggers = [...pace.triggers, now].slice(-STEADY.triggers);
  if (!haveCome(triggers, LASTS, now)) return { ...pace, triggers, flood: null };
  const isFlood = readyAt(pace, now) < 1 || haveCome(triggers, STEADY, now);
  const flood = pace.flood ?? (isFlood ? { since: now, gap: FIRST_GAP_MS } : null);
  return { ...pace, triggers, flood };
}

/** After the start of a run at `now`. */
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
 * Milliseconds from `now` until the next run may start.
 * @param insisted a person waits for it, and not longer than a second, whatever comes in floods
 */
export function waitFor(pace: Pace, now: number, insisted = false): number {
  const calm = readyAt(pace, now) >= 1 ? SHORTEST_GAP_MS : FIRST_GAP_MS;
  const gap = insisted ? calm : (pace.flood?.gap ?? calm);
  return Math.max(0, pace.startedAt + gap - now);
}
