import type * as v from 'valibot';
import type {
  AlarmEntry,
  AlarmWatchEntry,
  DefaultSettings,
  PolicyDocument,
  UpdatesEntry,
} from '../../main/core/settings/policy-schema.ts';

/**
 * What administrators read about an entry of the policy. `title` names it in the editor of group policies, `text` says
 * what it does, in docs/, in editors of JSON and in group policies. Both are plain text; code stands in backticks.
 */
export interface Words {
  title: string;
  text: string;
}
export type Language = 'de' | 'en';
type Both = Record<Language, Words>;

/** Leaves out where a guide says more, for readers who see no guide. */
export const withoutReference = (text: string): string => text.replace(/; (?:see below|siehe unten)\.$/, '.');

type KeyOf<T extends v.ObjectEntries> = Extract<keyof T, string>;

/**
 * The keys of the policy. A new key of main/core/settings/policy-schema.ts needs its words here; then `npm run policy`
 * writes everything else.
 */
export const KEYS = {
  server: {
    de: { title: 'Server', text: 'Diese Adresse steht schon im Adressfeld.' },
    en: { title: 'Server', text: 'The initial text of the address field.' },
  },
  allowedServers: {
    de: {
      title: 'Erlaubte Server',
      text: 'Nur an diesen Servern kann man sich anmelden, und Konten auf anderen ruhen. `https://example.org/nextcloud` schließt alles darunter ein.',
    },
    en: {
      title: 'Allowed servers',
      text: 'Users cannot sign in elsewhere, and accounts on other servers are no longer used. `https://example.org/nextcloud` includes everything below it.',
    },
  },
  defaults: {
    de: { title: 'Vorschläge', text: 'Einstellungen, die gelten, bis jemand etwas anderes wählt.' },
    en: { title: 'Defaults', text: 'Settings that apply until the user chooses something else.' },
  },
  locked: {
    de: {
      title: 'Festgelegte Einstellungen',
      text: 'Einstellungen, die niemand ändern kann. Das Fenster zeigt sie mit einem Schloss: „Von deiner Administration festgelegt.“',
    },
    en: {
      title: 'Locked settings',
      text: 'Settings that apply whatever the user has chosen. The window shows them with a lock: “Set by your administrator”.',
    },
  },
  alarms: {
    de: { title: 'Alarm-Unterhaltungen', text: 'Unterhaltungen, deren Nachrichten Alarme sind; siehe unten.' },
    en: { title: 'Alarm conversations', text: 'Conversations whose messages are alarms; see below.' },
  },
  alarmLane: {
    de: {
      title: 'Ständige Anfrage nach Alarmen',
      text: '`longpoll`: Eine Anfrage wartet immer am Server auf die nächste Nachricht der einzigen Alarm-Unterhaltung. Nur für eigene Server ohne Push; siehe unten.',
    },
    en: {
      title: 'A request that waits for alarms',
      text: '`longpoll`: one request always waits at the server for the next message of the only alarm conversation. Only for servers of your own without push; see below.',
    },
  },
  alarmWatch: {
    de: { title: 'Überwachung der Alarme', text: 'Wie Talkmelder prüft, ob Alarme ankämen; siehe unten.' },
    en: { title: 'Watching over alarms', text: 'How Talkmelder watches whether alarms could be heard; see below.' },
  },
  stationPin: {
    de: {
      title: 'PIN des Stationsmodus',
      text: 'Was `talkmelder --hash-pin` ausgibt, oder `reset`: Dann gilt keine PIN, und die dieses PCs wird vergessen.',
    },
    en: {
      title: 'PIN of station mode',
      text: 'What `talkmelder --hash-pin` prints, or `reset`: no PIN applies, and the PIN of this computer is forgotten.',
    },
  },
  caFile: {
    de: {
      title: 'Eigene Zertifizierungsstelle',
      text: 'Der volle Pfad einer PEM-Datei mit Zertifikaten, denen außer denen des Systems vertraut wird.',
    },
    en: {
      title: 'Own certificate authority',
      text: 'Absolute path of a PEM file with certificates that are trusted besides the operating system’s.',
    },
  },
  files: {
    de: { title: 'Dateien', text: '`off`: Niemand kann Dateien senden oder herunterladen.' },
    en: { title: 'Files', text: '`off`: Talkmelder sends no files to conversations and saves none of messages.' },
  },
  alarmSoundFile: {
    de: {
      title: 'Eigener Alarmton',
      text: 'Der volle Pfad eines Tons (WAV, MP3, Ogg, Opus, FLAC oder M4A, bis 100 MB) in Stelle von Gong, Melder und Sirene. Lässt er sich nicht spielen, spielen sie.',
    },
    en: {
      title: 'Own alarm sound',
      text: 'Absolute path of a sound for alarms (WAV, MP3, Ogg, Opus, FLAC or M4A, up to 100 MB), which replaces the gong, the pager and the siren. If it cannot be played, they play.',
    },
  },
  updates: {
    de: { title: 'Aktualisierungen', text: 'Wie neue Versionen von Talkmelder kommen; siehe unten.' },
    en: { title: 'Updates', text: 'How newer versions of Talkmelder come; see below.' },
  },
  pinSha256: {
    de: {
      title: 'Öffentliche Schlüssel der Server',
      text: 'Nur Server mit einem dieser öffentlichen Schlüssel (SHA-256, Base64) zählen; siehe unten.',
    },
    en: {
      title: 'Public keys of servers',
      text: 'SHA-256 (base64) of the public keys that servers may have; see below.',
    },
  },
} satisfies Record<Exclude<KeyOf<typeof PolicyDocument.entries>, '$schema'>, Both>;

