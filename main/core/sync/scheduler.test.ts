import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { createScheduler } from './scheduler.ts';

/** A run that lasts until the test ends it. */
function controlled(next: number | null = 30_000) {
  const clock = createFakeClock();
  const ends: (() => void)[] = [];
  let under = 0;
  let most = 0;
  const starts: number[] = [];
  const run = async (): Promise<number | null> => {
    under += 1;
    most = Math.max(most, under);
    starts.push(clock.now());
    await new Promise<void>((resolve) => ends.push(resolve));
    under -= 1;
    return next;
  };
  const scheduler = createScheduler(clock, run, createFakeLogger());
  return { clock, scheduler, starts, most: () => most, end: () => ends.shift()?.(), running: () => under };
}

describe('the scheduler', () => {
  it('queues one run, however often it is triggered', async () => {
    const { clock, scheduler, starts, end } = controlled();
    for (let i = 0; i < 5; i += 1) scheduler.trigger();
    expect(starts).toHaveLength(1);
    end();
    await clock.advance(1_000);
    expect(starts).toHaveLength(2);
    end();
    await clock.advance(29_999);
    expect(starts).toHaveLength(2);
    await clock.advance(1);
    expect(starts).toHaveLength(3);
  });

  it('logs the stack of a run that rejects, and runs again after a minute', async () => {
    const clock = createFakeClock();
    const log = createFakeLogger();
    let runs = 0;
    const run = async (): Promise<null> => {
      runs += 1;
      throw new TypeError('planted');
    };
    createScheduler(clock, run, log).trigger();
    await clock.advance(59_999);
    expect(runs).toBe(1);
    expect(log.lines).toEqual([expect.stringMatching(/^error a run failed: TypeError: planted\n {4}at run /)]);
    await clock.advance(1);
    expect(runs).toBe(2);
  });

  it('does nothing while asleep, and runs on a trigger when awake', async () => {
    const { clock, scheduler, starts, end } = controlled();
    scheduler.trigger();
    end();
    await clock.advance(0);
    scheduler.suspend();
    scheduler.trigger();
    await clock.advance(3_600_000);
    expect(starts).toHaveLength(1);
    scheduler.resume();
    scheduler.trigger();
    expect(starts).toHaveLength(2);
  });

  it('runs after the given time at the latest, even if it wanted to wait longer', async () => {
    const { clock, scheduler, starts, end } = controlled(3_600_000);
    scheduler.trigger();
    end();
    await clock.advance(0);
    scheduler.within(60_000);
    scheduler.within(120_000);
    await clock.advance(60_000);
    expect(starts).toHaveLength(2);
  });

  it('waits for a trigger when the run plans no other', async () => {
    const { clock, scheduler, starts, end } = controlled(null);
    scheduler.trigger();
    end();
    await clock.advance(86_400_000);
    expect(starts).toHaveLength(1);
    scheduler.trigger();
    expect(starts).toHaveLength(2);
  });

  it('never overlaps, and never runs twice within 200 ms', async () => {
    const action = fc.oneof(
      fc.constant('trigger' as const),
      fc.constant('end' as const),
      fc.constant('suspend' as const),
      fc.constant('resume' as const),
      fc.integer({ min: 1, max: 40_000 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const { clock, scheduler, starts, most, end } = controlled();
        for (const step of actions) {
          if (typeof step === 'number') await clock.advance(step);
          else if (step === 'end') end();
          else scheduler[step]();
          await clock.advance(0);
        }
        expect(most()).toBeLessThanOrEqual(1);
        for (const [index, at] of starts.entries()) {
          const previous = starts[index - 1];
          if (previous !== undefined) expect(at - previous).toBeGreaterThanOrEqual(200);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('delays a trigger right after a run by at most 200 ms', async () => {
    const { clock, scheduler, starts, end } = controlled();
    scheduler.trigger();
    end();
    await clock.advance(20);
    scheduler.trigger();
    await clock.advance(179);
    expect(starts).toHaveLength(1);
    await clock.advance(1);
    expect(starts).toHaveLength(2);
  });

  it('runs once more after the last trigger of a flood, whenever that comes', async () => {
    const wait = fc.integer({ min: 1, max: 900 });
    await fc.assert(
      fc.asyncProperty(fc.array(wait, { minLength: 1, maxLength: 120 }), wait, async (waits, runMs) => {
        const clock = createFakeClock();
        const starts: number[] = [];
        const run = async (): Promise<null> => {
          starts.push(clock.monotonic());
          await new Promise<void>((resolve) => clock.after(runMs, resolve));
          return null;
        };
        const scheduler = createScheduler(clock, run, createFakeLogger());
        for (const ms of waits) {
          await clock.advance(ms);
          scheduler.trigger();
        }
        const last = clock.monotonic();
        await clock.advance(11_000);
        expect(starts.at(-1)).toBeGreaterThanOrEqual(last);
        // Nothing runs by itself any more.
        const count = starts.length;
        await clock.advance(60_000);
        expect(starts).toHaveLength(count);
      }),
      { numRuns: 40 },
    );
  });

  it('runs for the user within a second in the middle of a flood', async () => {
    const { clock, scheduler, starts, end } = controlled();
    const flood = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 100) {
        scheduler.trigger();
        end();
        await clock.advance(100);
      }
    };
    await flood(40_000);
    const before = starts.length;
    scheduler.trigger(true);
    await flood(1_000);
    expect(starts.length).toBeGreaterThan(before);
  });

  it('keeps its plan although the wall clock is set forwards or back', async () => {
    const { clock, scheduler, starts, end } = controlled();
    for (const jump of [3_600_000, -7_200_000]) {
      scheduler.trigger();
      end();
      await clock.advance(0);
      clock.jump(jump);
      scheduler.trigger();
      await clock.advance(1_000);
      end();
      await clock.advance(5_000);
    }
    expect(starts).toHaveLength(4);
  });

  it('stops for good', async () => {
    const { clock, scheduler, starts, end } = controlled();
    scheduler.trigger();
    scheduler.stop();
    end();
    scheduler.trigger();
    await clock.advance(86_400_000);
    expect(starts).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });
});
