import { isExpected, statusSaid } from '../../errors.ts';
import { LOCALES } from '../../i18n/translate.ts';
import {
  type Appointment,
  type AppointmentCalendar,
  type AppointmentsContent,
  isOver,
} from '../../model/appointment.ts';
import type { CompanionAction, CompanionAnswer } from '../../model/companion.ts';
import { isOnOrigin } from '../../model/origin.ts';
import {
  type Calendar,
  type CalendarOccurrence,
  createCalendarApi,
  type UpcomingEvent,
} from '../../nextcloud/calendar-api.ts';
import type { Companion, CompanionDeps } from '../companion.ts';
import { hashOf } from '../hash-of.ts';
import { createAppointmentStore } from './appointment-store.ts';
import { createReminders, type Reminding } from './reminders.ts';

const DAY_MS = 86_400_000;
/** How far the window looks ahead. */
const AHEAD_MS = 14 * DAY_MS;
/** Each question covers one day more, so that a calendar in which nothing changes is asked once a day. */
const COVERED_MS = AHEAD_MS + DAY_MS;
/** The window shows ten; the others remind. */
const MOST_ITEMS = 50;
const MOST_HELD = 1_000;

/** Talk tells which appointments take place in conversations. Source: spreed's docs/capabilities.md. */
const EVENT_ROOMS = 'dashboard-event-rooms';

/** The statuses with which a server says that it does not have something. */
const REFUSALS: ReadonlySet<number | null> = new Set([403, 404, 405, 501]);

/** Whether Nextcloud itself says that it does not have this. The page of a gateway, whatever its status, may pass. */
const isRefusal = (error: unknown): boolean => REFUSALS.has(statusSaid(error));

/** Returns the midnight on this computer of the day that begins at this midnight in UTC. */
function midnightOf(utc: number): number {
  const day = new Date(utc);
  return new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()).getTime();
}

/** What the app holds of one calendar. */
interface Held {
  calendar: Calendar;
  id: string;
  ctag: string | null;
  /** Until when the server was asked, milliseconds since 1970. */
  until: number;
  occurrences: readonly Known[];
  /** Why it could not be read; null: it could be. */
  failure: unknown;
}

/** An occurrence as the companion knows it. */
interface Known extends Reminding {
  item: Appointment;
  /** The conversation in which it takes place; null: in none, or elsewhere. */
  conversation: string | null;
  /** Its page in the browser; null: it has none. */
  page: string | null;
}

