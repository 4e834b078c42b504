import type { Clock } from '../ports.ts';
import { CALM, started, triggered, waitFor } from './pace.ts';

/** A run that no trigger asked for does not start sooner than this after the last one has ended. */
const SHORTEST_PAUSE_MS = 1_000;
const AFTER_A_BUG_MS = 60_000;

export type Scheduler = ReturnType<typeof createScheduler>;

/**
 * Single flight: however many triggers arrive, one run is under way and at most one more is queued. The pace says how
 * close together runs start; after the last trigger there is always one more.
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
  let pace = CALM;
  let cancelTimer = () => {};
  /** When the next run is due, by the clock that cannot be set; null: none is planned. */
  let dueAt: number | null = null;

  function schedule(delay: number): void {
    cancelTimer();
    dueAt = clock.monotonic() + delay;
    cancelTimer = clock.after(delay, () => void start());
  }

  /** What is planned already is never put off. */
  function scheduleBy(delay: number): void {
    if (dueAt === null || dueAt > clock.monotonic() + delay) schedule(delay);
  }

  async function start(): Promise<void> {
    if (stopped || asleep || running) return;
    cancelTimer();
    dueAt = null;
    running = true;
    queued = false;
    insisted = false;
    pace = started(pace, clock.monotonic());
    const next = await run().catch(() => AFTER_A_BUG_MS);
    running = false;
    if (stopped || asleep) return;
    if (queued) schedule(waitFor(pace, clock.monotonic(), insisted));
    else if (next !== null) schedule(Math.max(next, SHORTEST_PAUSE_MS));
  }

  return {
    /** Runs now, or as soon as the run under way is over; when insisted on, also if that one fails. */
    trigger(insist = false): void {
      if (stopped || asleep) return;
      const now = clock.monotonic();
      if (!insist) pace = triggered(pace, now);
      if (running) {
        queued = true;
        insisted ||= insist;
        return;
      }
      const wait = waitFor(pace, now, insist);
      if (wait > 0) scheduleBy(wait);
      else void start();
    },
    /** A run has just failed: what was queued behind it would fail as well, and the delay it asks for comes first. */
    dropQueued(): void {
      if (!insisted) queued = false;
    },
    /** Makes sure that there is a run after `ms` at the latest, without making one earlier. */
    within(ms: number): void {
      if (stopped || asleep || running) return;
      scheduleBy(Math.max(ms, SHORTEST_PAUSE_MS));
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
  };
}
