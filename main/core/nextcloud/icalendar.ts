import ICAL from 'ical.js';
import { oneLine } from '../model/plain-text.ts';
import { instantOf, type WallTime } from './wall-time.ts';

/** One occurrence of an appointment; the server has expanded the recurring ones. Times are milliseconds since 1970. */
export interface Occurrence {
  uid: string;
  /** Tells one occurrence from the others of its appointment; empty: it has no others. */
  recurrence: string;
  /** Empty: it has none. */
  title: string;
  place: string;
  /** Days instead of times: `start` and `end` are midnights on this computer. */
  allDay: boolean;
  start: number;
  /** Equal to `start`: it has no end. For days, the midnight after the last one. */
  end: number;
  cancelled: boolean;
  /** When the appointment itself asks for a reminder. */
  reminders: number[];
}

/** Longer lines are cut: only titles and places are that long. */
const LONGEST_LINE = 4_000;
/** Limits for one object: the next two weeks have no more occurrences of one appointment. */
const MOST_LINES = 20_000;
const MOST_EVENTS = 400;
const MOST_REMINDERS = 5;
const LONGEST_TEXT = 200;
const LONGEST_UID = 1_000;
/** A reminder years before its appointment is a mistake. */
const MOST_DAYS = 400;

/** The only properties that are read, so that nothing else can spoil an appointment. */
const READ: ReadonlySet<string> = new Set([
  'UID',
  'DTSTART',
  'DTEND',
  'DURATION',
  'SUMMARY',
  'LOCATION',
  'STATUS',
  'RECURRENCE-ID',
  'TRIGGER',
  'ACTION',
]);

/** A component as ical.js makes it: name, properties, components. */
type JCalProperty = [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]];
type JCal = [name: string, properties: JCalProperty[], components: JCal[]];

/**
 * Reads the events of an iCalendar object one by one: one that cannot be read is left out. Never throws. A rule for
 * recurrences is ignored, because the server was asked to expand it, and a hostile one could keep the app busy for ever.
 */
export const readOccurrences = (text: string): Occurrence[] =>
  eventsIn(text).flatMap((lines) => readEvent(lines) ?? []);

/** Returns the lines of each event, unfolded, with only what is read. */
function eventsIn(text: string): string[][] {
  const events: string[][] = [];
  let event: string[] | null = null;
  /** The components around the current line, outermost first. */
  const open: string[] = [];
  for (const line of unfolded(text)) {
    const [, edge, name = ''] = /^(BEGIN|END):\s*([\w-]{1,40})\s*$/i.exec(line) ?? [];
    const component = name.toUpperCase();
    if (edge?.toUpperCase() === 'BEGIN') {
      if (open.length >= 4 || events.length >= MOST_EVENTS) break;
      open.push(component);
      if (component === 'VEVENT' && open.length === 2) event = [];
      if (component === 'VALARM' && open.length === 3) event?.push('BEGIN:VALARM');
    } else if (edge !== undefined) {
      if (component === 'VALARM' && open.length === 3) event?.push('END:VALARM');
      if (component === 'VEVENT' && open.length === 2 && event) {
        events.push(event);
        event = null;
      }
      open.pop();
    } else if (event && isRead(line, open)) {
      event.push(line);
    }
  }
  return events;
}

function isRead(line: string, open: readonly string[]): boolean {
  const name = /^[\w-]{1,20}(?=[;:])/.exec(line)?.[0].toUpperCase() ?? '';
  const isOfAlarm = name === 'TRIGGER' || name === 'ACTION';
  const component = open.at(-1);
  return READ.has(name) && (isOfAlarm ? component === 'VALARM' : component === 'VEVENT');
}

/** Returns the lines with their continuations. Source: RFC 5545, section 3.1. */
function unfolded(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/, MOST_LINES)) {
    const last = lines.length - 1;
    const before = lines[last];
    if (/^[ \t]/.test(line) && before !== undefined) {
      if (before.length < LONGEST_LINE) lines[last] = (before + line.slice(1)).slice(0, LONGEST_LINE);
    } else lines.push(line.slice(0, LONGEST_LINE));
  }
  return lines;
}

function readEvent(lines: readonly string[]): Occurrence | null {
  try {
    const parsed: unknown = ICAL.parse(['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n'));
    return occurrenceOf(parsed as JCal);
  } catch {
    return null;
  }
}

