import type { CheckStatus, DoctorKey, DoctorReport, Finding } from '../../model/doctor-report.ts';
import { doctor } from './de.ts';
import type { doctorWords } from './index.ts';

type SayDoctor = ReturnType<typeof doctorWords>;

const ORDER: readonly CheckStatus[] = ['failed', 'warning', 'info', 'ok', 'skipped'];

/** Returns the findings with the failures first, and otherwise in the order of the report. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));

/** Returns the result in one line: how many problems there are, and the first of them. */
export function headline({ findings, verdict }: Pick<DoctorReport, 'findings' | 'verdict'>, say: SayDoctor): string {
  const decisive = findings.filter(({ status }) => status === verdict);
  const [first] = worstFirst(decisive);
  if (verdict === 'ok' || first === undefined) return say('doctor.headline.ok');
  const what = inShort(first, say);
  return decisive.length === 1
    ? say(`doctor.headline.${verdict}`, { what })
    : say(`doctor.headline.${verdict}.several`, { count: decisive.length, what });
}

/** Returns the key of the finding in a few words; the message's own if that is short enough. */
export const shortFor = (message: DoctorKey): DoctorKey => {
  const short = `${message}.short`;
  return short in doctor ? (short as DoctorKey) : message;
};

/** A sentence that several checks share needs the check's name. */
function inShort({ id, message, values }: Finding, say: SayDoctor): string {
  const words = say(shortFor(message), values).replace(/\.$/, '');
  return message.startsWith(`doctor.${id}.`) ? words : `${say(`doctor.check.${id}`)} – ${words}`;
}
