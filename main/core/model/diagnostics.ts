import * as v from 'valibot';
import { AlarmDiagnostics, type ProbeLeg } from './alarm.ts';
import { SecretBackend } from './app-state.ts';

/** What a person who helps the user needs to know; contains no secret, no message and no conversation's name. */
export const Diagnostics = v.strictObject({
  app: v.string(),
  electron: v.string(),
  chromium: v.string(),
  node: v.string(),
  /** Name and version of the operating system. */
  system: v.string(),
  /** Null while signed out. */
  server: v.nullable(v.string()),
  /** Versions as the server sends them; null before that. */
  nextcloud: v.nullable(v.string()),
  talk: v.nullable(v.string()),
  push: v.picklist(['connected', 'not-connected', 'not-offered', 'unusable']),
  /** Null while there is no alarm conversation. */
  alarms: v.nullable(AlarmDiagnostics),
  /** Milliseconds since 1970; null before the first answer. */
  lastSyncAt: v.nullable(v.number()),
  secretBackend: SecretBackend,
});
export type Diagnostics = v.InferOutput<typeof Diagnostics>;

/** Returns the diagnostics as text to send to someone else, in English in every language of the window. */
export const diagnosticsText = ({ lastSyncAt, secretBackend, alarms, ...rest }: Diagnostics): string =>
  [
    ...Object.entries(rest).map(([name, value]) => `${name}: ${value ?? '-'}`),
    ...(alarms ? alarmLines(alarms) : []),
    `last sync: ${lastSyncAt === null ? '-' : new Date(lastSyncAt).toISOString()}`,
    `app password: ${secretBackend}`,
  ].join('\n');

function alarmLines({
  conversations,
  waking: { by, seconds, reason },
  listsPerHour,
  probe,
}: AlarmDiagnostics): string[] {
  const why = reason === null ? '' : ` (${reason})`;
  const costs = [1, 10, 100].map((computers) => `${listsPerHour * computers} for ${computers}`).join(', ');
  return [
    `alarm conversations: ${conversations}`,
    `alarms by: ${by}, list every ${seconds} s${why}`,
    `lists per hour, by number of PCs: ${costs}`,
    `test alarm: ${probe === null ? '-' : `${new Date(probe.at).toISOString()}, push ${legText(probe.push)}, chat ${legText(probe.chat)}`}`,
  ];
}

const legText = ({ outcome, ms }: ProbeLeg): string => (ms === null ? outcome : `${outcome} ${ms} ms`);
