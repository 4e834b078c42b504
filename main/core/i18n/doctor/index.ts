import type { DoctorKey } from '../../model/doctor-report.ts';
import type { Language } from '../../model/settings.ts';
import { fill } from '../translate.ts';
import { doctor as de } from './de.ts';
import { doctor as en } from './en.ts';

const languages: Record<Language, Record<DoctorKey, string>> = { de, en };

/** Returns one of the doctor's sentences, with `{name}` filled in; `{duration}` takes seconds. */
export const doctorWords =
  (language: Language) =>
  (key: DoctorKey, values: Record<string, string | number> = {}): string =>
    fill(languages[language][key], values, language);
