import type { Language } from '../../main/core/model/settings.ts';
import type { Nextcloud } from '../nextcloud/server.ts';

const PEOPLE = {
  alice: 'Alice Anders',
  bob: 'Bob Böhm',
  carla: 'Carla Castro',
  dieter: 'Dieter Dörfler',
  eva: 'Eva Engel',
  omar: 'عمر الخطيب',
  /** A new user without conversations. */
  nina: 'Nina Neumann',
};

const ALL = ['alice', 'bob', 'carla', 'dieter', 'eva', 'omar'];
const HOUR = 60;
const DAY = 24 * HOUR;

/** Creates every kind of conversation, message and mark that a list can show, in the given language. */
export function seedShowcase({ control }: Nextcloud, language: Language) {
  const say = (german: string, english: string): string => (language === 'de' ? german : english);
  for (const [id, displayName] of Object.entries(PEOPLE)) control.addUser({ id, displayName, password: id, language });

  // The tokens are fixed, because a conversation's colour comes from its token.
  const group = (token: string, name: string, owner = 'bob'): string =>
    control.addRoom({ token, type: 'group', name, members: [owner, ...ALL.filter((id) => id !== owner)] });
  const direct = (token: string, other: string): string =>
    control.addRoom({ token, type: 'one-to-one', members: [other, 'alice'] });
  const rooms = control.inThePast(90 * DAY, () => ({
    alarm: group('einsatz1', say('Einsatzgruppe 1', 'Response group 1')),
    bob: direct('bobbohm2', 'bob'),
    command: group('fuehrun3', say('Wehrführung', 'Station command'), 'dieter'),
    youth: group('jugend44', say('Jugendfeuerwehr', 'Youth brigade'), 'eva'),
    kit: group('geraete5', say('Gerätewarte', 'Equipment'), 'carla'),
    training: group('ausbild6', say('Ausbildung', 'Training'), 'carla'),
    canteen: group('kantine7', say('Kantine & Kasse', 'Canteen & till'), 'eva'),
    fair: group('somfest8', say('Sommerfest', 'Summer fair')),
    carla: direct('carlaca9', 'carla'),
    outreach: group(
      'brands10',
      say(
        'Arbeitskreis Brandschutzerziehung und Öffentlichkeitsarbeit im Landkreis',
        'County working group on fire safety education and public relations',
      ),
      'dieter',
    ),
    omar: direct('omarkh11', 'omar'),
    engine: group('zug2xx12', say('🚒 Löschzug 2 👩‍🚒🔥', '🚒 Engine 2 crew 👩‍🚒🔥')),
    lobby: control.addRoom({
      token: 'lobbyx13',
      type: 'group',
      members: ['dieter', 'alice'],
      lobby: true,
      name: say('Kreisverband (Lobby)', 'County association (lobby)'),
    }),
    note: control.addRoom({ token: 'notexx14', type: 'note-to-self', members: ['alice'] }),
    protocols: group('archiv15', say('Protokolle 2025', 'Minutes 2025'), 'carla'),
    openDay: group('tuer2516', say('Tag der offenen Tür 2025', 'Open day 2025'), 'eva'),
  }));

  const { send } = control;
  const history: [minutesAgo: number, write: () => void][] = [
    [40 * DAY, () => send('carla', rooms.protocols, say('Alle Protokolle sind abgelegt.', 'All minutes are filed.'))],
    [30 * DAY, () => send('eva', rooms.openDay, say('Danke an alle, das war großartig!', 'Thank you all, great day!'))],
    [9 * DAY, () => send('alice', rooms.note, say('Schlüssel für die Drehleiter abholen', 'Fetch the ladder keys'))],
    [6 * DAY, () => send('dieter', rooms.lobby, say('Nur für den Vorstand', 'For the board only'))],
    [5 * DAY, () => send('bob', rooms.engine, '👍👍🏽🎉 112 📟')],
    [4 * DAY, () => send('omar', rooms.omar, 'مرحبا أليس، هل نلتقي غدًا في المحطة الساعة السادسة مساءً؟')],
    [
      3 * DAY,
      () =>
        send(
          'dieter',
          rooms.outreach,
          say(
            'Die Termine für das zweite Halbjahr stehen fest: Grundschule am 14., Kindergarten am 21. und Seniorenheim am 28.',
            'The dates for the rest of the year are set: primary school on the 14th, nursery on the 21st, care home on the 28th.',
          ),
        ),
    ],
    [2 * DAY, () => send('carla', rooms.carla, say('Nur zur Info, eilt nicht.', 'For your information, no rush.'))],
    [28 * HOUR, () => send('bob', rooms.fair, '', { poll: say('Wann grillen wir?', 'When do we barbecue?') })],
    [26 * HOUR, () => send('eva', rooms.canteen, say('Kasse stimmt: 412,50 €', 'The till is right: €412.50'))],
    [25 * HOUR, () => send('eva', rooms.canteen, say('Wer kauft am Samstag ein?', 'Who shops on Saturday?'))],
    [22 * HOUR, () => send('carla', rooms.training, '', { file: photo(say('Übung.jpg', 'Drill.jpg')) })],
    [20 * HOUR, () => send('dieter', rooms.kit, '', { file: report(say('Prüfprotokoll.pdf', 'Test report.pdf')) })],
    [5 * HOUR, () => send('carla', rooms.youth, '', { file: { name: 'Memo.mp3', voice: true } })],
    [2 * HOUR, () => send('dieter', rooms.command, say('Ich starte schon mal den Anruf.', 'I am opening the call.'))],
    [119, () => control.startCall('dieter', rooms.command)],
    [100, () => send('bob', rooms.bob, say('Hallo Alice, bist du morgen da?', 'Hi Alice, are you in tomorrow?'))],
    [38, () => send('bob', rooms.bob, say('Grüße aus Köln – Straße gesperrt 🚧', 'Road closed at the bridge 🚧'))],
    [20, () => send('carla', rooms.alarm, say('Ich übernehme den Samstag.', 'I can take Saturday.'))],
    [12, () => send('dieter', rooms.alarm, say('Danke! Und wer fährt?', 'Thanks! And who drives?'))],
    [
      5,
      () =>
        send('bob', rooms.alarm, say('Übung um 18 Uhr am Gerätehaus', 'drill at 6 pm at the station'), {
          mentions: ['alice'],
        }),
    ],
  ];
  for (const [minutesAgo, write] of history) control.inThePast(minutesAgo, write);

  const unread = new Set([rooms.alarm, rooms.bob, rooms.canteen, rooms.youth]);
  for (const token of Object.values(rooms)) if (!unread.has(token)) control.markRead('alice', token);
  control.configure('alice', rooms.alarm, { favourite: true });
  control.configure('alice', rooms.command, { favourite: true });
  for (const token of [rooms.protocols, rooms.openDay]) control.configure('alice', token, { archived: true });
  control.setLevel('alice', rooms.canteen, 3);
  control.setLevel('alice', rooms.alarm, 1);
  control.setStatus('bob', 'online');
  control.setStatus('carla', 'dnd');
  control.setStatus('omar', 'away');
  return rooms;
}

/** The tokens of the showcase's conversations. */
export type ShowcaseRooms = ReturnType<typeof seedShowcase>;

const photo = (name: string) => ({ name, mimetype: 'image/jpeg', size: 482_130 });
const report = (name: string) => ({ name, mimetype: 'application/pdf', size: 48_213 });