function occurrenceOf([, properties, components]: JCal): Occurrence | null {
  const find = (name: string): JCalProperty | undefined => properties.find((property) => property[0] === name);
  const text = (name: string): string => {
    const value = find(name)?.[3];
    return typeof value === 'string' ? value : '';
  };
  const start = momentOf(find('dtstart'));
  const uid = text('uid').slice(0, LONGEST_UID);
  if (start === null || uid === '') return null;
  const end = endOf(start, find('dtend'), text('duration'));
  return {
    uid,
    recurrence: text('recurrence-id').slice(0, 40),
    title: oneLine(text('summary'), LONGEST_TEXT),
    place: oneLine(text('location'), LONGEST_TEXT),
    allDay: start.isDay,
    start: start.at,
    end,
    cancelled: text('status').toUpperCase() === 'CANCELLED',
    reminders: components
      .filter(([name]) => name === 'valarm')
      .slice(0, MOST_REMINDERS)
      .flatMap((alarm) => reminderOf(alarm, start, end) ?? []),
  };
}

/** A point in time, and how it was stated. */
interface Moment {
  at: number;
  wall: WallTime;
  zone: string | null;
  isUtc: boolean;
  /** A day instead of a time. */
  isDay: boolean;
}

const STATED = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(Z?))?$/;

function momentOf(property: JCalProperty | undefined): Moment | null {
  const [, parameters, , value] = property ?? [];
  const found = typeof value === 'string' ? STATED.exec(value) : null;
  if (!found) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const wall = { year, month, day, hour, minute, second };
  if (!isOnCalendar(wall)) return null;
  const isUtc = found[7] === 'Z';
  const zone = typeof parameters?.tzid === 'string' ? parameters.tzid.slice(0, 100) : null;
  return at({ wall, zone, isUtc, isDay: found[4] === undefined });
}

const at = (stated: Omit<Moment, 'at'>): Moment => ({
  ...stated,
  at: instantOf(stated.wall, stated.isUtc ? 'UTC' : stated.isDay ? null : stated.zone),
});

/** 24:00 and the 31st of February do not exist; a leap second does, and counts as the next one. */
function isOnCalendar({ year, month, day, hour, minute, second }: WallTime): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDate = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return year >= 1_900 && isDate && hour < 24 && minute < 60 && second <= 60;
}

/** A length of time: days follow the calendar, seconds the clock. */
interface Length {
  days: number;
  seconds: number;
}

const LENGTH = /^([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})S)?)?$/i;

function lengthOf(value: unknown): Length | null {
  const found = typeof value === 'string' ? LENGTH.exec(value) : null;
  if (!found) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(2).map((part) => Number(part ?? 0));
  const sign = found[1] === '-' ? -1 : 1;
  const length = { days: weeks * 7 + days, seconds: hours * 3_600 + minutes * 60 + seconds };
  const isSane = length.days + length.seconds / 86_400 <= MOST_DAYS;
  return isSane ? { days: sign * length.days, seconds: sign * length.seconds } : null;
}

function later(moment: Moment, { days, seconds }: Length): number {
  const wall = { ...moment.wall, day: moment.wall.day + days };
  return at({ ...moment, wall }).at + seconds * 1_000;
}

function endOf(start: Moment, stated: JCalProperty | undefined, duration: string): number {
  const end = momentOf(stated)?.at;
  const length = lengthOf(duration);
  const oneDay = later(start, { days: 1, seconds: 0 });
  const found = end ?? (length ? later(start, length) : start.isDay ? oneDay : start.at);
  return Math.max(found, start.isDay ? oneDay : start.at);
}

/** Returns when an alarm of the event asks for a reminder; the server itself sends those by mail. */
function reminderOf([, properties]: JCal, start: Moment, end: number): number | null {
  const find = (name: string): JCalProperty | undefined => properties.find((property) => property[0] === name);
  if (String(find('action')?.[3] ?? '').toUpperCase() === 'EMAIL') return null;
  const trigger = find('trigger');
  const stated = momentOf(trigger);
  if (stated) return stated.at;
  const length = lengthOf(trigger?.[3]);
  if (length === null) return null;
  const isFromEnd = String(trigger?.[1]?.related ?? '').toUpperCase() === 'END';
  return isFromEnd ? end + (length.days * 86_400 + length.seconds) * 1_000 : later(start, length);
}
