import { createSignal } from 'solid-js';
import { fill } from '../../main/core/i18n/translate.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export type MessageKey = keyof typeof de;
export type Messages = Record<MessageKey, string>;

/**
 * The names in a sentence's `{…}`, read from the German text, so that a forgotten or misspelt name does not compile.
 */
type Placeholder<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type Values<K extends MessageKey> = [Placeholder<(typeof de)[K]>] extends [never]
  ? []
  : [values: Record<Placeholder<(typeof de)[K]>, string | number>];

const words: Record<Language, Messages> = { de, en };

/** The keys of sentences that need no values. */
export type PlainKey = { [K in MessageKey]: Values<K> extends [] ? K : never }[MessageKey];

const [language, setLanguage] = createSignal<Language>('de');

export { language, setLanguage };

/** Returns a sentence in a language with its placeholders filled; `{duration}` takes seconds. */
export const sentence = (
  spoken: Language,
  key: MessageKey,
  values: Partial<Record<string, string | number>> = {},
): string => fill(words[spoken][key], values, spoken);

/** Returns the sentence in the window's language with its placeholders filled. Reactive. */
export const t = <K extends MessageKey>(key: K, ...values: Values<K>): string => sentence(language(), key, values[0]);
