import * as v from 'valibot';
import { ProbeResult } from '../model/alarm.ts';
import type { SettingsStore } from '../ports.ts';

const Stored = v.object({
  distrusted: v.optional(v.fallback(v.boolean(), false), false),
  probe: v.optional(v.fallback(v.nullable(ProbeResult), null), null),
});
const nameFor = (accountId: string): string => `alarm-watch/${accountId}`;

export type WatchStore = ReturnType<typeof createWatchStore>;

/** What the app has learned about whether alarms reach it, for one account; kept across a restart. */
export function createWatchStore(settings: SettingsStore, accountId: string) {
  const parsed = v.safeParse(Stored, settings.read(nameFor(accountId)));
  let { distrusted, probe } = parsed.success ? parsed.output : { distrusted: false, probe: null };

  const save = (): boolean => settings.write(nameFor(accountId), { distrusted, probe });

  return {
    /** Push has not reported a message of an alarm conversation, and no test has proved it since. */
    isDistrusted: (): boolean => distrusted,
    setDistrusted(value: boolean): void {
      distrusted = value;
      save();
    },
    /** The last test; null: there was none. */
    lastProbe: (): ProbeResult | null => probe,
    keepProbe(result: ProbeResult): void {
      probe = result;
      save();
    },
    /** Returns false when something is still on the disk. */
    clear: (): boolean => settings.remove(nameFor(accountId)),
  };
}
