import { createHash } from 'node:crypto';
import ICAL from 'ical.js';

/** A calendar of a user, and its objects by their names. */
export interface Calendar {
  uri: string;
  name: string;
  colour: string;
  components: readonly string[];
  /** A calendar that was shared for reading only. */
  readOnly: boolean;
  /** Grows with each change. */
  revision: number;
  objects: Map<string, CalendarObject>;
}

export interface CalendarObject {
  text: string;
  etag: string;
}

/** One occurrence of an appointment. */
export interface OccurrenceFound {
  uri: string;
  component: ICAL.Component;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  isRecurring: boolean;
}

/** No calendar of a test needs more of one appointment. */
const MOST_OCCURRENCES = 2_000;

export const newCalendar = (
  uri: string,
  name: string,
  { colour = '#00679e', components = ['VEVENT', 'VTODO', 'VJOURNAL'], readOnly = false }: Partial<Calendar> = {},
): Calendar => ({ uri, name, colour, components, readOnly, revision: 1, objects: new Map() });

/** Every new user has these two. */
export const firstCalendars = (): Map<string, Calendar> =>
  new Map(
    [
      newCalendar('personal', 'Persönlich', { components: ['VEVENT'] }),
      newCalendar('contact_birthdays', 'Geburtstage von Kontakten', {
        colour: '#E9D859',
        components: ['VEVENT'],
        readOnly: true,
      }),
    ].map((calendar) => [calendar.uri, calendar]),
  );

/** Returns what people have written into a calendar that they have made, and its name. */
export const wordsIn = ({ name, objects }: Calendar): string[] =>
  objects.size === 0
    ? []
    : [name, ...[...objects.values()].flatMap(({ text }) => text.match(/(?<=^(?:SUMMARY|LOCATION):).+$/gm) ?? [])];

export const putObject = (calendar: Calendar, uri: string, text: string): CalendarObject => {
  const object = { text, etag: `"${createHash('md5').update(text).digest('hex')}"` };
  calendar.objects.set(uri, object);
  calendar.revision += 1;
  return object;
};

/** Days are days of UTC here, as in Sabre's comparison of ranges. */
const millis = (time: ICAL.Time): number =>
  time.isDate ? Date.UTC(time.year, time.month - 1, time.day) : time.toJSDate().getTime();

const inUtc = (time: ICAL.Time): ICAL.Time =>
  time.isDate ? time : time.convertToZone(ICAL.Timezone.utcTimezone as ICAL.Timezone);

/** Returns the occurrence as a component of its own, with times in UTC, as Sabre expands it. */
function expanded(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time, recurrence: ICAL.Time | null): ICAL.Component {
  const component = new ICAL.Component(structuredClone(event.component.jCal) as unknown as unknown[]);
  for (const name of ['rrule', 'exdate', 'rdate', 'recurrence-id', 'duration']) component.removeAllProperties(name);
  const put = (name: string, time: ICAL.Time): void => {
    const property = component.getFirstProperty(name);
    property?.removeParameter('tzid');
    property?.setValue(inUtc(time));
  };
  put('dtstart', start);
  // An appointment with a length instead of an end gets one, too.
  if (event.component.hasProperty('duration')) component.addPropertyWithValue('dtend', inUtc(end));
  else put('dtend', end);
  if (recurrence) component.addPropertyWithValue('recurrence-id', inUtc(recurrence));
  return component;
}

/** Returns the occurrences of an object between two times, milliseconds since 1970. */
export function occurrencesOf(uri: string, { text }: CalendarObject, from: number, until: number): OccurrenceFound[] {
  const root = new ICAL.Component(ICAL.parse(text) as unknown as unknown[]);
  const events = root.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const masters = events.filter((event) => !event.isRecurrenceException());
  const found: OccurrenceFound[] = [];
  const add = (event: ICAL.Event, start: ICAL.Time, end: ICAL.Time, recurrence: ICAL.Time | null): void => {
    const [begins, ends] = [millis(start), millis(end)];
    if (begins >= until || Math.max(ends, begins + 1) <= from) return;
    const component = expanded(event, start, end, recurrence);
    found.push({ uri, component, start: begins, end: ends, isRecurring: recurrence !== null });
  };
  for (const master of masters) {
    for (const event of events) if (event !== master && event.uid === master.uid) master.relateException(event);
    if (!master.isRecurring()) {
      add(master, master.startDate, master.endDate, null);
      continue;
    }
    const iterator = master.iterator();
    for (let count = 0; count < MOST_OCCURRENCES; count += 1) {
      const next = iterator.next();
      if (!next || millis(next) >= until) break;
      const { item, startDate, endDate, recurrenceId } = master.getOccurrenceDetails(next);
      add(item, startDate, endDate, recurrenceId);
    }
  }
  return found;
}

/** Returns an iCalendar text as Sabre writes it. */
export const sabreText = (components: readonly ICAL.Component[]): string => {
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Sabre//Sabre VObject 4.5.6//EN', 'CALSCALE:GREGORIAN'];
  return `${[...head, ...components.map((component) => component.toString()), 'END:VCALENDAR'].join('\r\n')}\r\n`;
};
