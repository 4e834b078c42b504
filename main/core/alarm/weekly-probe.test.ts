import { beforeEach, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import type { WeeklyChoice } from '../model/quiet-hours.ts';
import { createWeeklyProbe } from './weekly-probe.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

let clock = createFakeClock();
let settings = createFakeSettings();
let schedule: WeeklyChoice;
let told: string[] = [];

/** The time of the week in so many minutes. */
function inMinutes(minutes: number): WeeklyChoice {
  const at = new Date(clock.now() + minutes * MINUTE);
  const time = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return { on: true, day: DAYS[at.getDay()] ?? 'sun', time };
}

const start = () =>
  createWeeklyProbe({
    clock,
    settings,
    schedule: () => schedule,
    run: async () => void told.push('test'),
    onMissed: () => void told.push('missed'),
  });

beforeEach(() => {
  clock = createFakeClock();
  settings = createFakeSettings();
  told = [];
  schedule = inMinutes(20);
});

it('a schedule that is chosen while the app runs counts from its next time', async () => {
  schedule = { ...inMinutes(0), on: false };
  const weekly = start();
  weekly.look();
  schedule = inMinutes(-5);
  weekly.look();
  await clock.advance(30 * MINUTE);
  expect(told).toEqual([]);
  schedule = inMinutes(7);
  weekly.look();
  await clock.advance(30 * MINUTE);
  expect(told).toEqual(['test']);
  await clock.advance(7 * DAY);
  expect(told).toEqual(['test', 'test']);
});

it('a schedule that was off for weeks, or that the policy has changed, has missed nothing', async () => {
  const weekly = start();
  weekly.look();
  schedule = { ...schedule, on: false };
  weekly.look();
  await clock.advance(20 * DAY);
  schedule = { ...schedule, on: true };
  weekly.look();
  expect(told).toEqual([]);
  weekly.stop();
  await clock.advance(10 * DAY);
  schedule = inMinutes(-60);
  start().look();
  expect(told).toEqual([]);
});

it('a PC that was off at the time says so', async () => {
  const weekly = start();
  weekly.look();
  weekly.stop();
  await clock.advance(2 * DAY);
  start().look();
  expect(told).toEqual(['missed']);
});

it('writes nothing while it is off', () => {
  schedule = { ...schedule, on: false };
  start().look();
  expect([...settings.documents.keys()]).toEqual([]);
});
