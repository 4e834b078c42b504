import type { Language } from '../model/settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fill } from './translate.ts';

export type Words = Record<keyof typeof de, string>;
const languages: Record<Language, Words> = { de, en };

/** Returns a language's sentences, with `{name}` filled in. */
export const words =
  (language: Language) =>
  (key: keyof Words, values: Record<string, string | number> = {}): string =>
    fill(languages[language][key], values, language);

export type Say = ReturnType<typeof words>;
