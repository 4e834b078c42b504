import { fill } from '../../../main/core/i18n/translate.ts';
import type { Language } from '../../../main/core/model/settings.ts';
import { language } from '../index.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export type CompanionKey = keyof typeof de;
export type CompanionMessages = Record<CompanionKey, string>;

const words: Record<Language, CompanionMessages> = { de, en };

/** Returns a sentence about companions in a language with its placeholders filled. */
export const companionSentence = (
  spoken: Language,
  key: CompanionKey,
  values: Partial<Record<string, string | number>> = {},
): string => fill(words[spoken][key], values, spoken);

/** The same in the window's language. Reactive. */
export const tc = (key: CompanionKey, values: Partial<Record<string, string | number>> = {}): string =>
  companionSentence(language(), key, values);
