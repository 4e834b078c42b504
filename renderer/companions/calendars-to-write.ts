import type { AppointmentCalendar } from '../../main/core/model/appointment.ts';
import type { CompanionView } from '../../main/core/model/companion.ts';
import type { AccountSummary } from '../../main/core/model/connected.ts';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { appointmentsIn } from './companion-views.ts';

/** A calendar that the user may write to. */
export type Choice = AppointmentCalendar & { account: string };

/** Calendars of two accounts may have the same id. */
export const choiceKey = ({ account, id }: Choice): string => `${account}/${id}`;

/** The calendars for a new appointment. */
export interface Offer {
  /** `none`: all calendars are known, and the user may write to none of them. */
  state: 'loading' | 'failed' | 'none' | 'ready';
  calendars: Choice[];
  /** The accounts whose calendars cannot be had at the moment, and why. */
  failed: { account: string; error: ErrorCode }[];
}

/** @param views of all companions; empty: main has not answered yet */
export function calendarsToWrite(
  views: readonly CompanionView[],
  accounts: readonly Pick<AccountSummary, 'id' | 'connection'>[],
): Offer {
  const asked = views.flatMap((view) => {
    const account = accounts.find(({ id }) => id === view.account);
    return view.id === 'appointments' && account ? { view, account } : [];
  });
  const calendars = asked.flatMap(({ view }) =>
    (appointmentsIn(view)?.calendars ?? []).flatMap((calendar) =>
      calendar.canWrite && calendar.shown ? { ...calendar, account: view.account } : [],
    ),
  );
  const unknown = asked.filter(
    ({ view: { state, content } }) => content === null && (state === 'loading' || state === 'failed'),
  );
  const failed = unknown.flatMap(({ view, account }) => {
    // Calendars wait while the list cannot be fetched.
    const error = view.state === 'failed' ? (view.error ?? 'internal') : account.connection.error;
    return error === null ? [] : { account: view.account, error };
  });
  return { state: stateOf(), calendars, failed };

  function stateOf(): Offer['state'] {
    if (calendars.length > 0) return 'ready';
    if (views.length === 0 || unknown.length > failed.length) return 'loading';
    return failed.length > 0 ? 'failed' : 'none';
  }
}

/**
 * Returns the key of the calendar that is chosen before the user chooses one: the first of the first ones that are known.
 * It stays, whatever the server and other accounts answer later.
 */
export function preselected(before: string | undefined, { calendars: [first] }: Offer): string | undefined {
  return before ?? (first && choiceKey(first));
}

/** Returns the calendar with a key; undefined: it is gone, and no other one takes its place. */
export const chosenIn = ({ calendars }: Offer, key: string | undefined): Choice | undefined =>
  calendars.find((one) => choiceKey(one) === key);
