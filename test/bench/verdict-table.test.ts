import { describe, expect, it } from 'vitest';
import { percentile } from './statistics.ts';
import { formatted, judge } from './verdict-table.ts';

const verdict = (figures: Record<string, number>, figure: string) =>
  judge(figures).find((row) => row.figure === figure)?.verdict;

describe('judge', () => {
  it.each([
    [15, 'ok'],
    [15.1, 'missed'],
    [22.5, 'missed'],
    [22.6, 'missed by more than half'],
  ])('a budget of 15 and %d: %s', (measured, expected) => {
    expect(verdict({ diff_1000_ms: measured }, 'diff_1000_ms')).toBe(expected);
  });

  it('says what was not measured, and judges nothing that has no budget', () => {
    expect(verdict({}, 'diff_1000_ms')).toBe('not measured');
    expect(verdict({ fleet_100_peak_requests_per_s: 1_000 }, 'fleet_100_peak_requests_per_s')).toBe('');
  });

  it('allows polling its interval and the round trip that was measured', () => {
    const figures = { notify_latency_poll_max_ms: 33_040, notify_round_trip_poll_max_ms: 50 };
    expect(verdict(figures, 'notify_latency_poll_max_ms')).toBe('ok');
  });
});

it('the table names every figure', () => {
  const text = formatted(judge({ diff_1000_ms: 12.345 }));
  expect(text).toContain('12.3');
  expect(text.split('\n')).toHaveLength(judge({}).length + 1);
});

describe('percentile', () => {
  it.each([
    [0.5, 50],
    [0.95, 95],
    [1, 100],
    [0, 1],
  ])('%d of 1 to 100 is %d', (p, expected) => {
    expect(
      percentile(
        Array.from({ length: 100 }, (_, index) => 100 - index),
        p,
      ),
    ).toBe(expected);
  });
});