/** The settings, below `defaults` and `locked`. */
export const SETTINGS = {
  language: {
    de: {
      title: 'Sprache',
      text: 'Sprache von Fenster, Symbol und Benachrichtigungen. `system` folgt dem Betriebssystem.',
    },
    en: {
      title: 'Language',
      text: 'Language of window, tray and notifications. `system` follows the operating system.',
    },
  },
  theme: {
    de: { title: 'Hell oder dunkel', text: 'Hell oder dunkel. `system` folgt dem Betriebssystem.' },
    en: { title: 'Light or dark', text: 'Light or dark. `system` follows the operating system.' },
  },
  trayIcon: {
    de: { title: 'Symbol', text: 'Das Symbol neben der Uhr. `system`: farbig, unter macOS wie die anderen dort.' },
    en: { title: 'Tray icon', text: 'The tray icon. `system`: coloured, and a template image on macOS.' },
  },
  autostart: {
    de: { title: 'Mit der Sitzung starten', text: 'Talkmelder startet, wenn sich jemand am PC anmeldet.' },
    en: { title: 'Start with the session', text: 'Talkmelder starts with each user’s session.' },
  },
  notify: {
    de: {
      title: 'Wovon eine Benachrichtigung kommt',
      text: '`all`: von jeder Nachricht; `talk`: wie in Talk eingestellt; `mentions`: von direkten Nachrichten und Erwähnungen; `off`: von keiner.',
    },
    en: {
      title: 'What raises a notification',
      text: '`all`: every message; `talk`: as set in Talk; `mentions`: direct messages and mentions; `off`: nothing.',
    },
  },
  sound: {
    de: { title: 'Ton', text: 'Benachrichtigungen machen einen Ton.' },
    en: { title: 'Sound', text: 'Notifications make a sound.' },
  },
  previewText: {
    de: {
      title: 'Nachrichtentext',
      text: 'Benachrichtigungen zeigen den Text, sonst nur die Unterhaltung. Lege `false` fest, wo Fremde den Bildschirm sehen.',
    },
    en: {
      title: 'Message text',
      text: 'Notifications show the text, otherwise only the conversation. Lock it to `false` on screens that strangers can see.',
    },
  },
  textWhenLocked: {
    de: {
      title: 'Text bei gesperrtem Bildschirm',
      text: 'Dasselbe, solange der Bildschirm gesperrt ist; siehe unten.',
    },
    en: { title: 'Text on a locked screen', text: 'The same while the screen is locked; see below.' },
  },
  ringCalls: {
    de: {
      title: 'Anrufe klingeln',
      text: 'Anrufe von Unterhaltungen zu zweit klingeln bis zu 45 Sekunden mit einer kleinen Karte und einem Ton. `false`: Eine Benachrichtigung meldet sie, wie überall unter Wayland.',
    },
    en: {
      title: 'Calls ring',
      text: 'Calls of one-to-one conversations ring with a small card and a tone, up to 45 seconds. `false`: a notification announces them, as everywhere on Wayland.',
    },
  },
  ringGroupCalls: {
    de: {
      title: 'Auch Anrufe von Gruppen klingeln',
      text: 'Anrufe von Gruppen klingeln ebenso, solange `ringCalls` an ist.',
    },
    en: { title: 'Group calls ring as well', text: 'Calls of groups ring as well, while `ringCalls` is on.' },
  },
  quietHours: {
    de: { title: 'Ruhezeiten', text: 'Zeiten, in denen nichts klingelt; siehe unten.' },
    en: { title: 'Quiet hours', text: 'Hours in which nothing rings; see below.' },
  },
  compact: {
    de: { title: 'Unterhaltungen im Fenster', text: 'Wie viele Unterhaltungen das Fenster zuerst zeigt.' },
    en: { title: 'Conversations in the window', text: 'How many conversations the window shows at first.' },
  },
  pollSeconds: {
    de: { title: 'Nach Neuem fragen', text: 'Sekunden zwischen zwei Anfragen an einen Server ohne Push.' },
    en: { title: 'Ask for news', text: 'Seconds between two requests to a server without push.' },
  },
  hideOnBlur: {
    de: {
      title: 'Fenster schließt sich von selbst',
      text: 'Das Fenster verschwindet, wenn ein anderes nach vorn kommt. `false`: Es bleibt, wie mit „Fenster offen lassen“ im Menü ⋮.',
    },
    en: {
      title: 'Window closes by itself',
      text: 'The window hides when another window gets the focus. `false`: it stays open, as with “Keep window open” in the menu ⋮.',
    },
  },
  textSize: {
    de: { title: 'Textgröße', text: 'Größe des Fensters und seines Textes, in Prozent.' },
    en: { title: 'Text size', text: 'Size of the window and its text, in percent.' },
  },
  alarmSound: {
    de: { title: 'Alarmton', text: 'Der Ton der Alarme.' },
    en: { title: 'Alarm sound', text: 'The sound of alarms.' },
  },
  alarmOutput: {
    de: {
      title: 'Lautsprecher für Alarme',
      text: 'Der Name des Lautsprechers für Alarme, wie ihn die Einstellungen zeigen; leer: der des Systems.',
    },
    en: {
      title: 'Loudspeaker for alarms',
      text: 'The name of the loudspeaker that plays alarms, as the settings show it; empty: the system’s.',
    },
  },
  alarmRingMinutes: {
    de: { title: 'Wie lange ein Alarm läutet', text: 'Wie viele Minuten ein Alarm zuerst läutet.' },
    en: { title: 'How long an alarm rings', text: 'For how many minutes an alarm rings at first.' },
  },
  alarmAgainMinutes: {
    de: {
      title: 'Wann ein Alarm wieder läutet',
      text: 'Nach wie vielen Minuten er wieder läutet, jeweils eine Minute lang.',
    },
    en: { title: 'When an alarm rings again', text: 'After how many minutes it rings again, each time for a minute.' },
  },
  alarmHours: {
    de: { title: 'Wann ein Alarm verpasst ist', text: 'Nach wie vielen Stunden er schweigt und als verpasst gilt.' },
    en: { title: 'When an alarm is missed', text: 'After how many hours it is silent and counts as missed.' },
  },
  alarmReadElsewhere: {
    de: {
      title: 'Anderswo gelesen bestätigt',
      text: 'Wird ein Alarm auf einem anderen Gerät gelesen, ist er bestätigt. Ein offener Browser liest von selbst, auch wenn kein Mensch hinsieht.',
    },
    en: {
      title: 'Read elsewhere acknowledges',
      text: 'Reading an alarm on another device acknowledges it. An open browser tab reads by itself, although perhaps no person has seen it.',
    },
  },
  alarmText: {
    de: {
      title: 'Text der Alarme',
      text: 'Karte, Fenster und Benachrichtigungen zeigen den Text von Alarmen, sonst nur Unterhaltung und Absender.',
    },
    en: {
      title: 'Text of alarms',
      text: 'Card, window and notifications show the text of alarms, otherwise only conversation and sender.',
    },
  },
  alarmReaction: {
    de: {
      title: 'Reaktion beim Bestätigen',
      text: 'Wer einen Alarm bestätigt, fügt diese Reaktion hinzu. Andere PCs desselben Kontos nehmen ihn dann auch als bestätigt.',
    },
    en: {
      title: 'Reaction when acknowledging',
      text: 'Acknowledging an alarm adds this reaction. The account’s other PCs take it as acknowledged, too.',
    },
  },
  alarmLine: {
    de: {
      title: 'Zeile beim Bestätigen',
      text: 'Eine Zeile wie `Wache 1: gesehen`, die beim Bestätigen geschrieben wird, ohne jemanden zu stören; leer: keine. Nur eine Vorgabe kann sie setzen.',
    },
    en: {
      title: 'Line when acknowledging',
      text: 'A line such as `Wache 1: gesehen` that acknowledging posts, silently, so that it rings nowhere; empty: none. Only a policy can set it.',
    },
  },
  alarmLog: {
    de: {
      title: 'Alarmprotokoll',
      text: 'Die letzten 50 Alarme bleiben 30 Tage, ohne Texte und Personen. `false` löscht auch, was schon da ist.',
    },
    en: {
      title: 'Alarm log',
      text: 'The last 50 alarms are kept for 30 days, without texts and persons. `false` also erases what was kept.',
    },
  },
  weeklyProbe: {
    de: { title: 'Wöchentlicher Probealarm', text: 'Der wöchentliche Probealarm; `alarmWatch.probe` legt ihn fest.' },
    en: { title: 'Weekly test alarm', text: 'The weekly test alarm; `alarmWatch.probe` locks it.' },
  },
  wallAtStart: {
    de: { title: 'Wandanzeige beim Start', text: 'Die Wandanzeige öffnet sich, wenn Talkmelder startet; siehe unten.' },
    en: { title: 'Wall display at the start', text: 'The wall display opens when Talkmelder starts; see below.' },
  },
  wallText: {
    de: {
      title: 'Text auf der Wandanzeige',
      text: 'Die Wandanzeige zeigt den Text von Nachrichten, und Benachrichtigungen tun es, solange sie läuft. Auch Besucher lesen ihn.',
    },
    en: {
      title: 'Text on the wall display',
      text: 'The wall display shows the text of messages, and so do notifications while it is on. Visitors read it, too.',
    },
  },
  wallAwake: {
    de: {
      title: 'Wandanzeige bleibt wach',
      text: 'Der Bildschirm schläft nicht ein, solange er die Wandanzeige zeigt.',
    },
    en: { title: 'Wall display stays awake', text: 'The screen does not sleep while it shows the wall display.' },
  },
  station: {
    de: {
      title: 'Stationsmodus',
      text: 'Ein PC, den sich mehrere teilen: Talkmelder startet mit der Sitzung und nach einem Absturz, verbirgt Texte, solange niemand da ist, lässt den Bildschirm an und fragt nach der PIN; siehe unten.',
    },
    en: {
      title: 'Station mode',
      text: 'A PC that several people share: Talkmelder starts with the session and again after a crash, hides texts while no person is there, keeps the screen on, and asks for the PIN; see below.',
    },
  },
  displayHours: {
    de: { title: 'Bildschirm an', text: 'Wann der Stationsmodus den Bildschirm an lässt, geschrieben wie Ruhezeiten.' },
    en: { title: 'Screen on', text: 'When station mode keeps the screen on, written like quiet hours.' },
  },
  openWith: {
    de: { title: 'Browser', text: 'Der Browser, der Unterhaltungen öffnet.' },
    en: { title: 'Browser', text: 'The browser that opens conversations.' },
  },
  shortcut: {
    de: { title: 'Tastenkürzel', text: 'Tasten, die das Fenster von überall zeigen.' },
    en: { title: 'Shortcut', text: 'Keys that show the window from anywhere.' },
  },
  widgets: {
    de: {
      title: 'Kacheln der Startseite',
      text: 'Kennungen der Kacheln, die das Fenster zeigt, zum Beispiel `["notes", "activity"]`; braucht `"widgets"` in `companions`.',
    },
    en: {
      title: 'Dashboard widgets',
      text: 'Ids of the widgets that the window shows, for example `["notes", "activity"]`; needs `"widgets"` in `companions`.',
    },
  },
  companions: {
    de: {
      title: 'Andere Apps der Nextcloud',
      text: 'Die anderen Apps der Nextcloud, die das Fenster zeigt. Alle übrigen werden nicht gefragt.',
    },
    en: {
      title: 'Other apps of the Nextcloud',
      text: 'The other apps of the Nextcloud that the window shows. All others are not asked anything.',
    },
  },
  companionNotifications: {
    de: {
      title: 'Benachrichtigungen anderer Apps',
      text: 'Welche davon auch benachrichtigen, wenn etwas neu ist; sie werden dann alle 15 Minuten gefragt, auch solange das Fenster verborgen ist. Braucht dieselbe App in `companions`.',
    },
    en: {
      title: 'Notifications of other apps',
      text: 'Which of them also notify of something new; these are then asked every 15 minutes, also while the window is hidden. Needs the same app in `companions`.',
    },
  },
  filter: {
    de: { title: 'Filter der Liste', text: 'Welche Unterhaltungen die Liste zeigt.' },
    en: { title: 'Filter of the list', text: 'Which conversations the list shows.' },
  },
} satisfies Record<KeyOf<typeof DefaultSettings.entries>, Both>;

