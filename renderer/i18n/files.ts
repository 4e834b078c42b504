import { fill } from '../../main/core/i18n/translate.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { language } from './index.ts';

/** The words about files on their way: in a chunk of their own, because the start never needs them. */
export const de = {
  title: 'Dateien',
  drop: 'An „{name}“ senden',
  one: 'eine Datei',
  more: '{file} und {count} weitere',
  to: 'An {name}',
  from: 'Aus {name}',
  caption: 'Text zur Datei',
  captionHint: 'Text dazu (wenn du magst)',
  send: 'Senden',
  moving: 'Wird gesendet: {done} von {size}',
  loading: 'Wird geladen: {done} von {size}',
  loadingSome: 'Wird geladen: {done}',
  waiting: 'Keine Verbindung. Talkmelder macht weiter, sobald es geht.',
  paused: 'Angehalten bei {done} von {size}',
  sharing: 'Wird geteilt …',
  pause: '{file} anhalten',
  resume: '{file} weiter senden',
  retryNow: '{file} jetzt versuchen',
  retry: 'Noch einmal',
  cancel: '{file} abbrechen',
  dismiss: '{file} nicht senden',
  offered: '{file} für {name}: Schreib Text dazu oder sende mit der Eingabetaste.',
  failed: '{file} wurde nicht gesendet. {why}',
  saved: 'Die Datei ist gespeichert.',
};

export const en: Record<keyof typeof de, string> = {
  title: 'Files',
  drop: 'Send to “{name}”',
  one: 'one file',
  more: '{file} and {count} more',
  to: 'To {name}',
  from: 'From {name}',
  caption: 'Text with the file',
  captionHint: 'Add a text (if you like)',
  send: 'Send',
  moving: 'Sending: {done} of {size}',
  loading: 'Loading: {done} of {size}',
  loadingSome: 'Loading: {done}',
  waiting: 'No connection. Talkmelder goes on as soon as it can.',
  paused: 'Paused at {done} of {size}',
  sharing: 'Sharing…',
  pause: 'Pause {file}',
  resume: 'Go on sending {file}',
  retryNow: 'Try {file} now',
  retry: 'Try again',
  cancel: 'Cancel {file}',
  dismiss: 'Do not send {file}',
  offered: '{file} for {name}: add a text, or press Enter to send.',
  failed: '{file} was not sent. {why}',
  saved: 'The file is saved.',
};

const words: Record<Language, typeof en> = { de, en };

/** Returns a sentence in the window's language with its placeholders filled. Reactive. */
export const w = (key: keyof typeof de, values: Record<string, string | number> = {}): string =>
  fill(words[language()][key], values, language());

/** "4,9 MB" */
export const sizeText = (bytes: number): string => {
  const [divisor, unit] = bytes < 999_500 ? [1e3, 'kB'] : bytes < 999_500_000 ? [1e6, 'MB'] : [1e9, 'GB'];
  const digits = { maximumFractionDigits: divisor === 1e3 ? 0 : 1 };
  const shown = bytes > 0 ? Math.max(bytes / divisor, 1 / 1e3) : 0;
  return `${(divisor === 1e3 ? Math.ceil(shown) : shown).toLocaleString(language(), digits)}\u00a0${unit}`;
};
