import type { CompanionKind } from './companion.ts';

const always = (): boolean => true;

/** All companions, in the order in which the window shows them. Each is a chunk of its own. */
export const COMPANIONS: readonly CompanionKind[] = [
  {
    id: 'appointments',
    reminds: true,
    // Every Nextcloud has calendars; whether they can be used, only asking shows.
    mayHave: () => true,
    load: async () => (await import('./appointments/appointments.ts')).createAppointments,
  },
  { id: 'mail', reminds: false, mayHave: always, load: async () => (await import('./mail.ts')).default },
  { id: 'news', reminds: false, mayHave: always, load: async () => (await import('./news.ts')).default },
  { id: 'widgets', reminds: false, mayHave: always, load: async () => (await import('./widgets.ts')).default },
  { id: 'people', reminds: false, mayHave: always, load: async () => (await import('./people.ts')).default },
];
