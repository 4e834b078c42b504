import * as v from 'valibot';

export const Language = v.picklist(['de', 'en']);
export type Language = v.InferOutput<typeof Language>;

/** What a person may set. Each value falls back on its own when the disk holds nonsense. */
export const Settings = v.object({
  /** `system` follows the operating system's language. */
  language: v.fallback(v.picklist(['system', 'de', 'en']), 'system'),
});
export type Settings = v.InferOutput<typeof Settings>;

/** Reads settings from whatever a file holds; never throws. */
export const parseSettings = (raw: unknown): Settings =>
  v.parse(
    Settings,
    typeof raw === 'object' && raw !== null ? { language: undefined, ...raw } : { language: undefined },
  );

/**
 * The language to speak: the setting, else the operating system's, else English.
 * @param locale BCP 47, for example `de-AT`
 */
export const resolveLanguage = (setting: Settings['language'], locale: string): Language =>
  setting === 'system' ? (/^de\b/i.test(locale) ? 'de' : 'en') : setting;
