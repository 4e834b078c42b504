import type { Clock } from '../ports.ts';

/** However often it is triggered, runs do not start closer together than this. */
const SHORTEST_GAP_MS = 1_000;
const AFTER_A_BUG_MS = 60_000;

export type Scheduler = ReturnType<typeof createScheduler>;

/**
 * Single flight: however many triggers arrive, one run is under way and at most one more is queued.
 * @param run does the work and says after how many milliseconds it wants to run by itself; null: not before a trigger.
 *   A rejection is a bug; the next run then comes after a minute.
 */
export function createScheduler(clock: Clock, run: () => Promise<number | null>) {
  let running = false;
  let queued = false;
  /** What is queued was asked for by the person. */
  let insisted = false;
  let stopped = false;
  let asleep = false;
  let lastStart = Number.NEGATIVE_INFINITY;
  let cancelTimer = () => {};
  let dueAt: number | null = null;

  function schedule(delay: number): void {
    cancelTimer();
    dueAt = clock.now() + delay;
    cancelTimer = clock.after(delay, () => void start());
  }

  async function start(): Promise<void> {
    if (stopped || asleep || running) return;
    cancelTimer();
    dueAt = null;
    running = true;
    queued = false;
    insisted = false;
    lastStart = clock.now();
    const next = await run().catch(() => AFTER_A_BUG_MS);
    running = false;
    if (stopped || asleep) return;
    if (queued) schedule(gap());
    else if (next !== null) schedule(Math.max(next, SHORTEST_GAP_MS));
  }

  /** A clock set back must not hold a run off: never more than the shortest gap. */
  const gap = (): number => Math.max(0, Math.min(SHORTEST_GAP_MS, lastStart + SHORTEST_GAP_MS - clock.now()));

  return {
    /** Runs now, or as soon as the run under way is over; when insisted on, also if that one fails. */
    trigger(insist = false): void {
      if (stopped || asleep) return;
      if (running) {
        queued = true;
        insisted ||= insist;
      } else if (gap() > 0) schedule(gap());
      else void start();
    },
    /** A run has just failed: what was queued behind it would fail as well, and the delay it asks for comes first. */
    dropQueued(): void {
      if (!insisted) queued = false;
    },
    /** Makes sure that there is a run after `ms` at the latest, without making one earlier. */
    within(ms: number): void {
      if (stopped || asleep || running) return;
      const delay = Math.max(ms, SHORTEST_GAP_MS);
      if (dueAt === null || dueAt > clock.now() + delay) schedule(delay);
    },
    /** The machine sleeps: nothing runs until `resume`. */
    suspend(): void {
      asleep = true;
      cancelTimer();
      dueAt = null;
    },
    /** Awake again; the caller triggers if it wants a run. */
    resume(): void {
      asleep = false;
    },
    /** For good. */
    stop(): void {
      stopped = true;
      cancelTimer();
    },
    /** When the next run is due, milliseconds since 1970; null when none is planned. */
    dueAt: (): number | null => dueAt,
  };
}
