import type { Control } from './control.ts';

/** Tokens of the recorded conversations. */
export const TOKEN = {
  changelog: 'bzkuvfai',
  noteToSelf: 'nx8phc2r',
  sample: 'qrjuqbkp',
  group: 'g4f3vz5a',
  public: '5o3ttn4i',
  lobby: 's3g3hpud',
  archive: 'uyybgey5',
  bob: '2gaxnnx8',
  carla: 'g68aabnk',
  shortLived: 'ch7o5du8',
} as const;

const addPeopleAndRooms = (control: Control): void => {
  control.addUser({ id: 'alice', displayName: 'Alice Anders', password: 'alice' });
  control.addUser({ id: 'bob', displayName: 'Bob Böhm', password: 'bob' });
  control.addUser({ id: 'carla', displayName: 'Carla Castro', password: 'carla' });
  control.setStatus('bob', 'online');
  control.setStatus('carla', 'dnd');
  control.addRoom({ type: 'changelog', members: ['alice'], token: TOKEN.changelog });
  control.addRoom({ type: 'note-to-self', members: ['alice'], token: TOKEN.noteToSelf });
  control.addRoom({ type: 'group', name: "Los geht's!", members: ['alice'], token: TOKEN.sample });
  control.addRoom({ type: 'group', name: 'Einsatzgruppe 1', members: ['bob', 'alice', 'carla'], token: TOKEN.group });
  control.addRoom({ type: 'public', name: 'Ausbildung', members: ['carla', 'alice', 'bob'], token: TOKEN.public });
  control.addRoom({ type: 'group', name: 'Leitung', members: ['bob', 'alice'], token: TOKEN.lobby, lobby: true });
  control.addRoom({ type: 'group', name: 'Archiv 2025', members: ['carla', 'alice'], token: TOKEN.archive });
  control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'], token: TOKEN.bob });
  control.addRoom({ type: 'one-to-one', members: ['carla', 'alice'], token: TOKEN.carla });
};

const addGroupMessages = ({ send, react }: Control): { morning: number; file: number } => {
  const morning = send('bob', TOKEN.group, 'Guten Morgen zusammen 🙂');
  send('carla', TOKEN.group, 'Moin! Übung um 18 Uhr: Äpfel, Öl, ß, „Anführung“ & <b>kein HTML</b>');
  send('carla', TOKEN.group, 'Antwort auf deine Nachricht', { replyTo: morning });
  react('carla', TOKEN.group, morning, '❤️');
  react('bob', TOKEN.group, morning, '🎉');
  send('bob', TOKEN.group, '@alice kannst du bitte den Wagen prüfen?');
  send('bob', TOKEN.group, '', { place: { name: 'Sammelplatz', latitude: '52.5200', longitude: '13.4050' } });
  send('bob', TOKEN.group, '', { poll: 'Wann passt die nächste Übung?' });
  const file = send('bob', TOKEN.group, 'Anbei die Datei', { file: { name: 'Einsatzplan.txt' } });
  return { morning, file };
};

const addPublicMessages = (control: Control): void => {
  control.send('carla', TOKEN.public, '@all Bitte bis Freitag anmelden!');
  control.send('carla', TOKEN.public, '**Markdown** mit `code` und Link https://example.org/pfad?x=1&y=2');
  const typo = control.send('carla', TOKEN.public, 'Tipfehler');
  control.edit(TOKEN.public, typo, 'Tippfehler korrigiert');
  const mistake = control.send('carla', TOKEN.public, 'Weg damit');
  control.deleteMessage(TOKEN.public, mistake);
};

/** Sets the server up as it was when the recordings began. Returns the ids in recorded requests. */
export const seedRecordedStation = (control: Control): { morning: number; file: number } => {
  addPeopleAndRooms(control);
  control.send('changelog', TOKEN.changelog, '## Neu in Talk 22', { bot: true });
  control.send('alice', TOKEN.noteToSelf, 'Merkzettel: Schlüssel abholen');
  control.send('sample', TOKEN.sample, '## Gesprächseinstellungen verwalten', { bot: true });
  for (const text of ['Hallo Alice, bist du morgen da?', 'Grüße aus Köln – Straße gesperrt 🚧', '👍']) {
    control.send('bob', TOKEN.bob, text);
  }
  const ids = addGroupMessages(control);
  addPublicMessages(control);
  control.send('carla', TOKEN.carla, 'Hast du die Schlüssel?');
  control.send('carla', TOKEN.carla, '(silent message)', { silent: true });
  control.send('carla', TOKEN.archive, 'Altes Thema');
  control.configure('alice', TOKEN.group, { favourite: true });
  control.configure('alice', TOKEN.archive, { archived: true });
  return ids;
};
