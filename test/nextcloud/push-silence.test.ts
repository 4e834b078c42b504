/** Push reports only changes of a user's notifications. These tests show what it leaves out. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Nextcloud, startNextcloud } from './server.ts';

let nextcloud: Nextcloud;
let group: string;
let direct: string;
/** Users who got a push frame, in order. */
let told: string[];

beforeEach(async () => {
  nextcloud = await startNextcloud();
  const { control } = nextcloud;
  for (const id of ['alice', 'bob', 'carla']) control.addUser({ id, displayName: id, password: id });
  group = control.addRoom({ type: 'group', name: 'Wache', members: ['bob', 'alice', 'carla'] });
  direct = control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'] });
  told = [];
  control.on('notifications-changed', ({ user }) => told.push(user));
});
afterEach(() => nextcloud.close());

const toldOf = (happening: () => void): string[] => {
  told.length = 0;
  happening();
  return [...told];
};

it.each<[string, () => void, string[]]>([
  ['a one-to-one message', () => nextcloud.control.send('bob', direct, 'Hallo'), ['alice']],
  [
    'the user’s own message',
    () => nextcloud.control.send('alice', group, 'an alle', { mentions: 'all' }),
    ['bob', 'carla'],
  ],
  ['a silent message', () => nextcloud.control.send('bob', direct, 'leise', { silent: true }), []],
  ['a message in a group at the level "mention"', () => nextcloud.control.send('bob', group, 'Hallo'), []],
  ['a bot’s message at the level "mention"', () => nextcloud.control.send('Melder', group, 'ALARM', { bot: true }), []],
  [
    'a bot’s message with @all',
    () => nextcloud.control.send('Melder', group, 'ALARM @all', { bot: true }),
    ['bob', 'alice', 'carla'],
  ],
  ['the start of a call', () => nextcloud.control.startCall('bob', group), ['alice', 'carla']],
  ['the start of a silent call', () => nextcloud.control.startCall('bob', group, { silent: true }), []],
])('%s', (_name, happening, users) => {
  expect(toldOf(happening)).toEqual(users);
});

it('a bot’s message at the level "always"', () => {
  nextcloud.control.setLevel('alice', group, 1);
  expect(toldOf(() => nextcloud.control.send('Melder', group, 'ALARM', { bot: true }))).toEqual(['alice']);
});

it.each(['group', 'direct'] as const)('the end of a call, answered or not (%s)', (kind) => {
  const { control } = nextcloud;
  const token = kind === 'group' ? group : direct;
  control.startCall('bob', token);
  expect(toldOf(() => control.endCall(token))).toEqual([]);
  control.startCall('bob', token);
  expect(toldOf(() => control.joinCall('alice', token))).toEqual(['alice']);
  expect(toldOf(() => control.endCall(token))).toEqual([]);
});

it.each([
  ['a visible tab, which also reads it', true, true],
  ['a tab in the background', false, false],
])('a message to a user who has the conversation open in %s', (_name, visible, reads) => {
  const { control } = nextcloud;
  control.openConversation('alice', direct, { visible });
  let id = 0;
  const send = (): void => {
    id = control.send('bob', direct, 'Hallo');
  };
  expect(toldOf(send)).toEqual([]);
  expect(control.readMarker('alice', direct) === id).toBe(reads);
  control.closeConversation('alice', direct);
  expect(toldOf(send)).toEqual(['alice']);
  expect(control.readMarker('alice', direct)).toBeLessThan(id);
});

/** Sends a request as Alice. */
const ask = async (method: string, path: string, body: string | null = null): Promise<Response> =>
  fetch(nextcloud.url + path, {
    method,
    body,
    headers: {
      Accept: 'application/json',
      'OCS-APIRequest': 'true',
      Authorization: `Basic ${btoa('alice:alice')}`,
      ...(body !== null && { 'Content-Type': 'application/json' }),
    },
  });

const idIn = async (answer: Response): Promise<string> => /"(?:nid|id)":(\d+)/.exec(await answer.text())?.[1] ?? '';

it('a silent message in the own note to self, and its deletion, which the list shows', async () => {
  const token = nextcloud.control.addRoom({ type: 'note-to-self', members: ['alice'] });
  const chat = `/ocs/v2.php/apps/spreed/api/v1/chat/${token}`;
  told.length = 0;
  const id = await idIn(await ask('POST', chat, JSON.stringify({ message: 'Probe', silent: true })));
  const list = await (await ask('GET', '/ocs/v2.php/apps/spreed/api/v4/room')).text();
  expect(list).toContain(`"id":${id},`);
  expect((await ask('DELETE', `${chat}/${id}`)).status).toBe(200);
  expect(told).toEqual([]);
});

it('a test notification, and its deletion', async () => {
  const api = '/ocs/v2.php/apps/notifications/api';
  const id = await idIn(await ask('POST', `${api}/v3/test/self`));
  expect(told).toEqual(['alice']);
  await ask('DELETE', `${api}/v2/notifications/${id}`);
  expect(told).toEqual(['alice', 'alice']);
});