/** What stands inside other keys. */
export const INNER: Record<string, Record<string, Both>> = {
  alarms: {
    server: {
      de: { title: 'Server', text: 'Die Adresse des Servers; fehlt sie: jeder Server mit einer solchen Unterhaltung.' },
      en: { title: 'Server', text: 'The server’s address; missing: each server with such a conversation.' },
    },
    conversation: {
      de: { title: 'Unterhaltung', text: 'Das Ende des Links der Unterhaltung (ihr Token), oder ihr genauer Name.' },
      en: { title: 'Conversation', text: 'The token, which is the end of the conversation’s link, or the exact name.' },
    },
    keywords: {
      de: {
        title: 'Stichwörter',
        text: 'Bis zu 50 Wörter oder Wendungen: Nur Nachrichten, die eines davon als ganzes Wort enthalten, sind Alarme. Groß, klein, Umlaute und ß sind gleich, und „B 3“ ist „B3“.',
      },
      en: {
        title: 'Keywords',
        text: 'Up to 50 words or phrases; only messages with one of them as whole words are alarms. Capitals, umlauts and ß make no difference, and “B 3” is “B3”.',
      },
    },
    senders: {
      de: {
        title: 'Absender',
        text: 'Bis zu 50 Absender, von denen Alarme kommen: `users/max`, `bots/bot-5d2f`, `federated_users/max@cloud.example.org`, `guests/…`; ohne Art die Kennung eines Benutzers, eines Bots oder eines Menschen auf einem anderen Server.',
      },
      en: {
        title: 'Senders',
        text: 'Up to 50 authors; only their messages are alarms: `users/max`, `bots/bot-5d2f`, `federated_users/max@cloud.example.org`, `guests/…`; without a type, the id of a user, a bot or a federated user.',
      },
    },
    locked: {
      de: { title: 'Festgelegt', text: '`true`: Niemand kann sie am PC ändern oder beenden.' },
      en: { title: 'Locked', text: '`true`: users can neither change nor end it; otherwise they can, on their PC.' },
    },
  } satisfies Record<KeyOf<typeof AlarmEntry.entries>, Both>,
  alarmWatch: {
    blindAfterMinutes: {
      de: { title: 'Warnen nach', text: 'Nach wie vielen Minuten ohne Antwort des Servers Talkmelder warnt; sonst 5.' },
      en: {
        title: 'Warn after',
        text: 'Minutes without an answer of the server after which Talkmelder warns; usually 5.',
      },
    },
    toneInQuietHours: {
      de: { title: 'Warnton auch in Ruhezeiten', text: 'Die Warnung klingt, was auch immer eingestellt ist.' },
      en: { title: 'Sound in quiet hours', text: 'The warning sounds whatever the settings are.' },
    },
    probe: {
      de: {
        title: 'Wöchentlicher Probealarm',
        text: 'Wann jede Woche von selbst ein Probealarm kommt, den niemand am PC verstellen kann: `{ "day": "sat", "time": "12:00" }`.',
      },
      en: {
        title: 'Weekly test alarm',
        text: 'When each week the test is made by itself, which the user cannot change: `{ "day": "sat", "time": "12:00" }`.',
      },
    },
    report: {
      de: {
        title: 'Wer das Ergebnis erfährt',
        text: 'Die Unterhaltung, mit Token oder eindeutigem Namen, die das Ergebnis erfährt: „Wache 1: Probealarm 0,8 s“.',
      },
      en: {
        title: 'Where the result goes',
        text: 'A conversation, by token or unambiguous name, that is told the result: “Wache 1: Probealarm 0,8 s”.',
      },
    },
    name: {
      de: { title: 'Name des PCs', text: 'Wie dieser PC dort heißt; fehlt er: sein Name im Netz.' },
      en: { title: 'Name of the PC', text: 'What this PC is called there; missing: its name in the network.' },
    },
  } satisfies Record<KeyOf<typeof AlarmWatchEntry.entries>, Both>,
  updates: {
    mode: {
      de: {
        title: 'Weise',
        text: '`notify`, wie ohne Vorgabe: Eine Zeile im Fenster sagt es, und der Benutzer installiert. `auto`: Sie kommen von selbst. `off`: Talkmelder sucht nicht.',
      },
      en: {
        title: 'Mode',
        text: '`notify`, as without a policy: one line in the window tells of it, and the user installs it. `auto`: they come by themselves. `off`: Talkmelder does not look.',
      },
    },
    url: {
      de: {
        title: 'Eigener Ordner',
        text: 'Die https-Adresse eines Ordners mit den Dateien einer Version, statt des Orts, den das Paket nennt.',
      },
      en: {
        title: 'Folder of your own',
        text: 'Updates come from this folder, an https address with the files of a release, and not from the folder of the build.',
      },
    },
  } satisfies Record<KeyOf<typeof UpdatesEntry.entries>, Both>,
};

