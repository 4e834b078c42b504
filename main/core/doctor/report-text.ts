import { doctorWords } from '../i18n/doctor/index.ts';
import type { CheckStatus, DoctorReport } from '../model/doctor-report.ts';
import type { Language } from '../model/settings.ts';

const MARKS: Record<CheckStatus, string> = { ok: '✓', warning: '!', failed: '✗', skipped: '–' };

/** The report as text for a terminal or a message, in the words that the window shows. */
export function reportText({ findings, verdict }: DoctorReport, language: Language): string {
  const say = doctorWords(language);
  const lines = findings.flatMap(({ id, status, message, help, values }) => [
    `${MARKS[status]} ${say(`doctor.check.${id}`)}: ${say(message, values)}`,
    ...(help === null ? [] : [`  → ${say(help, values)}`]),
  ]);
  return [...lines, '', say(`doctor.summary.${verdict}`)].join('\n');
}
