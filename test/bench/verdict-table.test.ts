import { describe, expect, it } from 'vitest';
import { percentile } from './statistics.ts';
import { formatted, judge } from './verdict-table.ts';

const verdict = (figures: Record<string, number>, figure: string) =>
  judge(figures).find((row) => row.figure === figure)?.verdict;

describe('judge', () => {
  it.each([
    [2, 'ok'],
    [2.01, 'missed'],
    [20, 'missed'],
  ])('a budget of 2 and %d: %s', (measured, expected) => {
    const figure = 'list_unchanged_1000_ratio_vs_json_parse';
    expect(verdict({ [figure]: measured }, figure)).toBe(expected);
  });

  it('marks figures that were not measured, and judges none without a budget', () => {
    expect(verdict({}, 'list_unchanged_1000_ms')).toBe('not measured');
    expect(verdict({ list_unchanged_1000_ms: 1_000 }, 'list_unchanged_1000_ms')).toBe('');
  });

  it('allows polling its interval and the measured round trip', () => {
    const figures = { notify_latency_poll_max_ms: 33_040, notify_round_trip_poll_max_ms: 50 };
    expect(verdict(figures, 'notify_latency_poll_max_ms')).toBe('ok');
  });
});

it('the table names every figure', () => {
  const text = formatted(judge({ list_unchanged_1000_ms: 12.345 }));
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
