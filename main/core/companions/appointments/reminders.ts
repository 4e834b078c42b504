import type { Clock } from '../../ports.ts';
import type { AppointmentStore } from './appointment-store.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Each appointment with a time reminds so long before it. */
const BEFORE_MS = 15 * MINUTE_MS;
/** More appointments at once are no person's; the window shows them. */
const MOST_AT_ONCE = 10;
/** A timer of a sleeping computer stands still, and its clock can be set: the app looks again after this time. */
const LOOK_AGAIN_MS = 5 * MINUTE_MS;

/** An occurrence that can remind. Times are milliseconds since 1970. */
export interface Reminding {
  /** The hash of the occurrence. */
  id: string;
  allDay: boolean;
  start: number;
  cancelled: boolean;
  /** When the appointment itself asks for a reminder. */
  reminders: readonly number[];
}

/**
 * Returns when an appointment reminds: a quarter of an hour before, and when it asks for that itself. Whole days remind
 * only if they ask for it. A cancelled appointment does not remind.
 */
export const remindersOf = ({ allDay, start, cancelled, reminders }: Reminding): number[] =>
  cancelled ? [] : [...new Set([...(allDay ? [] : [start - BEFORE_MS]), ...reminders])].sort((a, b) => a - b);

export interface RemindersDeps<T extends Reminding> {
  clock: Clock;
  store: Pick<AppointmentStore, 'hasReminded' | 'remindedElsewhere' | 'keepReminded'>;
  remind: (appointment: T) => void;
}

/**
 * Reminds of appointments, each time exactly once, also across a restart and whichever of the accounts on a server have
 * the appointment. A reminder that was missed comes late as long as the appointment has not begun.
 */
export function createReminders<T extends Reminding>({ clock, store, remind }: RemindersDeps<T>) {
  let appointments: readonly T[] = [];
  let cancel = (): void => {};
  let stopped = false;

  const keyOf = ({ id }: Reminding, at: number): string => `${id}/${at}`;

  function look(): void {
    cancel();
    const now = clock.now();
    let next: number | null = null;
    const due: T[] = [];
    const reminded = new Map<string, number>();
    let elsewhere: ReadonlySet<string> | null = null;
    for (const appointment of appointments) {
      let isDue = false;
      for (const at of remindersOf(appointment)) {
        if (store.hasReminded(keyOf(appointment, at))) continue;
        if (at > now) {
          next = Math.min(next ?? at, at);
          continue;
        }
        // A reminder at the very start still counts for a moment; later ones would only say what is over.
        const isUseful = now < Math.max(appointment.start, at + LOOK_AGAIN_MS);
        elsewhere ??= store.remindedElsewhere();
        if (isUseful && elsewhere.has(keyOf(appointment, at))) {
          // The other account may leave, and its reminder with it.
          next = Math.min(next ?? Number.POSITIVE_INFINITY, now + LOOK_AGAIN_MS);
          continue;
        }
        isDue ||= isUseful;
        reminded.set(keyOf(appointment, at), Math.max(appointment.start, at, now) + DAY_MS);
      }
      if (isDue) due.push(appointment);
    }
    // Stored first: after a crash, a reminder is rather missing than repeated.
    if (reminded.size > 0) store.keepReminded(reminded);
    for (const appointment of due.slice(0, MOST_AT_ONCE)) remind(appointment);
    cancel = next === null ? () => {} : clock.after(Math.min(next - now, LOOK_AGAIN_MS), look);
  }

  return {
    /** Reminds of these appointments from now on, by time, and of no others. After `stop`, of none. */
    follow(next: readonly T[]): void {
      if (stopped) return;
      appointments = next;
      look();
    },
    stop(): void {
      stopped = true;
      appointments = [];
      cancel();
    },
  };
}
