import { ServerError, statusSaid } from '../errors.ts';
import { onOrigin } from '../model/origin.ts';
import { oneLine } from '../model/plain-text.ts';
import type { Clock } from '../ports.ts';
import { type Answer, type Client, fromStatus, type RequestOptions } from './client.ts';
import { listOf, nameText, plainText, recordOf, wholeNumber } from './fields.ts';
import { type Occurrence, readOccurrences } from './icalendar.ts';
import { addressBelow, type DavResponse, elementsOf, readMultistatus, textOf } from './multistatus.ts';
import { hasApp } from './navigation-api.ts';
import { Anything } from './schemas.ts';

/** A longer answer is refused. */
const MOST_BYTES = 8 * 1024 * 1024;
/** No person has more; each costs a request. */
const MOST_CALENDARS = 20;
/** More occurrences of one calendar are not held, and no more objects are read. */
const MOST_OCCURRENCES = 2_000;
/** The app reads this many objects, then other work has its turn. */
const AT_ONCE = 50;
/** Far beyond any appointment, and within what a date can hold. */
const MOST_SECONDS = 1e11;
const LONGEST_OBJECT = 256 * 1024;
const DAY_S = 86_400;
/** The server's own calendar of birthdays holds only whole days. Source: server's BirthdayService. */
const BIRTHDAYS = 'contact_birthdays';

/** A calendar of the user that can hold appointments. */
export interface Calendar {
  /** Whole address, ending in a slash. */
  url: string;
  name: string;
  /** `#rrggbb`; null: it has none. */
  colour: string | null;
  /** Changes when anything in the calendar changes; null: the server does not say. */
  ctag: string | null;
  canWrite: boolean;
}

/** An occurrence, and the address of the object that holds it. */
export interface CalendarOccurrence extends Occurrence {
  url: string;
}

/** An appointment as the server tells it without CalDAV. Times are milliseconds since 1970. */
export interface UpcomingEvent {
  /** Names the object in its calendar, or the conversation in which it takes place. */
  uri: string;
  /** It is known to be a whole day, or several: both times are midnights in UTC. */
  isDay: boolean;
  start: number;
  /** Null: the server does not say. */
  end: number | null;
  title: string;
  place: string;
  /** Its page in the calendar app; null: the server has no such app. */
  page: string | null;
}

/** A new appointment; times are milliseconds since 1970. */
export interface NewAppointment {
  /** Letters and digits; the same id is stored once, however often it is sent. */
  id: string;
  title: string;
  place: string;
  start: number;
  end: number;
}

const XML = { 'Content-Type': 'application/xml; charset=utf-8' };
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const CALENDARS = encode(
  '<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:a="http://apple.com/ns/ical/" ' +
    'xmlns:cs="http://calendarserver.org/ns/" xmlns:oc="http://owncloud.org/ns"><d:prop><d:displayname/>' +
    '<d:resourcetype/><c:supported-calendar-component-set/><a:calendar-color/><cs:getctag/><oc:calendar-enabled/>' +
    '<d:current-user-privilege-set/></d:prop></d:propfind>',
);

/** @param from milliseconds since 1970 @param until milliseconds since 1970 */
const occurrencesBetween = (from: number, until: number): Uint8Array<ArrayBuffer> => {
  const range = `start="${utc(from)}" end="${utc(until)}"`;
  return encode(
    '<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><c:calendar-data>' +
      `<c:expand ${range}/></c:calendar-data></d:prop><c:filter><c:comp-filter name="VCALENDAR">` +
      `<c:comp-filter name="VEVENT"><c:time-range ${range}/></c:comp-filter></c:comp-filter></c:filter>` +
      '</c:calendar-query>',
  );
};

/** 20261130T180000Z */
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

export type CalendarApi = ReturnType<typeof createCalendarApi>;

/**
 * The calendars of the user, over CalDAV (RFC 4791). Only addresses below the user's own calendars are used, whatever
 * the server names.
 */