/** The fields of a value that is an object, in the editor of group policies. */
export const FIELDS: Record<string, Record<Language, string>> = {
  on: { de: 'Eingeschaltet', en: 'On' },
  days: { de: 'Tage (mon, tue, wed, thu, fri, sat, sun)', en: 'Days (mon, tue, wed, thu, fri, sat, sun)' },
  from: { de: 'Von (22:00)', en: 'From (22:00)' },
  to: { de: 'Bis (06:00)', en: 'To (06:00)' },
  day: { de: 'Tag', en: 'Day' },
  time: { de: 'Uhrzeit (12:00)', en: 'Time (12:00)' },
};

/** What the editor of group policies shows for a value; others stand for themselves. */
export const OPTIONS: Record<string, Record<Language, string>> = {
  system: { de: 'Wie das System', en: 'Like the system' },
  de: { de: 'Deutsch', en: 'German' },
  en: { de: 'Englisch', en: 'English' },
  light: { de: 'Hell', en: 'Light' },
  dark: { de: 'Dunkel', en: 'Dark' },
  colour: { de: 'Farbig', en: 'Coloured' },
  mono: { de: 'Einfarbig', en: 'One colour' },
  contrast: { de: 'Hoher Kontrast', en: 'High contrast' },
  all: { de: 'Alle', en: 'All' },
  talk: { de: 'Wie in Talk eingestellt', en: 'As set in Talk' },
  mentions: { de: 'Direkte Nachrichten und Erwähnungen', en: 'Direct messages and mentions' },
  off: { de: 'Aus', en: 'Off' },
  unread: { de: 'Ungelesen', en: 'Unread' },
  favourites: { de: 'Favoriten', en: 'Favourites' },
  gong: { de: 'Gong', en: 'Gong' },
  pager: { de: 'Melder', en: 'Pager' },
  siren: { de: 'Sirene', en: 'Siren' },
  longpoll: { de: 'Eine Anfrage wartet immer', en: 'One request always waits' },
  mon: { de: 'Montag', en: 'Monday' },
  tue: { de: 'Dienstag', en: 'Tuesday' },
  wed: { de: 'Mittwoch', en: 'Wednesday' },
  thu: { de: 'Donnerstag', en: 'Thursday' },
  fri: { de: 'Freitag', en: 'Friday' },
  sat: { de: 'Samstag', en: 'Saturday' },
  sun: { de: 'Sonntag', en: 'Sunday' },
};
