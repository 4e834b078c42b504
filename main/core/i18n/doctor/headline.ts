import { type DoctorReport, type Finding, shortFor, worstFirst } from '../../model/doctor-report.ts';
import type { doctorWords } from './index.ts';

type SayDoctor = ReturnType<typeof doctorWords>;

/** Returns the result in one line: how many problems there are, and the first of them. */
export function headline({ findings, verdict }: Pick<DoctorReport, 'findings' | 'verdict'>, say: SayDoctor): string {
  const told = findings.filter(({ status }) => status === verdict);
  const [first] = worstFirst(told);
  if (verdict === 'ok' || first === undefined) return say('doctor.headline.ok');
  const what = inShort(first, say);
  return told.length === 1
    ? say(`doctor.headline.${verdict}`, { what })
    : say(`doctor.headline.${verdict}.several`, { count: told.length, what });
}

/** A sentence that several checks share needs the check's name. */
function inShort({ id, message, values }: Finding, say: SayDoctor): string {
  const words = say(shortFor(message) ?? message, values).replace(/\.$/, '');
  return message.startsWith(`doctor.${id}.`) ? words : `${say(`doctor.check.${id}`)} – ${words}`;
}
