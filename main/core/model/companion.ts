import * as v from 'valibot';
import { AppointmentId, AppointmentsContent } from './appointment.ts';
import { ErrorCode } from './error-code.ts';
import { Person } from './person.ts';

/** The other apps of the same Nextcloud that the window can show. Each is off until it is switched on. */
export const CompanionId = v.picklist(['appointments', 'mail', 'news', 'widgets', 'people']);
export type CompanionId = v.InferOutput<typeof CompanionId>;

/** The companions that can notify of something new. Each does so only where the user wants that. */
export const NotifyingCompanion = v.picklist(['mail', 'news', 'widgets']);
export type NotifyingCompanion = v.InferOutput<typeof NotifyingCompanion>;

/** An app of an account's Nextcloud, as a notification names it. */
export const AppAddress = v.object({
  /** The key of the account. */
  account: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
  companion: CompanionId,
  /** What of it opens, as in a `CompanionAction`; null: the app itself. */
  item: v.nullable(v.pipe(v.string(), v.maxLength(2_000))),
});
export type AppAddress = v.InferOutput<typeof AppAddress>;

/** Checks values from outside, such as the arguments of a toast. */
export const isAppAddress = (value: unknown): value is AppAddress => v.is(AppAddress, value);

/** One line about an app: how much waits there, and its newest entry. */
export const CompanionLine = v.strictObject({
  id: v.string(),
  /** The app's name as the server gives it; null: the window has a word for it. */
  title: v.nullable(v.string()),
  count: v.number(),
  /** The server tells only so many, so there may be more. */
  isMore: v.boolean(),
  newest: v.nullable(v.string()),
});
export type CompanionLine = v.InferOutput<typeof CompanionLine>;

/** What a companion shows, by `of`. All texts are cleaned where the answer is parsed. */
export const CompanionContent = v.variant('of', [
  AppointmentsContent,
  v.strictObject({ of: v.literal('lines'), lines: v.array(CompanionLine) }),
  v.strictObject({
    of: v.literal('widgets'),
    lines: v.array(CompanionLine),
    /** The widgets that the server has. */
    offered: v.array(v.strictObject({ id: v.string(), title: v.string() })),
  }),
  /** People can be searched. */
  v.strictObject({ of: v.literal('people') }),
]);
export type CompanionContent = v.InferOutput<typeof CompanionContent>;

/**
 * How one companion of one account is. `off`: not switched on. `unavailable`: the server does not have it. `loading`: it
 * has been asked and has not answered yet. `ready`. `failed`: the last request failed, and `error` says why; the
 * content is what the last good answer said.
 */
export const CompanionView = v.strictObject({
  /** The account's id. */
  account: v.string(),
  id: CompanionId,
  state: v.picklist(['off', 'unavailable', 'loading', 'ready', 'failed']),
  error: v.nullable(ErrorCode),
  /** When the content was current, milliseconds since 1970; null: there is none. */
  at: v.nullable(v.number()),
  content: v.nullable(CompanionContent),
});
export type CompanionView = v.InferOutput<typeof CompanionView>;

/** The companions of all accounts, in the order of the accounts and of `CompanionId`. */
export const CompanionViews = v.array(CompanionView);
export type CompanionViews = v.InferOutput<typeof CompanionViews>;

const Which = { account: v.pipe(v.string(), v.maxLength(20_000)), companion: CompanionId };

/** What a person does with a companion, by `kind`. */
export const CompanionAction = v.variant('kind', [
  /** Asks the server now. */
  v.strictObject({ kind: v.literal('refresh'), ...Which }),
  /** Opens an item in the browser, by its id; null: the app itself. */
  v.strictObject({ kind: v.literal('open'), ...Which, item: v.nullable(v.pipe(v.string(), v.maxLength(2_000))) }),
  /** Finds people by a part of their names. */
  v.strictObject({ kind: v.literal('search'), ...Which, query: v.pipe(v.string(), v.maxLength(200)) }),
  /** Copies a number or an address of a person. */
  v.strictObject({
    kind: v.literal('copy'),
    ...Which,
    item: v.pipe(v.string(), v.maxLength(2_000)),
    text: v.pipe(v.string(), v.maxLength(300)),
  }),
  /** Opens the conversation in which an appointment takes place. */
  v.strictObject({ kind: v.literal('join'), ...Which, item: AppointmentId }),
  v.strictObject({ kind: v.literal('show-calendar'), ...Which, calendar: AppointmentId, shown: v.boolean() }),
  /**
   * Stores a new appointment. `conversation`: Talk's token of the conversation in which it takes place. `open`: shows it
   * in the browser afterwards. `id`: a new one for each appointment, so that one that was sent twice counts as one.
   */
  v.strictObject({
    kind: v.literal('create-appointment'),
    ...Which,
    calendar: AppointmentId,
    title: v.pipe(v.string(), v.maxLength(200)),
    start: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4e12)),
    end: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4e12)),
    conversation: v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))),
    open: v.boolean(),
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
]);
export type CompanionAction = v.InferOutput<typeof CompanionAction>;

/** What an action answers, by `kind`. `changed`: it changed something, and the companion has been asked again. */
export const CompanionAnswer = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['done', 'changed']) }),
  v.strictObject({ kind: v.literal('people'), people: v.array(Person) }),
]);
export type CompanionAnswer = v.InferOutput<typeof CompanionAnswer>;
