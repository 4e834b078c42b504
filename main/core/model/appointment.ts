import * as v from 'valibot';

/** Names a calendar or an appointment without telling anything of it: the beginning of a hash. */
export const AppointmentId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** A calendar of the user. */
export const AppointmentCalendar = v.strictObject({
  id: AppointmentId,
  name: v.string(),
  /** `#rrggbb`; null: it has none. */
  colour: v.nullable(v.string()),
  /** Its appointments are shown, and they remind. */
  shown: v.boolean(),
  canWrite: v.boolean(),
  /** It could not be read; its appointments are as they were, or missing. */
  failed: v.boolean(),
});
export type AppointmentCalendar = v.InferOutput<typeof AppointmentCalendar>;

/** One occurrence of an appointment. Times are milliseconds since 1970. */
export const Appointment = v.strictObject({
  id: AppointmentId,
  /** Id of its calendar; null: the server does not say. */
  calendar: v.nullable(AppointmentId),
  /** Empty: it has none. */
  title: v.string(),
  /** Empty: it has none, or it is a conversation. */
  place: v.string(),
  /** Days instead of times: from the midnight of the first day to the midnight after the last one. */
  allDay: v.boolean(),
  start: v.number(),
  /** Equal to `start`: it has no end. */
  end: v.number(),
  cancelled: v.boolean(),
  /** It takes place in a conversation, which the browser can open. */
  canJoin: v.boolean(),
  /** The browser can show it. */
  canOpen: v.boolean(),
});
export type Appointment = v.InferOutput<typeof Appointment>;

/** The next appointments by time, and the calendars they are from. */
export const AppointmentsContent = v.strictObject({
  of: v.literal('appointments'),
  items: v.array(Appointment),
  calendars: v.array(AppointmentCalendar),
  /** The server has a calendar app, which the browser can open. */
  hasApp: v.boolean(),
});
export type AppointmentsContent = v.InferOutput<typeof AppointmentsContent>;

/** An appointment without an end counts as long as this. */
const WITHOUT_END_MS = 3_600_000;

export const isOver = ({ start, end }: Pick<Appointment, 'start' | 'end'>, now: number): boolean =>
  (end > start ? end : start + WITHOUT_END_MS) <= now;
