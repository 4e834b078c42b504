import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createExpiry } from './expiry.ts';

function setUp(times: number[]) {
  const clock = createFakeClock();
  const expired: number[] = [];
  const expiry = createExpiry({
    clock,
    next: () => (times.length === 0 ? null : Math.min(...times)),
    expire(now) {
      for (const at of times.filter((one) => one <= now)) {
        expired.push(at);
        times.splice(times.indexOf(at), 1);
      }
    },
  });
  return { clock, expired, expiry };
}

it('calls back by the server’s clock, once for each time', async () => {
  const { clock, expired, expiry } = setUp([1_020, 1_050]);
  expiry.setServerTime(1_000);
  expiry.check();
  await clock.advance(19_000);
  expect(expired).toEqual([]);
  await clock.advance(1_000);
  expect(expired).toEqual([1_020]);
  await clock.advance(30_000);
  expect(expired).toEqual([1_020, 1_050]);
  expect(clock.pending()).toBe(0);
});

it('is not misled when the computer’s clock is set', async () => {
  const { clock, expired, expiry } = setUp([1_020]);
  expiry.setServerTime(1_000);
  expiry.check();
  clock.jump(3_600_000);
  expiry.check();
  expect(expired).toEqual([]);
  await clock.advance(20_000);
  expect(expired).toEqual([1_020]);
});

it('waits for days in steps that a timer can handle', async () => {
  const { clock, expired, expiry } = setUp([1_000 + 2 * 86_400]);
  expiry.setServerTime(1_000);
  expiry.check();
  await clock.advance(2 * 86_400_000 - 1_000);
  expect(expired).toEqual([]);
  await clock.advance(1_000);
  expect(expired).toHaveLength(1);
});

it('does nothing after it was stopped', async () => {
  const { clock, expired, expiry } = setUp([1_020]);
  expiry.setServerTime(1_000);
  expiry.check();
  expiry.stop();
  await clock.advance(60_000);
  expect(expired).toEqual([]);
});

it('asks for nothing more once it was stopped', async () => {
  const { clock, expired, expiry } = setUp([1_020]);
  expiry.setServerTime(1_000);
  expiry.stop();
  expiry.check();
  expect(clock.pending()).toBe(0);
  await clock.advance(60_000);
  expect(expired).toEqual([]);
});