/** The next appointments of all chosen calendars, and their reminders. */
export function createAppointments(deps: CompanionDeps): Companion {
  const { accountId, client, server, clock, log, settings, say, language } = deps;
  const api = createCalendarApi(client, clock, deps.userId);
  const store = createAppointmentStore(settings, accountId, clock, deps.siblings);
  let held = new Map<string, Held>();
  /** The appointments of a server without CalDAV. */
  let without: readonly Known[] | null = null;
  /** Whether the browser can show calendars, and when the server was asked. */
  let app = { isThere: true, askedAt: Number.NEGATIVE_INFINITY };
  /** The appointments whose reminders may be on the screen. */
  const notified = new Map<string, Known>();
  const reminders = createReminders<Known>({ clock, store, remind });

  const pages = `${server}${deps.indexPhp ? '/index.php' : ''}`;

  /** The same appointment in two calendars is one, also if they are those of two accounts on this server. */
  const idOf = (...parts: string[]): Promise<string> => hashOf(new URL(server).origin, ...parts);

  /** Returns the address of a conversation if that is the place, however the server writes its addresses. */
  function conversationAt(place: string): string | null {
    const token = /\/(?:index\.php\/)?call\/([\w-]{1,64})\/?(?:[?#].*)?$/.exec(place)?.[1];
    return token !== undefined && isOnOrigin(place, server) && place.startsWith(`${server}/`)
      ? `${pages}/call/${token}`
      : null;
  }

  /** The page of an object in the calendar app. Source: server's UpcomingEventsController. */
  function pageOf(url: string): string {
    const bytes = new TextEncoder().encode(new URL(url).pathname);
    return `${pages}/apps/calendar/edit/${encodeURIComponent(btoa(String.fromCharCode(...bytes)))}`;
  }

  async function knownFrom(occurrence: CalendarOccurrence, calendar: string): Promise<Known> {
    const { uid, recurrence, title, place, allDay, start, end, cancelled, reminders } = occurrence;
    const conversation = conversationAt(place);
    const id = await idOf(uid, recurrence);
    const page = app.isThere ? pageOf(occurrence.url) : null;
    const where = { place: conversation === null ? place : '', canJoin: conversation !== null };
    const item = { id, calendar, title, allDay, start, end, cancelled, canOpen: page !== null, ...where };
    return { id, allDay, start, cancelled, reminders, item, conversation, page };
  }

  async function knownFromUpcoming({ uri, isDay, start, end, title, place, page }: UpcomingEvent): Promise<Known> {
    const conversation = conversationAt(place);
    const id = await idOf(uri, String(start), title);
    const times = isDay ? { start: midnightOf(start), end: midnightOf(end ?? start) } : { start, end: end ?? start };
    const where = { place: conversation === null ? place : '', canJoin: conversation !== null };
    const about = { calendar: null, title, allDay: isDay, cancelled: false, canOpen: page !== null };
    const item = { id, ...about, ...times, ...where };
    return { id, allDay: isDay, start: times.start, cancelled: false, reminders: [], item, conversation, page };
  }

  /** Asks for one calendar only if something in it may have changed. */
  async function heldOf(calendar: Calendar, now: number): Promise<Held> {
    const id = await hashOf(accountId, calendar.url);
    const before = held.get(calendar.url);
    if (store.isHidden(id)) return { calendar, id, ctag: null, until: 0, occurrences: [], failure: null };
    const isSame = before !== undefined && calendar.ctag !== null && before.ctag === calendar.ctag;
    if (isSame && before.until >= now + AHEAD_MS && before.until <= now + COVERED_MS) return { ...before, calendar };
    try {
      const until = now + COVERED_MS;
      const found = await api.occurrences(calendar, now, until);
      const occurrences = await Promise.all(found.map((occurrence) => knownFrom(occurrence, id)));
      return { calendar, id, ctag: calendar.ctag, until, occurrences, failure: null };
    } catch (error) {
      // One calendar's trouble stays with that calendar; the next time, it is asked again.
      if (!isExpected(error)) throw error;
      log.warn(`a calendar could not be read: ${error.code}`);
      return { calendar, id, ctag: null, until: 0, occurrences: before?.occurrences ?? [], failure: error };
    }
  }

  async function ask(now: number): Promise<boolean> {
    let calendars: Calendar[];
    try {
      calendars = await api.calendars();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      held = new Map();
      without = await upcoming();
      return without !== null;
    }
    without = null;
    await lookForApp();
    const next = new Map<string, Held>();
    for (const calendar of calendars) next.set(calendar.url, await heldOf(calendar, now));
    const read = [...next.values()];
    if (read.length > 0 && read.every(({ failure }) => failure !== null)) throw read[0]?.failure;
    held = next;
    return true;
  }

  /** Calendars work without the calendar app; only the browser has nothing to show. */
  async function lookForApp(): Promise<void> {
    if (clock.monotonic() - app.askedAt < DAY_MS) return;
    const isThere = await api.hasApp().catch(() => true);
    if (isThere !== app.isThere) held = new Map();
    app = { isThere, askedAt: clock.monotonic() };
  }

  async function upcoming(): Promise<Known[] | null> {
    try {
      const events = await api.upcoming();
      const features = deps.capabilities()?.capabilities.spreed?.features ?? [];
      const inTalk = features.includes(EVENT_ROOMS) ? await api.upcomingInTalk().catch(() => []) : [];
      return await Promise.all([...events, ...inTalk].map(knownFromUpcoming));
    } catch (error) {
      // Servers before Nextcloud 30 do not know the question.
      if (isRefusal(error)) return null;
      throw error;
    }
  }

  /** Returns the appointments that are not over, each once, by time. */
  function known(now: number): Known[] {
    const all = without ?? [...held.values()].flatMap(({ occurrences }) => occurrences);
    const once = new Map<string, Known>();
    for (const one of all) if (!isOver(one.item, now) && !once.has(one.id)) once.set(one.id, one);
    return [...once.values()]
      .sort((a, b) => a.start - b.start || a.item.end - b.item.end || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_HELD);
  }

  function content(now: number): AppointmentsContent {
    const all = known(now);
    reminders.follow(all);
    const there = new Set(all.filter(({ cancelled }) => !cancelled).map(({ id }) => id));
    for (const id of notified.keys()) if (!there.has(id)) withdraw(id);
    const calendars = [...held.values()].map(
      ({ calendar: { name, colour, canWrite }, id, failure }): AppointmentCalendar => ({
        id,
        name,
        colour,
        shown: !store.isHidden(id),
        canWrite,
        failed: failure !== null,
      }),
    );
    const items = all.filter(({ start }) => start <= now + AHEAD_MS).slice(0, MOST_ITEMS);
    const hasApp = without === null ? app.isThere : without.some(({ page }) => page !== null);
    return { of: 'appointments', items: items.map(({ item }) => item), calendars, hasApp };
  }

  const keyOf = (id: string): string => `appointment/${id}`;

  function withdraw(id: string): void {
    notified.delete(id);
    deps.withdraw(keyOf(id));
  }

  function remind(appointment: Known): void {
    notified.set(appointment.id, appointment);
    deps.notify(noticeOf(appointment));
  }

  function noticeOf({ id, item }: Known) {
    const { title, place } = deps.showsTexts() ? item : { title: '', place: '' };
    const when = whenOf(item);
    return {
      key: keyOf(id),
      title: title === '' ? say('appointment') : title,
      body: place === '' ? when : say('appointmentAt', { when, place }),
      silent: deps.isSilent(),
    };
  }

  /** "19:00", with the day unless that is today. */
  function whenOf({ start, allDay }: Appointment): string {
    const day = new Date(start).toDateString() !== new Date(clock.now()).toDateString();
    return new Date(start).toLocaleString(LOCALES[language()], {
      ...((day || allDay) && { weekday: 'short', day: 'numeric', month: 'numeric' }),
      ...(!allDay && { hour: '2-digit', minute: '2-digit' }),
    });
  }

  function find(id: string | null): Known {
    const found = known(clock.now()).find((one) => one.id === id);
    if (!found) throw new RangeError('no such appointment');
    return found;
  }

  async function open(address: string | null): Promise<CompanionAnswer> {
    if (address === null) throw new RangeError('no such page');
    await deps.open(address);
    return { kind: 'done' };
  }

  async function create(action: CompanionAction & { kind: 'create-appointment' }): Promise<CompanionAnswer> {
    const { title, start, end, conversation } = action;
    const target = [...held.values()].find(({ id }) => id === action.calendar);
    if (!target?.calendar.canWrite || end <= start) throw new RangeError('no such calendar');
    const place = conversation === null ? '' : `${pages}/call/${conversation}`;
    const url = await api.create(target.calendar, { id: action.id, title, place, start, end });
    if (action.open) await deps.open(pageOf(url));
    return { kind: 'changed' };
  }

  return {
    async refresh() {
      const now = clock.now();
      return (await ask(now)) ? content(now) : null;
    },
    async act(action) {
      switch (action.kind) {
        case 'open':
          return open(action.item === null ? `${pages}/apps/calendar/` : find(action.item).page);
        case 'join':
          return open(find(action.item).conversation);
        case 'show-calendar': {
          store.setHidden(action.calendar, !action.shown);
          for (const one of held.values()) if (one.id === action.calendar) one.ctag = null;
          return { kind: 'changed' };
        }
        case 'create-appointment':
          return create(action);
        default:
          throw new RangeError('no such action');
      }
    },
    hideTexts() {
      for (const one of notified.values()) deps.amend(noticeOf(one));
    },
    stop() {
      reminders.stop();
      for (const id of notified.keys()) withdraw(id);
    },
  };
}
