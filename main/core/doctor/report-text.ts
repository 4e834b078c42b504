import { headline, worstFirst } from '../i18n/doctor/headline.ts';
import { doctorWords } from '../i18n/doctor/index.ts';
import type { CheckStatus, DoctorReport, Finding } from '../model/doctor-report.ts';
import type { Language } from '../model/settings.ts';

const MARKS: Record<CheckStatus, string> = { ok: '✓', info: 'i', warning: '!', failed: '✗', skipped: '–' };
const PASSED: ReadonlySet<CheckStatus> = new Set(['ok', 'skipped']);

/** The report as text for a terminal or a message, in the words that the window shows: what needs attention first. */
export function reportText(report: DoctorReport, language: Language): string {
  const say = doctorWords(language);
  const lines = ({ id, status, message, help, turn, values, details = [] }: Finding): string[] => [
    `${MARKS[status]} ${say(`doctor.check.${id}`)}: ${say(message, values)}`,
    ...details.map((detail) => `    ${detail}`),
    ...(help === null ? [] : [`  → ${say(help, values)}${turn === null ? '' : ` (${say(`doctor.turn.${turn}`)})`}`]),
  ];
  const found = worstFirst(report.findings);
  const parts = [
    [headline(report, say)],
    found.filter(({ status }) => !PASSED.has(status)).flatMap(lines),
    found.filter(({ status }) => PASSED.has(status)).flatMap(lines),
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}
