import * as v from 'valibot';
import { doctor } from '../i18n/doctor/de.ts';

/** What the doctor looks at, in the order in which it is told. */
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
  'keychain',
  'notifications',
  'tray',
  'autostart',
  'policy',
]);
export type CheckId = v.InferOutput<typeof CheckId>;

/** `skipped`: it cannot be looked at now, or need not be; never a fault of its own. */
export const CheckStatus = v.picklist(['ok', 'warning', 'failed', 'skipped']);
export type CheckStatus = v.InferOutput<typeof CheckStatus>;

/** A sentence of the doctor's; where something can be done, there is one more with `.help` behind it. */
export type DoctorKey = keyof typeof doctor;

const isKey = (text: string): text is DoctorKey => text in doctor;

const Key = v.custom<DoctorKey>((value) => typeof value === 'string' && isKey(value));

/** One line of the report. Its values are shown to people: short, without control characters, never secret. */
export const Finding = v.strictObject({
  id: CheckId,
  status: CheckStatus,
  message: Key,
  /** What can be done about it; null: nothing need be. */
  help: v.nullable(Key),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
});
export type Finding = v.InferOutput<typeof Finding>;

/** How far it has come: every line, in the order in which it is told; `finding` is null while it is being looked at. */
export const DoctorProgress = v.array(v.strictObject({ id: CheckId, finding: v.nullable(Finding) }));
export type DoctorProgress = v.InferOutput<typeof DoctorProgress>;

/** Holds no secret, no message and no name, except that of the person where several accounts are on one server. */
export const DoctorReport = v.strictObject({
  /** Milliseconds since 1970. */
  at: v.number(),
  /** How it stands as a whole. */
  verdict: v.picklist(['ok', 'warning', 'failed']),
  findings: v.array(Finding),
});
export type DoctorReport = v.InferOutput<typeof DoctorReport>;

export function helpFor(message: DoctorKey): DoctorKey | null {
  const key = `${message}.help`;
  return isKey(key) ? key : null;
}
