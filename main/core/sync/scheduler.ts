import { describeError } from '../errors.ts';
import type { Clock, Logger } from '../ports.ts';
import { CALM, started, triggered, waitFor } from './pace.ts';

/** A run without a trigger starts at least this long after the last one has ended. */
const SHORTEST_PAUSE_MS = 1_000;
const AFTER_A_BUG_MS = 60_000;

export type Scheduler = ReturnType<typeof createScheduler>;

/**
 * Single flight: however many triggers arrive, one run is under way and at most one more is queued. The pace decides how
 * close together runs start; after the last trigger there is always one more run.
 * @param run does the work and returns the milliseconds until it wants to run again; null: only after a trigger. A
 *   rejection is a bug, which is logged; the next run then comes after a minute.
 */
export function createScheduler(clock: Clock, run: () => Promise<number | null>, log: Pick<Logger, 'error'>) {
  let running = false;
  let queued = false;
  /** The user asked for the queued run. */
  let insisted = false;
  let stopped = false;
  let asleep = false;
  let pace = CALM;
  let cancelTimer = () => {};
  /** When the next run is due, by the monotonic clock; null: none is planned. */
  let dueAt: number | null = null;

  function schedule(delay: number): void {
    cancelTimer();
    dueAt = clock.monotonic() + delay;
    cancelTimer = clock.after(delay, () => void start());
  }

  /** A planned run is never postponed. */
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
    const next = await run().catch((error: unknown) => {
      log.error(`a run failed: ${describeError(error)}`);
      return AFTER_A_BUG_MS;
    });
    running = false;
    if (stopped || asleep) return;
    if (queued) schedule(waitFor(pace, clock.monotonic(), insisted));
    else if (next !== null) schedule(Math.max(next, SHORTEST_PAUSE_MS));
  }

  return {
    /** Runs now, or as soon as the current run is over. @param insist the run follows even if the current one fails */
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
    /**
     * The current run has failed: a queued run would fail as well, and the delay that the run returns takes precedence.
     */
    dropQueued(): void {
      if (!insisted) queued = false;
    },
    /** Makes sure that a run starts within `ms`; an earlier plan stays. */
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
    /** The machine is awake; the caller triggers a run if it wants one. */
    resume(): void {
      asleep = false;
    },
    /** Stops for good. */
    stop(): void {
      stopped = true;
      cancelTimer();
    },
  };
}
