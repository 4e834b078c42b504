import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALM, started, triggered, waitFor } from './pace.ts';

/** Returns the start times of runs that take no time, for triggers at these times; milliseconds, in order. */
function startsFor(triggers: readonly number[]): number[] {
  const starts: number[] = [];
  let pace = CALM;
  let due: number | null = null;
  const run = (at: number): void => {
    pace = started(pace, at);
    starts.push(at);
    due = null;
  };
  for (const at of triggers) {
    if (due !== null && due <= at) run(due);
    pace = triggered(pace, at);
    const next = at + waitFor(pace, at);
    due = Math.min(due ?? next, next);
    if (due <= at) run(at);
  }
  if (due !== null) run(due);
  return starts;
}

const every = (ms: number, from: number, until: number): number[] =>
  Array.from({ length: Math.ceil((until - from) / ms) }, (_, index) => from + index * ms);

const gapsOf = (starts: readonly number[]): number[] => starts.slice(1).map((at, index) => at - (starts[index] ?? 0));

describe('the pace', () => {
  it('lets a single trigger run at once, and one right after it 200 ms later', () => {
    expect(startsFor([0, 10, 5_000])).toEqual([0, 200, 5_000]);
  });

  it('allows a burst of four runs, then one a second for ten seconds, then ever fewer while the flood lasts', () => {
    const gaps = gapsOf(startsFor(every(50, 0, 60_000)));
    expect(gaps.slice(0, 3)).toEqual([200, 200, 200]);
    const seconds = gaps.filter((gap) => gap === 1_000);
    expect(seconds.length).toBeGreaterThanOrEqual(9);
    expect(seconds.length).toBeLessThanOrEqual(11);
    expect(gaps.slice(3 + seconds.length)).toEqual([2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000]);
  });

  it('is fast again as soon as a flood is over', () => {
    const starts = startsFor([...every(50, 0, 60_000), 75_000, 75_100, 80_000]);
    expect(starts.slice(-3)).toEqual([75_000, 75_200, 80_000]);
  });

  it('makes at most twenty runs a minute in a flood of a recorded size: 245 triggers in 150 s', () => {
    const starts = startsFor(every(150_000 / 245, 0, 150_000));
    for (const from of [30_000, 60_000, 90_000])
      expect(starts.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(20);
  });

  it('detects a flood with a short pause between any two triggers', () => {
    const starts = startsFor(every(900, 0, 300_000));
    expect(starts.filter((at) => at >= 120_000 && at < 180_000).length).toBeLessThanOrEqual(10);
  });

  it('does not treat a lively conversation as a flood: a message every two to five seconds', () => {
    const lively = fc.array(fc.integer({ min: 2_000, max: 5_000 }), { minLength: 50, maxLength: 200 });
    fc.assert(
      fc.property(lively, (waits) => {
        let at = 0;
        const triggers = waits.map((wait) => {
          at += wait;
          return at;
        });
        expect(startsFor(triggers)).toEqual(triggers);
      }),
    );
  });

  it('never lets the user wait longer than a second', () => {
    let pace = CALM;
    for (let at = 0; at < 60_000; at += 100) {
      pace = triggered(pace, at);
      if (waitFor(pace, at) === 0) pace = started(pace, at);
      expect(waitFor(pace, at, true)).toBeLessThanOrEqual(1_000);
    }
    expect(waitFor(pace, 60_000)).toBeGreaterThan(1_000);
  });

  const waits = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 30_000 })),
    { minLength: 1, maxLength: 400 },
  );

  it('loses no trigger: a run starts after each, within 200 ms after a calm period and always within ten seconds', () => {
    fc.assert(
      fc.property(waits, (list) => {
        let now = 0;
        const triggers = list.map((wait) => {
          now += wait;
          return now;
        });
        const starts = startsFor(triggers);
        for (const [index, at] of triggers.entries()) {
          const next = starts.find((start) => start >= at) ?? Number.POSITIVE_INFINITY;
          expect(next - at).toBeLessThanOrEqual(10_000);
          // At most four others have come within ten seconds.
          const before = triggers[index - 4];
          if (before === undefined || at - before > 10_000) expect(next - at).toBeLessThanOrEqual(1_000);
          const last = triggers[index - 1];
          if (last === undefined || at - last > 20_000) expect(next - at).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never starts two runs within 200 ms, nor more than four plus one for each 800 ms', () => {
    fc.assert(
      fc.property(waits, (list) => {
        let now = 0;
        const starts = startsFor(
          list.map((wait) => {
            now += wait;
            return now;
          }),
        );
        for (const gap of gapsOf(starts)) expect(gap).toBeGreaterThanOrEqual(200);
        for (const [index, at] of starts.entries()) {
          const within = starts.slice(index).filter((start) => start - at < 10_000).length;
          expect(within).toBeLessThanOrEqual(4 + 10_000 / 800 + 1);
        }
      }),
      { numRuns: 500 },
    );
  });
});