export function createCalendarApi(client: Client, clock: Clock, userId: () => string | null) {
  const { server } = client;
  const rest = (): Promise<void> => new Promise((resolve) => void clock.after(0, resolve));

  /** The user's calendars; null: the server has not said who is signed in. */
  const home = (): string | null => {
    const user = userId();
    return user === null ? null : `${server}/remote.php/dav/calendars/${encodeURIComponent(user)}/`;
  };

  async function ask(
    url: string,
    method: 'PROPFIND' | 'REPORT',
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<DavResponse[]> {
    const about: RequestOptions = { method, bytes, limit: MOST_BYTES };
    const answer: Answer = await client.request(url, about, { ...XML, Accept: 'application/xml', Depth: '1' });
    if (answer.status !== 207) throw fromStatus(answer);
    return readMultistatus(answer.body, rest);
  }

  /** Returns an address below the user's calendars; null for any other. */
  function below(href: string): string | null {
    const base = home();
    return base === null ? null : addressBelow(href, base);
  }

  function calendarOf({ href, props }: DavResponse): Calendar | null {
    const url = below(href.endsWith('/') ? href : `${href}/`);
    const isCalendar = 'calendar' in (recordOf(props.resourcetype) ?? {});
    if (url === null || !isCalendar || !holdsEvents(href, props)) return null;
    if (textOf(props['calendar-enabled']) === '0') return null;
    return {
      url,
      name: oneLine(textOf(props.displayname) ?? ''),
      colour: colourOf(textOf(props['calendar-color'])),
      ctag: textOf(props.getctag)?.slice(0, 1_000) ?? null,
      canWrite: canWrite(props),
    };
  }

  return {
    /** @throws ServerError, also where the server has no CalDAV (`statusSaid`); the errors of a request */
    async calendars(): Promise<Calendar[]> {
      const base = home();
      if (base === null) throw new ServerError('the user is not known yet', 0);
      const found = await ask(base, 'PROPFIND', CALENDARS);
      return found.flatMap((response) => calendarOf(response) ?? []).slice(0, MOST_CALENDARS);
    },

    /** Returns what lies between two times, recurrences expanded by the server. Cancelled ones are among them. */
    async occurrences({ url }: Calendar, from: number, until: number): Promise<CalendarOccurrence[]> {
      const responses = await ask(url, 'REPORT', occurrencesBetween(from, until));
      const read: CalendarOccurrence[] = [];
      for (const [at, { href, props }] of responses.entries()) {
        if (at % AT_ONCE === AT_ONCE - 1) await rest();
        const object = below(href);
        const text = textOf(props['calendar-data']);
        if (object === null || text === null || text.length > LONGEST_OBJECT) continue;
        for (const one of readOccurrences(text))
          if (one.start < until && Math.max(one.end, one.start + 1) > from) read.push({ ...one, url: object });
        if (read.length >= MOST_OCCURRENCES) break;
      }
      return read.slice(0, MOST_OCCURRENCES);
    },

    /** Stores a new appointment, once. @throws ServerError, 403 where the user may not write; the errors of a request */
    async create({ url }: Calendar, appointment: NewAppointment): Promise<string> {
      const object = `${url}${appointment.id}.ics`;
      const about: RequestOptions = { method: 'put', bytes: encode(textOfNew(appointment, clock.now())) };
      const type = { 'Content-Type': 'text/calendar; charset=utf-8', 'If-None-Match': '*' };
      const answer = await client.request(object, about, type);
      if (answer.status === 201 || answer.status === 204) return object;
      const failure = fromStatus(answer);
      // An earlier attempt was stored, and its answer was lost.
      if (statusSaid(failure) === 412) return object;
      throw failure;
    },

    /** Whether the server has a calendar app for the browser. @throws the errors of a request */
    hasApp: (): Promise<boolean> => hasApp(client, 'calendar'),

    /**
     * Returns the next appointments that take place in conversations, which `upcoming` leaves out. Needs the feature
     * `dashboard-event-rooms` of Talk. @throws the errors of a request
     */
    async upcomingInTalk(): Promise<UpcomingEvent[]> {
      const { data } = await client.ocs('apps/spreed/api/v4/dashboard/events', Anything, { limit: MOST_BYTES });
      return (listOf(data) ?? []).slice(0, MOST_OCCURRENCES).flatMap((element) => {
        const event = recordOf(element);
        const start = wholeNumber(event?.start);
        const token = plainText(event?.roomToken);
        if (start === null || token === null || Math.abs(start) > MOST_SECONDS) return [];
        const end = wholeNumber(event?.end);
        const isTold = end !== null && end > start && end <= MOST_SECONDS;
        return {
          // Its address differs from user to user.
          uri: token,
          isDay: isTold && start % DAY_S === 0 && end % DAY_S === 0,
          start: start * 1_000,
          end: isTold ? end * 1_000 : null,
          title: nameText(event?.eventName) ?? '',
          place: `${server}/call/${token}`,
          page: onOrigin(plainText(event?.eventLink) ?? '', server),
        };
      });
    },

    /**
     * Returns the next appointments as the dashboard knows them, for a server whose CalDAV does not answer; those at a
     * conversation are left out there (Nextcloud 30 and later). It tells each as a moment without an end: a whole day looks
     * like an appointment at 00:00 UTC. Source: server's UpcomingEventsService.
     * @throws ServerError, 404 on an older server; the errors of a request
     */
    async upcoming(): Promise<UpcomingEvent[]> {
      const { data } = await client.ocs('apps/dav/api/v1/events/upcoming', Anything, { limit: MOST_BYTES });
      return (listOf(recordOf(data)?.events) ?? []).slice(0, MOST_OCCURRENCES).flatMap((element) => {
        const event = recordOf(element);
        const start = wholeNumber(event?.start);
        const uri = plainText(event?.uri);
        if (start === null || uri === null || Math.abs(start) > MOST_SECONDS) return [];
        const isBirthday = plainText(event?.calendarUri) === BIRTHDAYS;
        return {
          uri,
          isDay: isBirthday,
          start: start * 1_000,
          end: isBirthday ? (start + DAY_S) * 1_000 : null,
          title: nameText(event?.summary) ?? '',
          place: nameText(event?.location) ?? '',
          page: onOrigin(plainText(event?.calendarAppUrl) ?? '', server),
        };
      });
    },
  };
}

/** A calendar that does not say what it holds may hold everything. */
function holdsEvents(href: string, props: DavResponse['props']): boolean {
  if (/\/(?:inbox|outbox|trashbin)\/?$/.test(href)) return false;
  const stated = recordOf(props['supported-calendar-component-set']);
  return stated === null || componentsOf(stated).includes('VEVENT');
}

const componentsOf = (stated: Readonly<Record<string, unknown>>): string[] =>
  elementsOf(stated.comp).flatMap((comp) => plainText(recordOf(comp)?.['@name'])?.toUpperCase() ?? []);

/** The server writes `#rrggbb` or `#rrggbbaa`. */
const colourOf = (text: string | null): string | null => /^#[\da-f]{6}/i.exec(text ?? '')?.[0].toLowerCase() ?? null;

/** Without a statement of the server, trying shows it. */
function canWrite(props: DavResponse['props']): boolean {
  const stated = recordOf(props['current-user-privilege-set']);
  if (stated === null) return true;
  const privileges = elementsOf(stated.privilege).flatMap((one) => Object.keys(recordOf(one) ?? {}));
  return privileges.some((name) => ['all', 'write', 'write-content', 'bind'].includes(name));
}

/** Source: RFC 5545, sections 3.1 and 3.3.11. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Folds a line at 75 bytes, never inside a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > 74) {
      lines.push(current);
      [current, bytes] = ['', 1];
    }
    current += character;
    bytes += size;
  }
  return [...lines, current].join('\r\n ');
}

/** Times are written in UTC: a single appointment needs no time zone. */
const textOfNew = ({ id, title, place, start, end }: NewAppointment, now: number): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Talkmelder//Talkmelder//DE',
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(end)}`,
    folded(`SUMMARY:${escaped(title)}`),
    ...(place === '' ? [] : [folded(`LOCATION:${escaped(place)}`)]),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
