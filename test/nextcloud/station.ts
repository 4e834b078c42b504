import type { BasicControl } from './control.ts';

const PEOPLE = [
  { id: 'alice', displayName: 'Alice Anders', password: 'alice' },
  { id: 'bob', displayName: 'Bob Böhm', password: 'bob' },
  { id: 'carla', displayName: 'Carla Castro', password: 'carla' },
  { id: 'dieter', displayName: 'Dieter Dörfler', password: 'dieter' },
  { id: 'eva', displayName: 'Eva Engel', password: 'eva' },
];
const ALL = PEOPLE.map(({ id }) => id);

const addRooms = (control: BasicControl) => ({
  changelog: control.addRoom({ type: 'changelog', members: ['alice'] }),
  noteToSelf: control.addRoom({ type: 'note-to-self', members: ['alice'] }),
  einsatzgruppe: control.addRoom({ type: 'group', name: 'Einsatzgruppe 1', members: ['bob', 'alice', 'carla', 'eva'] }),
  wehrfuehrung: control.addRoom({ type: 'group', name: 'Wehrführung', members: ['dieter', 'alice', 'bob'] }),
  jugendfeuerwehr: control.addRoom({ type: 'group', name: 'Jugendfeuerwehr', members: ['eva', 'alice', 'carla'] }),
  geraetewarte: control.addRoom({ type: 'group', name: 'Gerätewarte', members: ['carla', 'alice', 'dieter'] }),
  ausbildung: control.addRoom({ type: 'public', name: 'Ausbildung', members: ['carla', 'alice', 'bob'] }),
  kantine: control.addRoom({ type: 'group', name: 'Kantine & Kasse', members: ['eva', ...ALL.slice(0, 4)] }),
  fest: control.addRoom({ type: 'group', name: 'Sommerfest', members: ['bob', 'alice', 'eva'] }),
  archiv: control.addRoom({ type: 'group', name: 'Archiv 2025', members: ['carla', 'alice'] }),
  lobby: control.addRoom({ type: 'group', name: 'Kreisverband (Lobby)', members: ['dieter', 'alice'], lobby: true }),
  bob: control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'] }),
  carla: control.addRoom({ type: 'one-to-one', members: ['carla', 'alice'] }),
  former: control.addRoom({ type: 'former', name: 'Frank Fischer', members: ['alice'] }),
});

/** The tokens of the seeded conversations. */
export type Station = ReturnType<typeof addRooms>;

const HOUR = 60;
const DAY = 24 * HOUR;

/** Returns who wrote what, minutes ago: every kind of message that a list can show, oldest first. */
const history = (control: BasicControl, rooms: Station): [minutesAgo: number, write: () => void][] => {
  const { send } = control;
  return [
    [
      60 * DAY,
      () => send('changelog', rooms.changelog, '## Neu in Talk 22\n- Themen für Unterhaltungen', { bot: true }),
    ],
    [59 * DAY, () => send('changelog', rooms.changelog, '## Neu in Talk 22.0.2\n- Fehler behoben', { bot: true })],
    [40 * DAY, () => send('carla', rooms.archiv, 'Die Protokolle von 2025 liegen jetzt im Archiv.')],
    [9 * DAY, () => send('alice', rooms.noteToSelf, 'Merkzettel: Schlüssel für die Drehleiter abholen')],
    [6 * DAY, () => send('dieter', rooms.lobby, 'Nur für den Vorstand')],
    [5 * DAY, () => send('bob', rooms.fest, '', { poll: 'Wann passt das Sommerfest?' })],
    [3 * DAY, () => send('eva', rooms.kantine, 'Kasse stimmt: **412,50 €**, siehe https://example.org/kasse?a=1&b=2')],
    [2 * DAY, () => send('carla', rooms.ausbildung, 'Bitte bis Freitag anmelden!', { mentions: 'all' })],
    [2 * DAY - 5, () => control.deleteMessage(rooms.ausbildung, send('carla', rooms.ausbildung, 'Falscher Termin'))],
    [27 * HOUR, () => control.edit(rooms.geraetewarte, send('carla', rooms.geraetewarte, 'Pumpe da'), EDITED)],
    [26 * HOUR, () => send('dieter', rooms.geraetewarte, '', { file: PROTOCOL })],
    [21 * HOUR, () => send('eva', rooms.jugendfeuerwehr, '', { place: MEETING_PLACE })],
    [20 * HOUR, () => send('carla', rooms.jugendfeuerwehr, '', { file: { name: 'Aufnahme.mp3', voice: true } })],
    [6 * HOUR, () => send('dieter', rooms.wehrfuehrung, 'Sitzung am Montag um 19:30 Uhr. 🚒')],
    [5 * HOUR, () => send('bob', rooms.wehrfuehrung, 'schreibst du das Protokoll?', { mentions: ['alice'] })],
    [3 * HOUR, () => send('carla', rooms.carla, 'Nur zur Info, eilt nicht.', { silent: true })],
    [100, () => send('bob', rooms.bob, 'Hallo Alice, bist du morgen da?')],
    [95, () => send('bob', rooms.bob, 'Grüße aus Köln – schönes Wetter, Straße gesperrt 🚧')],
    [50, () => greet(control, rooms)],
    [5, () => send('bob', rooms.einsatzgruppe, 'Übung heute um 18 Uhr am Gerätehaus')],
  ];
};

const EDITED = 'Die Pumpe ist geprüft und wieder da. <b>Kein HTML</b> & „Anführung“';
const PROTOCOL = { name: 'Prüfprotokoll.pdf', mimetype: 'application/pdf', size: 48_213 };
const MEETING_PLACE = { name: 'Sammelplatz am Gerätehaus', latitude: '52.5200', longitude: '13.4050' };

const greet = (control: BasicControl, { einsatzgruppe }: Station): void => {
  const morning = control.send('bob', einsatzgruppe, 'Guten Morgen zusammen 🙂');
  control.react('carla', einsatzgruppe, morning, '❤️');
  control.send('carla', einsatzgruppe, 'Ich übernehme den Dienst am Samstag.', { replyTo: morning });
};

const configureForAlice = (control: BasicControl, rooms: Station): void => {
  control.configure('alice', rooms.einsatzgruppe, { favourite: true });
  control.configure('alice', rooms.archiv, { archived: true });
  control.setLevel('alice', rooms.kantine, 3);
  for (const read of [rooms.noteToSelf, rooms.fest, rooms.former]) control.markRead('alice', read);
};

/** Fills a fire station's Nextcloud: users whose password is their id, and alice's conversations. */
export const seedStation = (control: BasicControl): Station => {
  for (const person of PEOPLE) control.addUser({ language: 'de', ...person });
  const rooms = control.inThePast(90 * DAY, () => addRooms(control));
  for (const [minutesAgo, write] of history(control, rooms)) control.inThePast(minutesAgo, write);
  configureForAlice(control, rooms);
  control.setStatus('bob', 'online');
  control.setStatus('carla', 'dnd');
  return rooms;
};
