import { type Calendar, newCalendar, putObject } from './calendars.ts';
import type { World } from './world.ts';

/** An appointment of a test. Times are milliseconds since 1970, or days such as `2026-12-01`. */
export interface NewEvent {
  uid?: string;
  title?: string;
  place?: string;
  start: number | string;
  /** For days: the day after the last one, as in iCalendar. */
  end?: number | string;
  cancelled?: boolean;
  /** Further lines of the event, such as a rule or alarms. */
  lines?: readonly string[];
}

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
const stated = (name: string, at: number | string): string =>
  typeof at === 'number' ? `${name}:${utc(at)}` : `${name};VALUE=DATE:${at.replaceAll('-', '')}`;

/** Calendars and their appointments, seen from the server's side. */
export const calendarControl = (world: World) => {
  const calendarOf = (user: string, uri: string): Calendar => {
    const calendar = world.user(user).calendars.get(uri);
    if (!calendar) throw new Error(`"${user}" has no calendar "${uri}"`);
    return calendar;
  };
  let count = 0;
  return {
    addCalendar: (user: string, uri: string, name: string, about: Partial<Calendar> = {}): void =>
      void world.user(user).calendars.set(uri, newCalendar(uri, name, about)),
    /** Adds an appointment, or replaces the one with the same uid. */
    addEvent(user: string, uri: string, { uid, title, place, start, end, cancelled, lines = [] }: NewEvent): void {
      count += 1;
      const name = uid ?? `event-${count}`;
      const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
      const text = [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//test//EN',
        'BEGIN:VEVENT',
        `UID:${name}`,
        `DTSTAMP:${utc(world.nowMs())}`,
        stated('DTSTART', start),
        ...(end === undefined ? [] : [stated('DTEND', end)]),
        ...(title === undefined ? [] : [`SUMMARY:${escaped(title)}`]),
        ...(place === undefined ? [] : [`LOCATION:${escaped(place)}`]),
        ...(cancelled ? ['STATUS:CANCELLED'] : []),
        ...lines,
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n');
      putObject(calendarOf(user, uri), `${name}.ics`, text);
    },
    removeEvent(user: string, uri: string, uid: string): void {
      const calendar = calendarOf(user, uri);
      calendar.objects.delete(`${uid}.ics`);
      calendar.revision += 1;
    },
    /** Returns the texts of the objects in a calendar. */
    eventsIn: (user: string, uri: string): string[] =>
      Array.from(calendarOf(user, uri).objects.values(), ({ text }) => text),
    setCalendars(change: Partial<Pick<World, 'calDav' | 'upcomingEvents' | 'calendarApp'>>): void {
      Object.assign(world, change);
    },
  };
};
