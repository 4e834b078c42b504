import * as v from 'valibot';
import { doctor } from '../i18n/doctor/de.ts';

/** The doctor's checks in the order of the report. */
export const CheckId = v.picklist([
  'server',
  'proxy',
  'dns',
  'tcp',
  'tls',
  'nextcloud',
  'clock',
  'api',
  'addresses',
  'authentication',
  'talk',
  'notifications-app',
  'push',
  'alarms',
  'alarm-waking',
  'alarm-probe',
  'alarm-sound',
  'alarm-card',
  'sleep',
  'keychain',
  'notifications',
  'tray',
  'autostart',
  'restart',
  'policy',
  'updates',
]);
export type CheckId = v.InferOutput<typeof CheckId>;

/**
 * `warning`: it works, but not as it should, or not for long. `info`: it works as well as it can here, and the user
 * cannot change that. `skipped`: the check cannot run now, or is not needed; never a fault of its own.
 */
export const CheckStatus = v.picklist(['ok', 'info', 'warning', 'failed', 'skipped']);
export type CheckStatus = v.InferOutput<typeof CheckStatus>;

/** Who can put it right: the user, the administrator of this PC and its network, or the operators of the server. */
export const Turn = v.picklist(['you', 'administration', 'operators']);
export type Turn = v.InferOutput<typeof Turn>;

/** The key of a sentence that the doctor says; when the user can do something, the key with `.help` has one more. */
export type DoctorKey = keyof typeof doctor;

const isKey = (text: string): text is DoctorKey => text in doctor;

const Key = v.custom<DoctorKey>((value) => typeof value === 'string' && isKey(value));

/**
 * One line of the report. The window shows its values, so they are short, without control characters, and never secret.
 */
export const Finding = v.strictObject({
  id: CheckId,
  status: CheckStatus,
  message: Key,
  /** What has to be done about it; null: nothing is needed. */
  help: v.nullable(Key),
  /** Who has to do that; null: nothing is needed. */
  turn: v.nullable(Turn),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
  /** Further lines, the same in each language. */
  details: v.optional(v.array(v.string())),
});
export type Finding = v.InferOutput<typeof Finding>;

/** The doctor's progress: every line in the order of the report; `finding` is null while a check runs. */
export const DoctorProgress = v.array(v.strictObject({ id: CheckId, finding: v.nullable(Finding) }));
export type DoctorProgress = v.InferOutput<typeof DoctorProgress>;

/** Contains no secret, no message and no name, except the user's when several accounts are on one server. */
export const DoctorReport = v.strictObject({
  /** Milliseconds since 1970. */
  at: v.number(),
  /** The overall result. */
  verdict: v.picklist(['ok', 'warning', 'failed']),
  findings: v.array(Finding),
});
export type DoctorReport = v.InferOutput<typeof DoctorReport>;

export function helpFor(message: DoctorKey): DoctorKey | null {
  const key = `${message}.help`;
  return isKey(key) ? key : null;
}
