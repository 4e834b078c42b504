import type { Say } from '../i18n/index.ts';
import type { AlarmLogEntry } from '../model/alarm.ts';

/** A line of the log as one account keeps it. */
export type LogEntry = Omit<AlarmLogEntry, 'account'>;

const MOST = 50;
const LONGEST_MS = 30 * 24 * 60 * 60_000;

/** Adds a line; the last 50 stay. */
export const entered = (log: readonly LogEntry[], entry: LogEntry): LogEntry[] => [...log, entry].slice(-MOST);

/** Notes how an alarm ended. Of an alarm that was missed or deleted, a person may take note later. */
export function ended(
  log: readonly LogEntry[],
  id: string,
  { end, by, endedAt }: Pick<LogEntry, 'end' | 'by' | 'endedAt'>,
): LogEntry[] {
  return log.map((one) => {
    if (one.id !== id) return one;
    return one.end === null ? { ...one, end, by, endedAt } : { ...one, by };
  });
}

/** Leaves out lines that are older than 30 days. A clock that was set back makes none older. */
export const kept = (log: readonly LogEntry[], now: number): LogEntry[] =>
  log.filter(({ rangAt }) => now - rangAt <= LONGEST_MS);

const ENDS = { acknowledged: 'alarmLogSeen', missed: 'alarmLogMissed', deleted: 'alarmLogDeleted' } as const;
const ACTS = {
  card: 'alarmLogByCard',
  key: 'alarmLogByKey',
  tray: 'alarmLogByTray',
  notification: 'alarmLogByNotification',
  window: 'alarmLogByWindow',
  reaction: 'alarmLogByReaction',
  elsewhere: 'alarmLogByElsewhere',
} as const;

/** Spreadsheets take a text that begins like this for a formula, and people choose the names of conversations. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Returns the log as a table for a spreadsheet: semicolons, UTF-8 with its mark, times in ISO 8601 and UTC. */
export function toCsv(log: readonly AlarmLogEntry[], say: Say): string {
  const head = [
    say('alarmLogConversation'),
    say('alarmLogAccount'),
    say('alarmLogRang'),
    say('alarmLogEnded'),
    say('alarmLogEnd'),
    say('alarmLogBy'),
  ];
  const rows = log.map(({ kind, conversation, account, rangAt, endedAt, end, by }) => [
    kind === 'probe' ? say('alarmProbe') : conversation,
    account ?? '',
    new Date(rangAt).toISOString(),
    endedAt === null ? '' : new Date(endedAt).toISOString(),
    end === null ? say('alarmLogOpen') : say(ENDS[end]),
    by === null ? '' : say(ACTS[by]),
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}
