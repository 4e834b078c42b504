import type { DoctorKey } from '../../model/doctor-report.ts';
import type { Language } from '../../model/settings.ts';
import { filled } from '../duration.ts';
import { doctor as de } from './de.ts';
import { doctor as en } from './en.ts';

const languages: Record<Language, Record<DoctorKey, string>> = { de, en };

/** Returns one of the doctor's sentences, with `{name}` filled in; `{duration}` takes seconds. */
export const doctorWords =
  (language: Language) =>
  (key: DoctorKey, values: Record<string, string | number> = {}): string =>
    languages[language][key].replace(/\{(\w+)\}/g, (_match, name: string) => filled(name, values[name], language));
