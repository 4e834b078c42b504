import type { Language } from '../../main/core/model/settings.ts';

/** British English, with 24 hours. */
const locales: Record<Language, string> = { de: 'de', en: 'en-GB' };

/**
 * Returns when a pause ends, in few words: "14:30", on another day "So. 08:00".
 * @param until milliseconds since 1970
 * @param now the same
 */
export const pauseEndText = (until: number, now: number, speaking: Language): string => {
  const locale = locales[speaking];
  const time = new Date(until).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  if (new Date(until).toDateString() === new Date(now).toDateString()) return time;
  return `${new Date(until).toLocaleDateString(locale, { weekday: 'short' })} ${time}`;
};
