import { fill } from '../../main/core/i18n/translate.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { language } from './index.ts';

/** The words of the other apps, which most users never see, so they are not among the start's words. */
export const de = {
  title: 'Außerdem',
  mail: 'Mail',
  news: 'News',
  widgets: 'Übersichten',
  open: '{name} im Browser öffnen',
  line: '{name}, {count}: {newest}',
  lineAlone: '{name}, {count}',
  stale: 'nicht aktuell',
  failed: 'gerade nicht erreichbar',
  'people.title': 'Personen',
  'people.one': 'Eine Person gefunden',
  'people.several': '{count} Personen gefunden',
  'people.failed': 'Personen lassen sich gerade nicht suchen. Versuche es später noch einmal.',
  'people.open': 'Unterhaltung mit {name} im Browser öffnen',
  'people.user': 'in dieser Nextcloud',
  'people.contact': 'aus deinem Adressbuch',
  'people.copy': '{name}: kopieren',
  'people.copied': 'Kopiert',
  'people.online': 'Online',
  'people.away': 'Abwesend',
  'people.dnd': 'Nicht stören',
  'setting.mail': 'Ungelesene Mails',
  'setting.mail.help': 'Zeigt unter der Liste, wie viele es sind und von wem die neueste ist.',
  'setting.news': 'Ungelesene Artikel in News',
  'setting.news.help': 'Zeigt unter der Liste, wie viele es sind, und den neuesten.',
  'setting.people': 'Personen in der Suche',
  'setting.people.help':
    'Die Suche findet auch Personen dieser Nextcloud und deiner Adressbücher. Was du suchst, geht an den Server.',
  'setting.widgets': 'Übersichten vom Dashboard',
  'setting.widgets.help': 'Zeigt unter der Liste, was in den Übersichten steht, die du auswählst.',
  'setting.widget.help': 'Eine Zeile unter der Liste.',
  'setting.missing': 'Auf deinem Server gibt es das nicht.',
  'setting.quiet': 'Sie werden nur gefragt, solange du das Fenster siehst, und benachrichtigen nicht.',
} as const;

type Key = keyof typeof de;

export const en: Record<Key, string> = {
  title: 'Also',
  mail: 'Mail',
  news: 'News',
  widgets: 'Widgets',
  open: 'Open {name} in the browser',
  line: '{name}, {count}: {newest}',
  lineAlone: '{name}, {count}',
  stale: 'not up to date',
  failed: 'cannot be reached right now',
  'people.title': 'People',
  'people.one': 'Found one person',
  'people.several': 'Found {count} people',
  'people.failed': 'People cannot be searched right now. Try again later.',
  'people.open': 'Open the conversation with {name} in the browser',
  'people.user': 'in this Nextcloud',
  'people.contact': 'from your address book',
  'people.copy': '{name}: copy',
  'people.copied': 'Copied',
  'people.online': 'Online',
  'people.away': 'Away',
  'people.dnd': 'Do not disturb',
  'setting.mail': 'Unread mail',
  'setting.mail.help': 'Shows below the list how many there are, and who sent the newest.',
  'setting.news': 'Unread articles in News',
  'setting.news.help': 'Shows below the list how many there are, and the newest.',
  'setting.people': 'People in the search',
  'setting.people.help':
    'The search also finds people of this Nextcloud and of your address books. What you search for is sent to the server.',
  'setting.widgets': 'Widgets of the dashboard',
  'setting.widgets.help': 'Shows below the list what the widgets contain that you choose.',
  'setting.widget.help': 'One line below the list.',
  'setting.missing': 'Your server does not have this.',
  'setting.quiet': 'They are asked only while you see the window, and they do not notify.',
};

const words: Record<Language, Record<Key, string>> = { de, en };

/** Returns a sentence in the window's language with its placeholders filled. Reactive. */
export const say = (key: Key, values: Record<string, string | number> = {}): string =>
  fill(words[language()][key], values, language());
