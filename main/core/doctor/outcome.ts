import { errorCodeOf, ServerError } from '../errors.ts';
import type { CheckStatus, DoctorKey } from '../model/doctor-report.ts';
import { oneLine } from '../model/plain-text.ts';

/** The result of a check. */
export interface Outcome {
  status: CheckStatus;
  message: DoctorKey;
  values: Record<string, string | number>;
  /** Further lines, each short and without control characters. */
  details?: string[];
  /** The checks that need this one cannot run. */
  blocks: boolean;
}

type Values = Outcome['values'];

const LONGEST_VALUE = 120;
const LONGEST_DETAIL = 600;
const MOST_DETAILS = 30;

/** Values may come from a hostile server, so each becomes one short line. */
const honest = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? oneLine(value, LONGEST_VALUE) : value,
    ]),
  );

const outcome = (status: CheckStatus, message: DoctorKey, values: Values, blocks: boolean): Outcome => ({
  status,
  message,
  blocks,
  values: honest(values),
});

/** Adds lines to a result. */
export const withDetails = (result: Outcome, details: readonly string[]): Outcome => ({
  ...result,
  details: details.slice(0, MOST_DETAILS).map((line) => oneLine(line, LONGEST_DETAIL)),
});

export const ok = (message: DoctorKey, values: Values = {}): Outcome => outcome('ok', message, values, false);
/** It works as well as it can here, and the user cannot change that. */
export const info = (message: DoctorKey, values: Values = {}): Outcome => outcome('info', message, values, false);
export const warning = (message: DoctorKey, values: Values = {}): Outcome => outcome('warning', message, values, false);
export const failed = (message: DoctorKey, values: Values = {}): Outcome => outcome('failed', message, values, true);
/** The check is not needed; the checks that need it can still run. */
export const needless = (message: DoctorKey): Outcome => outcome('skipped', message, {}, false);
/** The check cannot run, nor can those that need it. */
export const skipped = (message: DoctorKey): Outcome => outcome('skipped', message, {}, true);

/** Returns the system's own error code, which an administrator can look up; else the app's. */
export function codeOf(error: unknown): string {
  if (error instanceof ServerError && error.status > 0) return String(error.status);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z][A-Z\d_]{2,60}$/.test(code) ? code : errorCodeOf(error);
}
