import { fill } from '../../main/core/i18n/translate.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { language } from './index.ts';

/** The words about updates. They are not among the others, because the start of the window needs none of them. */
const german = {
  title: 'Aktualisierung',
  running: 'Talkmelder {version}',
  'off.policy': 'Deine Administration hat Aktualisierungen ausgeschaltet.',
  'off.package': 'Neue Versionen kommen über die Paketverwaltung oder die Softwareverteilung dieses PCs.',
  'off.no-feed':
    'Diese Fassung weiß nicht, woher neue Versionen kommen. Hol sie dir selbst dort, wo du Talkmelder herhast.',
  'off.unsigned':
    'Diese Fassung ist nicht signiert. Talkmelder könnte deshalb nicht prüfen, ob eine neue Version echt ist, und lädt keine. Hol sie dir selbst dort, wo du Talkmelder herhast.',
  'off.development': 'Talkmelder läuft hier aus dem Quelltext und wird auch dort aktualisiert.',
  'mode.auto': 'Neue Versionen kommen von selbst und werden beim Beenden installiert.',
  'mode.notify': 'Talkmelder sucht einmal am Tag. Geladen wird eine neue Version erst, wenn du das willst.',
  'mode.tell': 'Talkmelder sucht einmal am Tag und sagt hier, wenn es etwas Neues gibt.',
  never: 'Noch nicht gesucht',
  latest: 'Talkmelder ist aktuell',
  looked: 'Zuletzt gesucht: {age}',
  looking: 'Suche nach einer neuen Version',
  'offered.app': 'Version {version} ist da',
  'offered.user': 'Version {version} ist da. Lade sie herunter und ersetze damit den Ordner von Talkmelder.',
  'offered.administrator': 'Version {version} ist da. Installieren kann sie deine Administration.',
  downloading: 'Version {version} wird geladen',
  ready: 'Version {version} ist bereit und wird beim Beenden installiert',
  installing: 'Talkmelder startet gleich neu',
  look: 'Jetzt suchen',
  get: 'Herunterladen',
  install: 'Neu starten und aktualisieren',
  page: 'Zur Seite mit den Versionen',
  notes: 'Neu in Version {version}',
  news: 'Neu in dieser Version',
  'fault.unreachable': 'Die neue Version war nicht erreichbar. Talkmelder versucht es später noch einmal.',
  'fault.redirected':
    'Die Antwort führt zu einem fremden Server. Es wurde nichts geladen. Bitte frag deine Administration.',
  'fault.unreadable':
    'Die Antwort war keine Liste von Versionen. Vielleicht verlangt dieses Netzwerk eine Anmeldung. Es wurde nichts geladen.',
  'fault.too-large': 'Die Datei war größer als angekündigt und wurde verworfen.',
  'fault.damaged': 'Die Datei war beschädigt und wurde verworfen. Talkmelder versucht es später noch einmal.',
  'fault.unsigned':
    'Die Datei ist nicht von den Herausgebern dieser Fassung signiert und wurde verworfen. Bitte sag deiner Administration Bescheid.',
  'fault.not-stored': 'Die Datei ließ sich auf diesem PC nicht speichern. Bitte prüfe, ob noch Speicherplatz frei ist.',
  'fault.not-installed':
    'Die neue Version ließ sich nicht installieren, und die alte läuft weiter. Bitte sag deiner Administration Bescheid.',
  'line.offered': 'Version {version} ist da.',
  'line.ready': 'Version {version} ist bereit.',
  'line.news': 'Aktualisiert auf Version {version}.',
  'line.look': 'Ansehen',
  'line.restart': 'Neu starten',
  'line.notes': 'Was ist neu?',
  'line.seen': 'Verstanden',
};

const english: typeof german = {
  title: 'Updates',
  running: 'Talkmelder {version}',
  'off.policy': 'Your administrator has switched updates off.',
  'off.package': 'New versions come from the package manager or the software distribution of this PC.',
  'off.no-feed':
    'This build does not know where new versions come from. Get them yourself, from where you got Talkmelder.',
  'off.unsigned':
    'This build is not signed. Talkmelder could not check that a new version is genuine, so it downloads none. Get it yourself, from where you got Talkmelder.',
  'off.development': 'Talkmelder runs from its source here, and is updated there.',
  'mode.auto': 'New versions come by themselves, and are installed when you quit.',
  'mode.notify': 'Talkmelder looks once a day. It downloads a new version only when you want it.',
  'mode.tell': 'Talkmelder looks once a day, and says here when there is something new.',
  never: 'Not looked for yet',
  latest: 'Talkmelder is up to date',
  looked: 'Last looked: {age}',
  looking: 'Looking for a new version',
  'offered.app': 'Version {version} is available',
  'offered.user': 'Version {version} is available. Download it, and replace the folder of Talkmelder with it.',
  'offered.administrator': 'Version {version} is available. Your administrator can install it.',
  downloading: 'Downloading version {version}',
  ready: 'Version {version} is ready, and is installed when you quit',
  installing: 'Talkmelder is about to restart',
  look: 'Look now',
  get: 'Download',
  install: 'Restart and update',
  page: 'Open the page with the versions',
  notes: 'New in version {version}',
  news: 'New in this version',
  'fault.unreachable': 'The new version could not be reached. Talkmelder tries again later.',
  'fault.redirected': 'The answer leads to another server. Nothing was downloaded. Please ask your administrator.',
  'fault.unreadable':
    'The answer was no list of versions. Perhaps this network wants you to sign in. Nothing was downloaded.',
  'fault.too-large': 'The file was larger than announced, and was discarded.',
  'fault.damaged': 'The file was damaged, and was discarded. Talkmelder tries again later.',
  'fault.unsigned':
    'The file is not signed by the publishers of this build, and was discarded. Please tell your administrator.',
  'fault.not-stored': 'The file could not be saved on this PC. Please check whether there is free space.',
  'fault.not-installed':
    'The new version could not be installed, and the old one goes on. Please tell your administrator.',
  'line.offered': 'Version {version} is available.',
  'line.ready': 'Version {version} is ready.',
  'line.news': 'Updated to version {version}.',
  'line.look': 'Show',
  'line.restart': 'Restart',
  'line.notes': 'What is new?',
  'line.seen': 'OK',
};

export const updateWords: Record<Language, typeof german> = { de: german, en: english };

/** Returns a sentence about updates in the window's language. Reactive. */
export const u = (key: keyof typeof german, values: Partial<Record<string, string | number>> = {}): string =>
  fill(updateWords[language()][key], values, language());
