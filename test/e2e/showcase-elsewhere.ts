import type { Language } from '../../main/core/model/settings.ts';
import { type Nextcloud, type NextcloudOptions, startNextcloud } from '../nextcloud/server.ts';

const HOUR = 60;

/** Another server, where the station has an account of its own. */
export interface Elsewhere {
  server: Nextcloud;
  /** The user of that account. */
  user: 'wache';
  displayName: string;
  /** The tokens of its conversations. */
  rooms: { control: string; county: string };
}

/** Starts the server with a few conversations in the given language. */
export async function openElsewhere(language: Language, options: NextcloudOptions): Promise<Elsewhere> {
  const server = await startNextcloud({ language, ...options });
  const { control } = server;
  const say = (german: string, english: string): string => (language === 'de' ? german : english);
  const displayName = say('Wache Mitte', 'Central station');
  control.addUser({ id: 'wache', displayName, password: 'wache', language });
  control.addUser({ id: 'frank', displayName: 'Frank Fuchs', password: 'frank', language });

  const members = ['frank', 'wache'];
  const rooms = control.inThePast(24 * HOUR, () => ({
    control: control.addRoom({
      token: 'leitst21',
      type: 'group',
      members,
      name: say('Leitstelle', 'Control centre'),
    }),
    county: control.addRoom({
      token: 'kreisx22',
      type: 'group',
      members,
      name: say('Kreisfeuerwehr', 'County fire service'),
    }),
  }));
  control.inThePast(3 * HOUR, () =>
    control.send('frank', rooms.county, say('Das Protokoll ist online.', 'The minutes are online.')),
  );
  control.markRead('wache', rooms.county);
  for (const minutesAgo of [16, 15])
    control.inThePast(minutesAgo, () =>
      control.send('frank', rooms.control, say('Probealarm am Samstag um 12 Uhr', 'Siren test on Saturday at noon')),
    );
  return { server, user: 'wache', displayName, rooms };
}
