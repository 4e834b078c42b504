import { createSignal } from 'solid-js';
import type { Language } from '../../main/core/model/settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export type MessageKey = keyof typeof de;
export type Messages = Record<MessageKey, string>;

/** The names in a sentence's `{…}`, read from the German text, so that a forgotten or misspelt one does not compile. */
type Placeholder<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type Values<K extends MessageKey> = [Placeholder<(typeof de)[K]>] extends [never]
  ? []
  : [values: Record<Placeholder<(typeof de)[K]>, string | number>];

export const languages: Record<Language, Messages> = { de, en };

/** The sentences that need no values. */
export type PlainKey = { [K in MessageKey]: Values<K> extends [] ? K : never }[MessageKey];

const [language, setLanguage] = createSignal<Language>('de');

export { language, setLanguage };

/** The sentence in the window's language, its placeholders filled. Reactive. */
export const t = <K extends MessageKey>(key: K, ...values: Values<K>): string => {
  const filled: Record<string, string | number> = values[0] ?? {};
  return languages[language()][key].replace(/\{(\w+)\}/g, (_, name: string) => String(filled[name]));
};
