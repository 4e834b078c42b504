import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DayReport, liveOneDay } from './live-one-day.ts';
import { MESSAGES } from './plan.ts';

let report: DayReport;
let startedAt = 0;

beforeAll(async () => {
  startedAt = performance.now();
  report = await liveOneDay();
}, 180_000);

afterAll(() => {
  const { traffic, tally, messages, ringing } = report;
  console.table({
    'messages stored': messages,
    'of them should ring': ringing,
    'rang, each exactly once': tally.covered,
    'read or deleted before a notification': tally.excused,
    'single notifications': tally.notifications.single,
    'counting notifications': tally.notifications.counting,
    digests: tally.notifications.digest,
    requests: traffic.requests,
    'megabytes of answers': Math.round(traffic.bytes / 1e5) / 10,
    'refused or failed requests': traffic.failures,
    'seconds this took': Math.round((performance.now() - startedAt) / 100) / 10,
  });
});

describe(`a day with 300 conversations, ${MESSAGES.toLocaleString('en')} messages, three outages and a night asleep`, () => {
  it('loses nothing and repeats nothing', () => {
    expect(report.mistakes).toEqual([]);
    expect(report.tally.covered + report.tally.excused).toBe(report.ringing);
  });

  it('was a lively one', () => {
    expect(report.messages).toBe(MESSAGES);
    expect(report.ringing).toBeGreaterThan(MESSAGES / 5);
    // The day proves nothing if many messages are excused.
    expect(report.tally.excused).toBeLessThan(report.ringing / 10);
    expect(Object.values(report.tally.notifications).every((count) => count > 0)).toBe(true);
    expect(report.traffic.failures).toBeGreaterThan(3);
    expect(report.states).toEqual(new Set(['loading', 'polling', 'live', 'offline', 'maintenance', 'stale']));
  });

  it('moves no read marker', () => {
    expect(report.movedMarkers).toEqual([]);
  });
});
