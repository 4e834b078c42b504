import { fill } from '../../main/core/i18n/translate.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { language } from './index.ts';

/** The words about the file of settings. They are not among the others, because the start of the window needs none. */
const german = {
  title: 'Einstellungen mitnehmen',
  help: 'Speichere die Einstellungen dieses PCs in einer Datei und lade sie an einem anderen: auch die Alarm-Unterhaltungen, wenn dort dasselbe Konto oder eines in denselben Unterhaltungen angemeldet ist. Passwörter und die PIN sind nicht dabei.',
  save: 'Speichern …',
  load: 'Laden …',
  saved: 'Gespeichert.',
  loaded: 'Übernommen. Einstellungen: {count}, Alarm-Unterhaltungen: {alarms}.',
  left: 'Nicht übernommen, weil es hier nicht passt oder festgelegt ist: {left}.',
  missing:
    'Alarm-Unterhaltungen, die kein Konto hier hat: {missing}. Sie läuten hier nicht. Melde ein Konto an, das in ihnen ist, und lade die Datei noch einmal.',
  settingsUnsaved:
    'Die Einstellungen ließen sich nicht speichern und gelten nur bis zum Beenden. Prüfe, ob noch Speicherplatz frei ist, und lade die Datei noch einmal.',
  alarmsUnsaved:
    'Diese Alarm-Unterhaltungen ließen sich nicht speichern und läuten nur bis zum Beenden: {names}. Prüfe, ob noch Speicherplatz frei ist, und lade die Datei noch einmal.',
  undo: 'Rückgängig',
  undone: 'Alles ist wieder wie vor dem Laden.',
};
const english: typeof german = {
  title: 'Take your settings along',
  help: 'Save the settings of this PC to a file and load them on another one: alarm conversations too, if the same account or one in the same conversations is signed in there. Passwords and the PIN stay here.',
  save: 'Save…',
  load: 'Load…',
  saved: 'Saved.',
  loaded: 'Taken over. Settings: {count}, alarm conversations: {alarms}.',
  left: 'Not taken over, because it does not fit here or is locked: {left}.',
  missing:
    'Alarm conversations that no account here has: {missing}. They do not ring here. Sign in with an account that is in them, and load the file again.',
  settingsUnsaved:
    'The settings could not be saved and last only until you quit. Check for free disk space, and load the file again.',
  alarmsUnsaved:
    'These alarm conversations could not be saved and ring only until you quit: {names}. Check for free disk space, and load the file again.',
  undo: 'Undo',
  undone: 'Everything is as it was before.',
};

export const transferWords: Record<Language, typeof german> = { de: german, en: english };

/** Returns one of these texts in the window's language. Reactive. */
export const say = (key: keyof typeof german, values: Partial<Record<string, string | number>> = {}): string =>
  fill(transferWords[language()][key], values, language());
