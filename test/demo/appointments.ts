import type { Control } from '../nextcloud/control.ts';
import type { Station } from '../nextcloud/station.ts';

const CALENDAR = 'dienstplan';
const HOUR = 3_600_000;

/** Gives alice a duty roster: the next evening, a meeting in a conversation, a cancelled drill and a camp of some days. */
export function seedAppointments(control: Control, url: string, { wehrfuehrung }: Pick<Station, 'wehrfuehrung'>): void {
  const today = new Date();
  const at = (days: number, hour: number): number =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, hour).getTime();
  const day = (days: number): string => {
    const date = new Date(at(days, 12));
    return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
  };
  control.addCalendar('alice', CALENDAR, 'Dienstplan', { colour: '#C62828' });
  const add = (event: Parameters<typeof control.addEvent>[2]): void => control.addEvent('alice', CALENDAR, event);
  add({ title: 'Dienstabend', place: 'Gerätehaus', start: at(1, 19), end: at(1, 21) });
  add({ title: 'Sitzung', place: `${url}/call/${wehrfuehrung}`, start: at(2, 19), end: at(2, 19) + 1.5 * HOUR });
  add({ title: 'Übung Atemschutz', place: 'Gerätehaus', start: at(3, 18), end: at(3, 20), cancelled: true });
  add({ title: 'Zeltlager der Jugendfeuerwehr', start: day(9), end: day(12) });
}
