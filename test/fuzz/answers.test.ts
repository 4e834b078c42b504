import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { TARGETS } from './answer.ts';
import { ANSWERS, answersFor, createFuzzing, type Verdicts } from './fuzzing.ts';

let fuzzing: Awaited<ReturnType<typeof createFuzzing>>;
const table: Record<string, Verdicts> = {};

beforeAll(async () => {
  fuzzing = await createFuzzing();
});
afterAll(() => console.table(table));

describe.each(TARGETS)('%s', (target) => {
  it('reads a good answer', async () => {
    await expect(fuzzing.honestParts()[target]()).resolves.toBeUndefined();
  });

  it('is accepted or refused when mutated; the next good one recovers, and each message rings once', {
    timeout: 900_000,
  }, async () => {
    const verdicts = await fuzzing.run(target);
    table[target] = verdicts;
    expect(verdicts.accepted + verdicts.refused).toBe(answersFor(target));
    // A fuzzer that only produces one of the two verdicts tests nothing.
    expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(0);
  });
});

it('the shares of all targets add up to all answers', () => {
  expect(TARGETS.reduce((sum, target) => sum + answersFor(target), 0)).toBe(ANSWERS);
  expect(ANSWERS).toBe(isFull ? 100_000 : 1_000);
});
