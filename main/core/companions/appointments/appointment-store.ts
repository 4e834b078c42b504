import * as v from 'valibot';
import { AppointmentId } from '../../model/appointment.ts';
import type { Clock, SettingsStore } from '../../ports.ts';

/** More reminders are not remembered; the oldest are dropped. All appointments that are held have fewer. */
const MOST_KEPT = 10_000;

const Stored = v.object({
  /** The calendars that are not shown. */
  hidden: v.fallback(v.array(AppointmentId), []),
  /** The reminders that were shown, each with the time after which it does not matter any more. */
  reminded: v.fallback(v.array(v.tuple([v.pipe(v.string(), v.maxLength(64)), v.number()])), []),
});

const nameFor = (accountId: string): string => `appointments/${accountId}`;

/** Another account on the same server, and the store of its documents. */
export interface Sibling {
  id: string;
  settings: SettingsStore;
}

function storedOf({ id, settings }: Sibling): v.InferOutput<typeof Stored> {
  const stored = v.safeParse(Stored, settings.read(nameFor(id)));
  return stored.success ? stored.output : { hidden: [], reminded: [] };
}

export type AppointmentStore = ReturnType<typeof createAppointmentStore>;

/**
 * What outlasts the app of an account's appointments: hashes and times, no titles and no names
 * (docs/decisions/no-content-in-files.md).
 */
export function createAppointmentStore(
  settings: SettingsStore,
  accountId: string,
  clock: Pick<Clock, 'now'>,
  siblings: () => readonly Sibling[],
) {
  const { hidden, reminded } = storedOf({ id: accountId, settings });
  const hiddenIds = new Set(hidden);
  const untilById = new Map(reminded);

  function save(): void {
    for (const [id, until] of untilById) if (until < clock.now()) untilById.delete(id);
    for (const id of [...untilById.keys()].slice(0, -MOST_KEPT)) untilById.delete(id);
    settings.write(nameFor(accountId), { hidden: [...hiddenIds], reminded: [...untilById] });
  }

  return {
    isHidden: (calendar: string): boolean => hiddenIds.has(calendar),
    setHidden(calendar: string, isHidden: boolean): void {
      if (isHidden) hiddenIds.add(calendar);
      else hiddenIds.delete(calendar);
      save();
    },
    hasReminded: (id: string): boolean => untilById.has(id),
    /** The reminders that other accounts on this server have shown. Each account stores its own, which leave with it. */
    remindedElsewhere: (): ReadonlySet<string> =>
      new Set(siblings().flatMap((sibling) => storedOf(sibling).reminded.map(([id]) => id))),
    /** @param until each reminder with the time until which it is remembered, milliseconds since 1970 */
    keepReminded(until: ReadonlyMap<string, number>): void {
      for (const [id, time] of until) untilById.set(id, time);
      save();
    },
  };
}

/** Returns false when something is still on the disk. */
export const forgetAppointments = (settings: SettingsStore, accountId: string): boolean =>
  settings.remove(nameFor(accountId));
