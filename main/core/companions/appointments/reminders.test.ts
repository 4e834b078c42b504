import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/clock.ts';
import { createFakeSettings } from '../../../../test/fakes/stores.ts';
import { createAppointmentStore } from './appointment-store.ts';
import { createReminders, type Reminding } from './reminders.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

it('remind of ten appointments at once, and of none again, however many are due', async () => {
  const clock = createFakeClock();
  const reminded: string[] = [];
  const reminders = createReminders({
    clock,
    store: createAppointmentStore(createFakeSettings(), 'account', clock, () => []),
    remind: ({ id }) => reminded.push(id),
  });
  const now = clock.now();
  const appointments = Array.from({ length: 1_000 }, (_, number): Reminding => {
    const start = now + 2 * DAY;
    const early = [3, 4, 5, 6, 7].map((days) => start - days * DAY);
    return { id: String(number).padStart(32, '0'), allDay: false, start, cancelled: false, reminders: early };
  });
  reminders.follow(appointments);
  expect(reminded).toHaveLength(10);
  await clock.advance(60 * MINUTE);
  reminders.follow(appointments);
  expect(reminded).toHaveLength(10);
  reminders.stop();
  reminders.follow(appointments);
  expect(clock.pending()).toBe(0);
});
