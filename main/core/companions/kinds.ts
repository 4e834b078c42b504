import type { CompanionKind } from './companion.ts';

/** All companions, in the order in which the window shows them. Each is a chunk of its own. */
export const COMPANIONS: readonly CompanionKind[] = [
  {
    id: 'appointments',
    reminds: true,
    // Every Nextcloud has calendars; whether they can be used, only asking shows.
    mayHave: () => true,
    load: async () => (await import('./appointments/appointments.ts')).createAppointments,
  },
];
